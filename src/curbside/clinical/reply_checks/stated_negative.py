"""Does the reply give the asker a symptom the question denied?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import any_of, entry, fold
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, is_negated, problem

TYPE = "contradicts_stated_negative"
# Words that say "this is yours": right before the symptom, with at most four words between.
_CLAIM = re.compile(
    r"\b(?:as an?|being an?|your|you have(?: had| been(?: having)?)?|you've(?: had| been)?|you had|you are|"
    r"you're|you get|you feel"
    r"|you felt|"
    r"you (?:also )?(?:mentioned|mention|described|describe|reported|report|noticed|experience|experienced|suffer from|"
    r"wear|smoke|drink|take|use|are experiencing|are having|say you have|said you have)|given the|"
    r"because of the|together with the|along with "
    r"the|"
    r"the fact that you|in view of the|combined with the)(?:\s+[a-z-]+){0,4}\s+$"
)
_AFTERWARDS = re.compile(
    r"^\s+(?:that |which )?you (?:drink|take|use|smoke|have|had|describe|described|mention|mentioned|report|"
    r"reported|feel|are having)\b"
)


def find_stated_negatives(case: ReplyCase) -> Iterator[Problem]:
    """A symptom or fact claimed of the asker that the question names only to deny it."""
    denied = [name for name in _patterns() if _is_denied(case, name)]
    for sentence in case.sentences:
        for name in denied:
            for hit in _patterns()[name].finditer(sentence.text, 0, general_from(sentence.text)):
                if is_negated(sentence.text, hit.start()):
                    continue
                if not _is_claimed(sentence.text, hit):
                    continue
                message = f"The question says there is no {name}."
                start, end = sentence.start + hit.start(), sentence.start + hit.end()
                yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _is_claimed(sentence: str, hit: re.Match[str]) -> bool:
    before = sentence[max(0, hit.start() - 70) : hit.start()]
    return bool(_CLAIM.search(before) or _AFTERWARDS.match(sentence[hit.end() : hit.end() + 30]))


def _is_denied(case: ReplyCase, name: str) -> bool:
    said = [
        is_negated(sentence.text, hit.start())
        for sentence in case.asked_sentences
        for hit in _patterns()[name].finditer(sentence.text)
    ]
    return bool(said) and all(said)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: any_of(fold(str(word)) for word in wordings) for name, wordings in entry("symptoms").items()}
