"""What the reply checks need to know of a question and its reply, read once for all of them."""

import re
from dataclasses import dataclass

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.demographics.person import read_demographics
from curbside.clinical.reply_checks.lexicon import fold, words
from curbside.clinical.reply_checks.people import read_patient, read_sexes
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.sentences import Sentence, split_sentences, unwrapped

# A greeting stands at the very start; a signature in the last lines (longest seen in hand-written replies).
GREETING_CHARACTERS = 120
SIGNATURE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class ReplyCase:
    """Question and reply with their folded texts (same offsets as written), sentences, sex and subject.

    `sex` is the patient's and `writer_sex` the asker's (people.py), "" when neither record nor text says;
    `patient_kin` is the word that presents the relative the question is about, or "".
    """

    question: CaseQuestion
    reply: CaseReply
    asked: str
    asked_folded: str
    folded: str
    sentences: tuple[Sentence, ...]
    asked_sentences: tuple[Sentence, ...]
    sex: str
    writer_sex: str
    subject: str
    patient_kin: str
    age_years: float | None


def read_case(question: CaseQuestion, reply: CaseReply) -> ReplyCase:
    """Reads once what the checks share. Never raises on any text."""
    asked = f"{question.title}\n{question.body}"
    folded, asked_folded = fold(reply.text), fold(asked)
    said = read_patient(read_demographics(asked), asked_folded, _sex(question.sex))
    sexes = read_sexes(_sex(question.sex), said, asked_folded)
    return ReplyCase(
        question=question,
        reply=reply,
        asked=asked,
        asked_folded=asked_folded,
        folded=folded,
        sentences=split_sentences(fold(unwrapped(reply.text))),
        asked_sentences=split_sentences(asked_folded),
        sex=sexes.patient,
        writer_sex=sexes.writer,
        subject=said.subject,
        patient_kin=said.kin,
        age_years=said.age_years,
    )


def _sex(record: str) -> str:
    word = record.strip().lower()
    return {"f": "female", "m": "male", "woman": "female", "man": "male"}.get(word, word)


def problem(case: ReplyCase, kind: str, start: int, end: int, *, severity: Severity, message: str) -> Problem:
    """A problem whose evidence is the reply's own words [start, end)."""
    return Problem(kind, severity, start, end, case.reply.text[start:end], message)


_NOT_GENERAL = re.compile(
    r"most\s+(?:likely|probably)|some\s+(?:days?|weeks?|time|months?|years?)|many\s+(?:weeks|months|years)|other\s+day"
)


def general_from(sentence: str, key: str = "general_words") -> int:
    """Where a folded sentence turns to a possibility or to people in general; its length when it never does.

    What stands before that place is said of this asker. `key` names the list of words that turn it.
    """
    for hit in words(key).finditer(sentence):
        # "Most likely reflux" and "a few weeks or so" speak of nobody else.
        if not _NOT_GENERAL.match(sentence, hit.start()):
            return hit.start()
    return len(sentence)


def is_general(sentence: str, at: int, key: str = "general_words") -> bool:
    """Does what stands at `at` of a folded sentence come after such a turn within its own half of it?"""
    start = max((hit.end() for hit in re.finditer(r"[;:—]\s", sentence[:at])), default=0)
    return general_from(sentence[start:], key) < at - start


_FINE_AFTER = re.compile(
    r"(?:'s)?\s+(?:is|are|was|were|feels?|looks?|seems?|stays?|remains?)\s+(?:\w+\s+){0,2}?(?:fine|normal|okay|ok|good|healthy|clear|all\s+right"
    r"|unaffected|spared|free)\b"
)


def is_called_fine(sentence: str, end: int) -> bool:
    """Does a folded sentence say of the part that ends at `end` that it is well: "my forehead is totally fine"?"""
    return _FINE_AFTER.match(sentence, end) is not None


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
