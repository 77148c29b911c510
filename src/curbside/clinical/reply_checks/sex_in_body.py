"""Does the reply give the patient a body of the other sex?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, listed, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.sentences import Sentence

TYPE = "sex_mismatch_in_body"


def find_sex_in_body(case: ReplyCase) -> Iterator[Problem]:
    """ "your prostate" to a woman, "as a woman" to a man. Only where the sex is known, and never for "other"."""
    if case.sex not in ("female", "male"):
        return
    wrong = "male" if case.sex == "female" else "female"
    for sentence in case.sentences:
        for start, end in _slips(sentence, wrong):
            message = f"This is said of a {wrong} person; the question says {case.sex}."
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _slips(sentence: Sentence, wrong: str) -> Iterator[tuple[int, int]]:
    for hit in _addressed(wrong).finditer(sentence.text):
        yield sentence.start + hit.start(), sentence.start + hit.end()
    # Without "your", a part of the other sex is a slip only where nobody else is spoken of.
    if words("sex_bystanders").search(sentence.text):
        return
    if not re.search(r"\byou\b|\byour\b", sentence.text):
        return
    for hit in words(f"sex_parts.{wrong}").finditer(sentence.text):
        if not sentence.text[: hit.start()].endswith("your "):
            yield sentence.start + hit.start(), sentence.start + hit.end()


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
