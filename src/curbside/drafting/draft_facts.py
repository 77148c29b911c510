"""Which facts of a question does a reply take up, in the asker's own words?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from curbside.clinical.case import CaseQuestion
from curbside.clinical.findings import Finding, find_all
from curbside.clinical.sentences import Sentence, split_sentences
from curbside.drafting.person import person_of

# A quotation longer than this is the letter again; a shorter one than three words says nothing.
_MOST_WORDS, _LEAST_WORDS = 26, 3
_SAID = ("present", "absent")
# How letters begin; what comes after it is quoted.
_GREETING = re.compile(r"(?:(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day))\b[^,.!]{0,20}[,!]\s*)+", re.I)
_MARKS = '“”"„«»'


@dataclass(frozen=True, slots=True)
class Fact:
    """Words of the question's body [start, end), characters."""

    text: str
    start: int
    end: int


def facts_of(question: CaseQuestion) -> tuple[Fact, ...]:
    """Up to two sentences of the question, whole and in its order: the first that tells what is there, and the first
    that tells what is not. None when the sentences are too long to quote."""
    body = question.body
    findings = find_all(body, subject=person_of(question).subject)
    sentences = [sentence for sentence in split_sentences(body) if _may_be_quoted(sentence)]
    chosen: dict[int, Fact] = {}
    for status in _SAID:
        hit = next((s for s in sentences if _tells(s, status, findings) and s.start not in chosen), None)
        if hit:
            greeting = _GREETING.match(hit.text)
            start = hit.start + (greeting.end() if greeting else 0)
            chosen[hit.start] = Fact(body[start : hit.end], start, hit.end)
    return tuple(chosen[start] for start in sorted(chosen))


def _may_be_quoted(sentence: Sentence) -> bool:
    words = len(sentence.text.split())
    whole = not any(mark in sentence.text for mark in _MARKS) and "\n" not in sentence.text
    return whole and _LEAST_WORDS <= words <= _MOST_WORDS and not sentence.text.endswith("?")


def _tells(sentence: Sentence, status: str, findings: Sequence[Finding]) -> bool:
    inside = [f.status for f in findings if sentence.start <= f.start and f.end <= sentence.end]
    return bool(inside) and inside[0] == status
