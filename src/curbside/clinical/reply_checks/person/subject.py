"""Does the reply speak of the person the question is about?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.demographics.kin import KIN
from curbside.clinical.reply_checks.body_sites import are_near, find_sites, site_words
from curbside.clinical.reply_checks.lexicon import alternatives, any_of, entry, fold, listed
from curbside.clinical.reply_checks.person.bystander import find_bystander_as_patient
from curbside.clinical.reply_checks.person.patient_role import find_wrong_roles, is_asked_after
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, is_negated, problem
from curbside.clinical.sentences import Sentence

TYPE = "wrong_subject"
# Words for the same relative: "son" in the question answers to "your child" in the reply.
_CHILD_ASKED = re.compile(
    r"\b(?:child|kid|baby|toddler|infant|newborn|boy|girl|son|daughter|twins?|pregnan\w+|breastfe\w+|postpartum|"
    r"gave birth|grand(?:son|daughter|child))\b|\b(?:month|week)s?[ -]old\b|\bmy [\w-]{1,12}[ -]years?[ -]old\b"
)
# "He should keep moving", "his knee" where the asker writes of nobody but themselves and the reply names nobody else.
_THIRD = re.compile(r"\b(?:he|she|him|his|her)\b")
_FIRST = re.compile(r"\b(?:i|i'm|im|i've|ive|my|me|mine|myself)\b|我|本人")
_THIRD_PERSONS = re.compile(
    r"\b(?:(?:doctor|specialist|surgeon|nurse|friend|colleague|teacher)s|patient|person|someone|somebody|anyone|everyone|each|one|doctor|dr|specialist|surgeon|colleague|gp"
    r"|nurse|midwife"
    r"|therapist|physiotherapist|pharmacist|dentist|optician|trainer|teacher|boss|employer|friend|woman|man|boy"
    r"|girl|child"
    r"|baby|case|loved\s+one|\w+(?:ologist|iatrist|iatric|ician))\b"
)
# So short a question that names a relative may be about them, whatever else it says.
_TOO_SHORT = 120
_PATIENT_WORD = re.compile(r"\b(?:he|she|his|her|him|they|their|the (?:child|baby|boy|girl|patient))\b")
_YOUR_BODY = re.compile(
    r"\byour (?:own )?(?:[a-z]+ )?(?:symptoms?|pain|cough|fever|rash|headaches?|illness|body|weight|age|urine|"
    r"bladder|skin|snoring|breathing|snores?|"
    r"forgetfulness|memory|confusion|speech|hearing|appetite|temperature|stools?|bowels?|throat|chest|stomach|"
    r"knees?|back|heart|blood pressure|sleep)\b"
)
_CARING = re.compile(r"your (?:hands?|fingers?|arms?|palms?)")
# The asker writes of themselves too: then the reply may as well.
_OWN_TOO = re.compile(
    r"\b(?:i have|i've|i had|i also|me too|as well as me|both of us|we both|i feel|i am (?:pregnant|ill|sick))\b"
)


def find_wrong_subject(case: ReplyCase) -> Iterator[Problem]:
    """A relative nobody asked about, or the asker treated as patient where the question is about another."""
    yield from _unasked_relatives(case)
    yield from _spoken_of_as_another(case)
    yield from find_bystander_as_patient(case)
    for start, end, message in find_wrong_roles(case):
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)
    if case.subject in ("child", "parent", "partner") and not _OWN_TOO.search(case.asked_folded):
        yield from _asker_as_patient(case)


def _asker_as_patient(case: ReplyCase) -> Iterator[Problem]:
    """A sentence that gives the complaint to the asker and names nobody else; the first one only."""
    others_somewhere = _speaks_of_other(case)
    for sentence in case.sentences:
        hit = _your_asked_body(case, sentence.text)
        owned = hit and " own " in f" {hit[0]} "
        others = others_somewhere and (_names_kin(sentence.text) or _PATIENT_WORD.search(sentence.text))
        if hit and (owned or not others):
            message = f"The question is about the asker's {case.subject}; the reply speaks of the asker."
            start, end = sentence.start + hit.start(), sentence.start + hit.end()
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)
            return


def _your_asked_body(case: ReplyCase, text: str) -> "re.Match[str] | None":
    """A complaint or a part given to the asker; of parts one that the question names, or any where it names none."""
    asked = {mention.site for mention in find_sites(case.asked_folded)}
    for hit in (*_YOUR_BODY.finditer(text), *_your_site().finditer(text)):
        # The hands and arms of one who cares for a patient do the caring.
        if _CARING.fullmatch(hit[0]):
            continue
        said = {mention.site for mention in find_sites(hit[0])}
        if not asked or not said or any(are_near(one, other) for one in said for other in asked):
            return hit
    return None


@cache
def _your_site() -> re.Pattern[str]:
    sites = alternatives(site_words())
    return re.compile(
        rf"\byour (?:own )?(?:(?:left|right|sore|painful|swollen|poor) )?(?:{sites})(?! to yourself)(?![a-z])"
    )


def _spoken_of_as_another(case: ReplyCase) -> Iterator[Problem]:
    """ "He should rest his knee" to somebody who asks for themselves, when nothing before names a person."""
    # Who never says "I" or "my" may ask for anybody.
    asked_of_others = (
        case.subject != "self"
        or _THIRD.search(case.asked_folded) is not None
        or _FIRST.search(case.asked_folded) is None
        or (len(case.asked_folded) < _TOO_SHORT and _names_kin(case.asked_folded))
    )
    texts = [sentence.text for sentence in case.sentences]
    for place, sentence in enumerate(case.sentences):
        yield from _kin_advised(case, sentence)
        hit = _THIRD.search(sentence.text)
        if hit is not None and asked_of_others and _asks_for_self_beside_others(case):
            # "A mate had his cut open" gives no "he" to advise.
            hit = _advised_third().search(sentence.text)
        elif asked_of_others:
            continue
        if hit is None:
            continue
        named = texts[: place + 1]
        if any(_THIRD_PERSONS.search(text) or _names_kin(text) for text in named):
            continue
        message = "The question is about the asker; the reply speaks of another person."
        start, end = sentence.start + hit.start(), sentence.start + hit.end()
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)
        return


def _asks_for_self_beside_others(case: ReplyCase) -> bool:
    return case.subject == "self" and _FIRST.search(case.asked_folded) is not None


@cache
def _advised_third() -> re.Pattern[str]:
    """Advice to a "he" or "she", or to a part of theirs."""
    site = alternatives(site_words())
    modal = r"(?:should|must|needs?\s+to|has\s+to|ought\s+to|can\s+(?:safely|still|go|take|use)|may\s+(?:take|use|go))"
    return re.compile(
        rf"\b(?:he|she)\s+{modal}\s+(?:not\s+)?{_PATIENT_DOES}\b|\b(?:his|her)\s+(?:\w+\s+)?(?:{site}|hearing)\s+{modal}"
    )


def _kin_advised(case: ReplyCase, sentence: Sentence) -> Iterator[Problem]:
    """ "Tell your father that he should drink less" where the father is only somebody the asker mentions."""
    if re.search(r"\b(?:too|also|as well|both of|you both|each of)\b", sentence.text):
        return
    for hit in _to_kin().finditer(sentence.text):
        kin = next(value for value in hit.groupdict().values() if value)
        if _is_patient_kin(case, kin) or is_asked_after(case, kin):
            continue
        message = "This is advice to a relative whom the question is not about."
        start, end = sentence.start + hit.start(), sentence.start + hit.end()
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _is_patient_kin(case: ReplyCase, kin: str) -> bool:
    """Is the question about this relative, or about one whom the same word may name?"""
    if case.subject == "self":
        return False
    groups = ("child", "grandchild") if case.subject == "child" else (case.subject,)
    known = {group for group in entry("kin") if kin in map(str, entry("kin")[group])}
    # "Other": the reading of the question does not say which relative.
    return bool(known & set(groups)) or case.subject not in ("child", "parent", "partner")


# What a patient does: taking, resting, and whatever is done to the own body.
_PATIENT_DOES = (
    r"(?:rest|take|drink|eat|stop|start|continue|put|sleep|avoid|chew|keep|use|apply|rinse|bathe|wear|raise|lie|lift"
    r"|finish|skip|swallow|breathe|soak|cool|hold\s+still|stay\s+(?:in|off|home|at\s+home|hydrated))"
)


@cache
def _to_kin() -> re.Pattern[str]:
    kin = alternatives(str(word) for group in entry("kin").values() for word in group)
    site = alternatives(site_words())
    return re.compile(
        rf"\b(?:tell|let|have|make|get)\s+your\s+(?P<a>{kin})\s+(?:that\s+(?:he|she|they)\s+)?(?:should|must|needs?"
        r"|has\s+to|rest|take|drink|eat|stay|keep|use|put|sleep|stop|continue|avoid|chew|finish)\b"
        # "Let your wife take you", "have your son take a photo": helpers, no patients.
        r"(?!\s+(?:you\b|(?:a|the|some)\s+(?:\w+\s+)?(?:photos?|pictures?|looks?|videos?|notes?|wheel|night)\b|notes|photos|over\b|care\b|turns\b|an\s+eye\b))"
        rf"|\b(?:ask|advise|remind|encourage|allow|help)\s+your\s+(?P<b>{kin})\s+(?:not\s+)?to\s+{_PATIENT_DOES}\s+"
        r"(?:(?:his|her|their|the|it|that|both|this|still|on|off|up|off|more|less|plenty)\b|\d)(?!\s+(?:number|bottle|child|baby|kids))"
        rf"|\byour\s+(?P<c>{kin})\s+(?:should|must|needs\s+to|has\s+to|ought\s+to)\s+(?!be\s+(?:asked|told|treated|tested"
        r"|screened|checked|vaccinated|careful)|come\s+with|take\s+up|have\s+(?:a|an|his|her)\b|get|see|help|know"
        r"|look|drive|watch|call)\w+"
        rf"|\byour\s+(?P<e>{kin})'s\s+(?:\w+\s+)?(?:{site})\s+(?:should|must|needs|can\s+be|may\s+be)\b"
        rf"|\b(?:bathe|keep|rest|cool|wash|rinse|clean|treat|rub|massage|watch|give)\s+your\s+(?P<d>{kin})(?:'s\s+(?:\w+\s+)?"
        rf"(?:{site})(?![a-z])|\s+(?:home|at\s+home|off|in\s+bed|away\s+from)\b)"
    )


def _unasked_relatives(case: ReplyCase) -> Iterator[Problem]:
    for sentence in case.sentences:
        for group in ("child", "grandchild", "parent", "partner", "other"):
            for hit in _yours(group).finditer(sentence.text, 0, general_from(sentence.text)):
                if _is_asked(case, group, hit["kin"]):
                    continue
                message = f"The question does not mention a {hit['kin']}."
                start, end = sentence.start + hit.start(), sentence.start + hit.end()
                yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


@cache
def _yours(group: str) -> re.Pattern[str]:
    # A partner may be told or treated too; only a partner who has something is taken for the patient.
    tail = (
        r"(?='s\b| (?:has|is|had|was|needs|ate|got|gets|takes|took|feels|felt|went|came|caught|who) )"
        if group == "partner"
        else r"(?![a-z-])"
    )
    return re.compile(rf"\byour (?:little |young |old |elderly )?(?P<kin>{alternatives(listed(f'kin.{group}'))}){tail}")


def _is_asked(case: ReplyCase, group: str, kin: str) -> bool:
    if group == "child":
        # "Your daughter is 24 weeks pregnant" makes the pregnant asker's baby the patient.
        if case.subject == "self" and re.search(rf"\byour {kin} (?:is|was) [^.]{{0,20}}\bpregnant\b", case.folded):
            return False
        if not _asks_of_child(case):
            return case.subject == "child"
        opposite = {"son": "daughter", "daughter": "son"}.get(kin, "")
        same = re.search(rf"\b{kin}s?\b", case.asked_folded)
        # "Your daughter" of a niece.
        if not same and kin in ("son", "daughter") and KIN.get(case.patient_kin, ("child",))[0] != "child":
            return False
        return bool(same) or not (opposite and re.search(rf"\b{opposite}\b", case.asked_folded))
    if group == "grandchild":
        return re.search(rf"\b{kin}\b|\bgrand", case.asked_folded) is not None
    if group == "other":
        stand_ins = {fold(str(word)) for row in entry("persons") if kin in map(str, row) for word in row} or {kin}
        return any_of(word + end for word in stand_ins for end in ("", "s", "'s")).search(case.asked_folded) is not None
    related = any_of(fold(str(word)) + end for word in entry("kin")[group] for end in ("", "s"))
    if kin in ("mother", "mom", "mum", "father", "dad"):
        mothers = kin in ("mother", "mom", "mum")
        related = any_of(
            ("mother", "mom", "mum", "mama", "parents") if mothers else ("father", "dad", "papa", "parents")
        )
    # A mother-in-law comes with a partner.
    implied = group == "partner" and re.search(r"\bpartner\b|\bin[\s-]law\b|\bmarried\b", case.asked_folded)
    return bool(related.search(case.asked_folded)) or bool(implied)


def _asks_of_child(case: ReplyCase) -> bool:
    """Does the question name a child, born or not? "Not pregnant" names none."""
    return any(
        not is_negated(sentence.text, hit.start())
        for sentence in case.asked_sentences
        for hit in _CHILD_ASKED.finditer(sentence.text)
    )


def _speaks_of_other(case: ReplyCase) -> bool:
    return _names_kin(case.folded) or bool(_PATIENT_WORD.search(case.folded))


def _names_kin(folded: str) -> bool:
    kin = any_of(fold(str(word)) for group in entry("kin").values() for word in group)
    return bool(kin.search(folded)) or "partner" in folded
