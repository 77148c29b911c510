"""Does the reply give the patient a body of the other sex?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.body_sites import site_words
from curbside.clinical.reply_checks.lexicon import alternatives, any_of, entry, listed, words
from curbside.clinical.reply_checks.people import OTHER_SEX
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "sex_mismatch_in_body"
_A_GROUP = re.compile(r"\s+(?:women|woman|people|patients|men|mothers?)\b")
_YOU = re.compile(r"\byou(?:r|rs)?\b")
_THEIRS = re.compile(r"\b(?:his|her)\s+(?:\w+\s+){0,2}$")
# The other sex spoken of as a group or as somebody's relative excuses what follows in the sentence.
_GROUPS = re.compile(
    r"\b(?:men|women|males|females|people|anyone|either|both\s+sexes|wom[ae]n's|men's|boys|girls|mothers?|fathers?"
    r"|wife|husband"
    r"|girlfriend|boyfriend|partner|sisters?|brothers?|daughters?|sons?|aunt|uncle|pregnant\s+(?:wom[ae]n|people"
    r"|patients))\b"
)
# Somebody of that sex, or of none in particular, whom a pronoun may mean.
_PERSONS = re.compile(
    r"\b(?:doctor|dr|specialist|surgeon|colleague|gp|nurse|midwife|therapist|\w+(?:ologist|iatrist|ician|ist)|dentist"
    r"|teacher|coach|boss|employer|friend|neighbou?r|somebody|someone|anyone|person|adult|whoever"
    r"|sibling|cousin|dog|cat|baby|god)s?\b"
)
# "Help most men with this kind of trouble, you included", "under the beard, because men often carry it there".
_MEANT_TOO = (
    r"you\s+included|(?:and\s+)?you\s+will(?:\s+\w+){0,5}\s+too|including\s+you(?:rself)?|like\s+you(?:rself|rs)?|(?:and\s+)?so\s+(?:do|should|must|can|are)\s+you"
    r"|(?:of|at|in)\s+(?:your|his|her)\s+(?:age|position|situation|shoes|place|line\s+of\s+work)"
)
_MANY = 3
# "Pregnant" in the question answers to "pregnancy" in the reply.
_STEM = 6


def find_sex_in_body(case: ReplyCase) -> Iterator[Problem]:
    """ "Your prostate" to a woman, "as a woman" to a man, "he" of a daughter, "your wife" to one who has a husband.

    Only where the sex is known, and never for "other".
    """
    if case.sex not in ("female", "male"):
        return
    wrong = OTHER_SEX[case.sex]
    message = f"This is said of a {wrong} person; the question says {case.sex}."
    for sentence in case.sentences:
        for start, end in _slips(case, sentence.text, wrong):
            where = (sentence.start + start, sentence.start + end)
            yield problem(case, TYPE, *where, severity=Severity.WARN, message=message)
    yield from _wrong_pronoun(case, wrong, message)
    yield from _wrong_partner(case)
    yield from _wrong_relation(case)
    yield from _wrong_child(case)


def _slips(case: ReplyCase, sentence: str, wrong: str) -> Iterator[tuple[int, int]]:
    seen = [hit.span() for hit in _addressed(wrong).finditer(sentence) if not _is_role(case, sentence, hit[0], wrong)]
    # "Men and women alike": who is named beside the patient's own sex is not the patient.
    if not re.search(rf"\b(?:{_called(case.sex, 'many')})\b", sentence):
        seen += [hit.span() for hit in _grouped(wrong).finditer(sentence)]
    # What is "yours" is the writer's, and the writer is not the patient.
    seen = [span for span in seen if case.subject == "self" or not sentence.startswith("your ", span[0])]
    if case.subject == "child":
        # "The little lady" may be the cat, where the question tells of a "she".
        others = _pronoun(wrong).search(case.asked_folded) is not None
        seen += [
            hit.span()
            for hit in _little(wrong).finditer(sentence)
            if not _names(case.asked_folded, wrong, "named_children") and (hit[0].startswith("your ") or not others)
        ]
    if case.subject != "self" and not any(_relative(wrong).search(text) for text in (case.asked_folded, case.folded)):
        seen += [hit.span() for hit in _that_person(wrong).finditer(sentence)]
    seen += [hit.span() for hit in _once(wrong).finditer(sentence)]
    years = {int(case.age_years)} if case.age_years is not None else set()
    years |= {int(number) for number in re.findall(r"\d{1,3}", case.question.age)[:1]}
    for hit in _aged(wrong).finditer(sentence):
        if int(hit["years"]) in years and not re.search(rf"\b(?:{_called(case.sex, 'many')})\b", sentence):
            seen.append(hit.span())
    seen += [span for span in _as_the_other_sex(case, sentence, wrong) if not any(_overlap(span, one) for one in seen)]
    yield from seen
    for hit in words(f"sex_parts.{wrong}").finditer(sentence):
        inside = any(low <= hit.start() < high for low, high in seen)
        # Of a child or a partner, "tell your midwife" speaks of the one who writes.
        if case.subject != "self" and _YOU.search(sentence) and not _THEIRS.search(sentence[: hit.start()]):
            continue
        if (
            inside
            or _A_GROUP.match(sentence, hit.end())
            or hit[0][:_STEM] in case.asked_folded
            or (case.subject == "self" and not inside and _pronoun(wrong).search(sentence) is not None)
            or _is_others(case, sentence[: hit.start()])
        ):
            continue
        yield hit.span()


_PARENTS = re.compile(r"\b(?:mother|mum|mom|father|dad|grand\w+|wife|husband)\b")


def _is_role(case: ReplyCase, sentence: str, said: str, wrong: str) -> bool:
    """ "For a first-time mother you watch well" to her who writes of her son; "your father, as a boy": no patient."""
    if said.startswith("your "):
        return False
    if case.subject != "self" and _YOU.search(sentence) and (_PARENTS.search(said) or case.writer_sex == wrong):
        return True
    # "As a man you may have it from your father" says "you" outright.
    if case.subject == "self" and (said.startswith("you") or re.search(rf"{re.escape(said)},?\s+you\b", sentence)):
        return False
    about = sentence.replace(said, " ")
    if re.search(rf"\b(?:your|his|her|my|our)\s+(?:\w+\s+)?(?:{_called(wrong, 'kin')})\b", about):
        return True
    return case.subject == "self" and _pronoun(wrong).search(about) is not None


def _as_the_other_sex(case: ReplyCase, sentence: str, wrong: str) -> Iterator[tuple[int, int]]:
    """ "In a woman past the change", "a man who lost his job": the patient in other words.

    Not where anybody of that sex, or both sexes, may be meant.
    """
    if re.search(rf"\b(?:{_called(case.sex, 'kin')}|{_called(case.sex, 'many')})\b", sentence):
        return
    if _relative(wrong).search(sentence):
        return
    for hit in _a_person(wrong).finditer(sentence):
        before = sentence[: hit.start("noun")]
        if not _PERSONS.search(before) and not _CONTRASTS.search(before):
            yield hit.start("noun"), hit.end("noun")


def _wrong_pronoun(case: ReplyCase, wrong: str, message: str) -> Iterator[Problem]:
    """The first "he" of a reply about a daughter, a mother or a wife, when nobody it could mean was named before."""
    if case.subject == "self":
        return
    # Where somebody of the other sex is told of, one pronoun against many is the slip.
    right = len(_pronoun(case.sex).findall(case.folded))
    others = len(_pronoun(wrong).findall(case.folded))
    if _pronoun(wrong).search(case.asked_folded) and (others > 1 or right < _MANY):
        return
    for place, sentence in enumerate(case.sentences):
        hit = _pronoun(wrong).search(sentence.text)
        if hit is None:
            continue
        all_before = [one.text for one in case.sentences[:place]] + [sentence.text[: hit.start()]]
        # A brother whom only the question names is nobody a reply that has not named him yet can mean.
        known = _names(case.asked_folded, wrong)
        if any(_names(text, wrong) for text in (all_before if known else all_before[-2:])):
            continue
        # The doctor of the signature and "Dr" in the closing lines are no antecedents, for they stand behind; and it
        # is not the doctor's chest that the doctor listens to.
        own_body = _own_body().match(sentence.text, hit.start()) is not None
        if not own_body and any(_PERSONS.search(text) for text in all_before[-2:]):
            continue
        span = (sentence.start + hit.start(), sentence.start + hit.end())
        yield problem(case, TYPE, *span, severity=Severity.WARN, message=message)
        return


def _wrong_partner(case: ReplyCase) -> Iterator[Problem]:
    """ "Ask your wife" to somebody who writes of a husband and of no wife."""
    asked = {sex for sex in OTHER_SEX if re.search(rf"\bmy\s+(?:{_called(sex, 'partners')})\b", case.asked_folded)}
    for sex, other in OTHER_SEX.items():
        if asked != {other} or _names(case.asked_folded, sex, "partners"):
            continue
        for hit in re.finditer(rf"\byour\s+(?:{_called(sex, 'partners')})\b", case.folded):
            message = "The question speaks of a partner of the other sex."
            yield problem(case, TYPE, hit.start(), hit.end(), severity=Severity.WARN, message=message)
            return


_MORE_CHILDREN = re.compile(
    r"\b(?:kids|children|twins|sons|daughters|boys|girls|siblings?|brothers?|sisters?|triplets)\b"
)


def _wrong_child(case: ReplyCase) -> Iterator[Problem]:
    """ "Your son may go on with his drops" to one whose only child named is a girl."""
    if case.subject not in ("self", "child") or _MORE_CHILDREN.search(case.asked_folded):
        return
    for sex, other in OTHER_SEX.items():
        told = re.search(
            rf"\b(?:my|our)\s+(?:[\w-]+\s+){{0,3}}?(?:{_called(other, 'children')})\b(?!\s*friend)", case.asked_folded
        )
        if told is None or re.search(rf"\b(?:{_called(sex, 'children')})\b", case.asked_folded):
            continue
        hit = re.search(rf"\byour\s+(?:little\s+)?(?:{_called(sex, 'children')})\b", case.folded)
        if hit is not None:
            message = f"The question speaks of a {'daughter' if other == 'female' else 'son'}."
            yield problem(case, TYPE, hit.start(), hit.end(), severity=Severity.WARN, message=message)


def _wrong_relation(case: ReplyCase) -> Iterator[Problem]:
    """ "You as his father" to a mother."""
    if case.writer_sex not in ("female", "male"):
        return
    wrong = OTHER_SEX[case.writer_sex]
    kin = _called(wrong, "relations")
    for hit in re.finditer(
        rf"\b(?:you,?\s+as|as|you\s+are|you're|being)\s+(?:his|her|their|the)\s+(?:{kin})\b(?=\s*,|\s+you\b|\s+need|\s+can\b)",
        case.folded,
    ):
        if "you" in hit[0] or re.match(r",?\s+you\b", case.folded[hit.end() :]):
            message = f"This is said to a {wrong} asker; the question says {case.writer_sex}."
            yield problem(case, TYPE, hit.start(), hit.end(), severity=Severity.WARN, message=message)
            return


@cache
def _called(sex: str, row: str) -> str:
    """The inside of a pattern group: what somebody of that sex is called in a row of `persons_by_sex`."""
    return "|".join(entry("persons_by_sex")[row][sex])


@cache
def _pronoun(sex: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_called(sex, 'pronouns')})\b")


def _names(folded: str, sex: str, row: str = "kin") -> bool:
    """Does the text name any person of that sex (of that row of `persons_by_sex`)?"""
    return re.search(rf"\b(?:{_called(sex, row)})s?\b", folded) is not None


def _is_others(case: ReplyCase, before: str) -> bool:
    """Is the part somebody else's: a group's, a relative's, or "his" where the patient writes for herself?"""
    named = [hit for hit in _GROUPS.finditer(before) if not _is_patient(case, hit[0])]
    if named:
        return True
    return case.subject == "self" and _THEIRS.search(before) is not None


def _is_patient(case: ReplyCase, word: str) -> bool:
    """ "Your husband", "your son": the relative the question is about."""
    kin = {"child": "kin.child", "parent": "kin.parent", "partner": "kin.partner"}.get(case.subject)
    return kin is not None and any_of(listed(kin)).fullmatch(word) is not None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# Words that set one person against another, or say what somebody is by trade.
_CONTRASTS = re.compile(
    r"\b(?:unlike|than|whereas|while|compared|either|both|(?:not|never|only)\s+an?|rather|instead|another|other)\b"
)


@cache
def _that_person(sex: str) -> re.Pattern[str]:
    """ "Give the old lady my regards"."""
    one = _called(sex, "that_person")
    return re.compile(rf"\b(?:the|that|this|your)\s+(?:old|dear|good|poor|young|brave)\s+(?:{one})\b")


@cache
def _own_body() -> re.Pattern[str]:
    return re.compile(rf"(?:his|her)\s+(?:\w+\s+)?(?:{alternatives(site_words())})\b(?!\s+of\b)")


@cache
def _relative(sex: str) -> re.Pattern[str]:
    # "I am his daughter" names the one who writes.
    return re.compile(rf"(?<!\bam )(?<!i'm )\b(?:your|his|her|my|our)\s+(?:\w+\s+)?(?:{_called(sex, 'kin')})\b")


@cache
def _a_person(sex: str) -> re.Pattern[str]:
    one = _called(sex, "a_person")
    return re.compile(
        rf"\ban?\s+(?:(?!and\b|or\b|for\b|of\b)[\w-]+\s+){{0,3}}?(?P<noun>{one})\b(?!'s|-)"
        r"(?=\s+(?:who|whose|of|past|with|without|in(?!\s+the\b)|at|over|under|your|his|her|like|on|after|before|this|that|so|should|needs?|is|has)\b"
        r"|\s*[,.;:])"
    )


@cache
def _addressed(sex: str) -> re.Pattern[str]:
    parts, persons = alternatives(listed(f"sex_parts.{sex}")), alternatives(listed(f"sex_words.{sex}"))
    return re.compile(
        rf"\byour (?:[a-z]+ )?(?:{parts})(?![a-z])"
        rf"|\b(?:as an?|for an?|you are an?|you're an?|being an?) (?:(?!who\b|or\b|and\b)[\w-]+ ){{0,3}}"
        rf"(?:{persons})(?![a-z])(?! (?:partner|friend|doctor|relative|who|with|in the|'s))(?!'s)"
    )


@cache
def _grouped(sex: str) -> re.Pattern[str]:
    """The other sex as a group that the patient is counted into."""
    one, several = _called(sex, "one_of_many"), _called(sex, "many")
    return re.compile(
        rf"\b(?:{several}|{one})\s(?:such as you|like (?:him|her)(?:self)?\b|(?:[^.;!?]{{0,60}}?\b)?(?:{_MEANT_TOO})\b)"
        rf"|\byour?\b[^.;!?]{{0,60}}\b(?:because|since|as)\s+(?:most\s+|many\s+|other\s+)?(?:{several})\b"
        rf"|\b(?:helps?|suits?|works?\s+(?:well\s+)?for|bothers?|troubles?)\s+(?:most|many|a\s+lot\s+of|other)\s+(?:{several})\b"
    )


@cache
def _once(sex: str) -> re.Pattern[str]:
    """ "The boy you once were", "male-pattern thinning like yours", "from your boyhood"."""
    one, state = _called(sex, "once"), _called(sex, "states")
    return re.compile(
        rf"\b(?:the|that|a|what)\s+(?:little\s+|quiet\s+|young\s+)?(?:{one})\s+(?:that\s+|who\s+)?you\s+(?:once\s+|still\s+|already\s+)?"
        rf"(?:were|are|used\s+to\s+be)\b|\byour\s+(?:{state})\b|\bsince\s+(?:{state})\b"
        rf"|\b{sex}[-\s]pattern\s+\w+\s+(?:like|such\s+as|of)\s+yours\b"
    )


@cache
def _aged(sex: str) -> re.Pattern[str]:
    """ "A man of 34", "for men of 34"."""
    return re.compile(
        rf"\b(?:{_called(sex, 'aged')}|{_called(sex, 'many')})\s+(?:of|aged|at)\s+(?:only\s+)?(?P<years>\d{{1,3}})\b"
    )


@cache
def _little(sex: str) -> re.Pattern[str]:
    """ "Your little girl", "the boy" for the other child."""
    child = _called(sex, "little")
    return re.compile(rf"\b(?:your|the|that|this)\s+(?:little|young|small|poor|sweet|big|dear)\s+(?:{child})\b")
