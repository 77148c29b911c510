"""Does the reply give the patient a body of the other sex?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, any_of, listed, words
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


def find_sex_in_body(case: ReplyCase) -> Iterator[Problem]:
    """ "Your prostate" to a woman, "as a woman" to a man. Only where the sex is known, and never for "other"."""
    if case.sex not in ("female", "male"):
        return
    wrong = "male" if case.sex == "female" else "female"
    for sentence in case.sentences:
        for start, end in _slips(case, sentence.text, wrong):
            message = f"This is said of a {wrong} person; the question says {case.sex}."
            where = (sentence.start + start, sentence.start + end)
            yield problem(case, TYPE, *where, severity=Severity.WARN, message=message)


def _slips(case: ReplyCase, sentence: str, wrong: str) -> Iterator[tuple[int, int]]:
    seen = [hit.span() for hit in _addressed(wrong).finditer(sentence)]
    yield from seen
    for hit in words(f"sex_parts.{wrong}").finditer(sentence):
        inside = any(low <= hit.start() < high for low, high in seen)
        # Of a child or a partner, "tell your midwife" speaks of the one who writes.
        if case.subject != "self" and _YOU.search(sentence) and not _THEIRS.search(sentence[: hit.start()]):
            continue
        if (
            inside
            or _A_GROUP.match(sentence, hit.end())
            or hit[0] in case.asked_folded
            or _is_others(case, sentence[: hit.start()])
        ):
            continue
        yield hit.span()


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


@cache
def _addressed(sex: str) -> re.Pattern[str]:
    parts, persons = alternatives(listed(f"sex_parts.{sex}")), alternatives(listed(f"sex_words.{sex}"))
    plurals = "men|gentlemen|boys|males" if sex == "male" else "women|ladies|girls|females"
    return re.compile(
        rf"\byour (?:[a-z]+ )?(?:{parts})(?![a-z])"
        rf"|\b(?:{plurals}) (?:like you|of your age|such as you)\b"
        rf"|\b(?:as an?|for an?|you are an?|you're an?|being an?) (?:(?:healthy|young|older|adult|\d{{1,3}}[ "
        rf"-]years?[ -]old) ){{0,2}}"
        rf"(?:{persons})(?![a-z])(?! (?:partner|friend|doctor|relative|who|with|in the))"
    )
