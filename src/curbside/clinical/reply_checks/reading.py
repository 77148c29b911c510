"""What the reply checks need to know of a question and its reply, read once for all of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.demographics import read_demographics
from curbside.clinical.reply_checks.lexicon import fold, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.sentences import Sentence, split_sentences

# A greeting stands at the very start; a signature in the last lines (longest seen in hand-written replies).
GREETING_CHARACTERS = 120
SIGNATURE_CHARACTERS = 200
_CLAUSE_EDGE = re.compile(r"[,;:()—–]|\bbut\b|\bhowever\b|\balthough\b|\bthough\b")


@dataclass(frozen=True, slots=True)
class ReplyCase:
    """Question and reply with their folded texts (same offsets as written), sentences, sex and subject.

    `sex` is the patient's: the record's word first, then the text's; "" when neither says.
    """

    question: CaseQuestion
    reply: CaseReply
    asked: str
    asked_folded: str
    folded: str
    sentences: tuple[Sentence, ...]
    asked_sentences: tuple[Sentence, ...]
    sex: str
    subject: str
    age_years: float | None


def read_case(question: CaseQuestion, reply: CaseReply) -> ReplyCase:
    """Reads once what the checks share. Never raises on any text."""
    asked = f"{question.title}\n{question.body}"
    said = read_demographics(asked)
    folded, asked_folded = fold(reply.text), fold(asked)
    return ReplyCase(
        question=question,
        reply=reply,
        asked=asked,
        asked_folded=asked_folded,
        folded=folded,
        sentences=split_sentences(folded),
        asked_sentences=split_sentences(asked_folded),
        sex=_sex(question.sex) or said.sex or "",
        subject=said.subject,
        age_years=said.age_years,
    )


def _sex(record: str) -> str:
    word = record.strip().lower()
    return {"f": "female", "m": "male", "woman": "female", "man": "male"}.get(word, word)


def problem(case: ReplyCase, kind: str, start: int, end: int, *, severity: Severity, message: str) -> Problem:
    """A problem whose evidence is the reply's own words [start, end)."""
    return Problem(kind, severity, start, end, case.reply.text[start:end], message)


def is_general(sentence: str) -> bool:
    """Does a folded sentence speak of a possibility or of people in general, not of this asker?"""
    return words("general_words").search(sentence) is not None


def clause_before(sentence: str, place: int) -> str:
    """The words of the folded sentence between the last clause edge and `place`."""
    start = 0
    for edge in _CLAUSE_EDGE.finditer(sentence, 0, place):
        start = edge.end()
    return sentence[start:place]


def is_negated(sentence: str, place: int, *, reach: int = 60) -> bool:
    """Is what stands at `place` of a folded sentence denied by a word before it in its clause or list?"""
    before = sentence[max(0, place - reach) : place]
    before = re.split(r"[;:—]|\bbut\b|\bhowever\b|\bexcept\b|\balthough\b", before)[-1]
    hits = list(words("negators").finditer(before))
    if not hits:
        return False
    between = before[hits[-1].end() :]
    # "no fever, chills or cough" reaches through a list; "no fever, I cough" does not.
    return not re.search(r",[^,]*\b(?:i|i'm|i've|my|it|she|he|we|have|has|had|is|are|was)\b", between)


def places(case: ReplyCase, pattern: re.Pattern[str]) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Every hit of `pattern` in the reply with its folded sentence; the hit's offsets are within the sentence."""
    for sentence in case.sentences:
        for hit in pattern.finditer(sentence.text):
            yield sentence, hit
