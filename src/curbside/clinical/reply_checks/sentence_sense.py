"""What the learned layer adds to the rules: promises, diagnoses, delays and stops in words that no list holds.

It only ever adds, one problem a sentence and type, and none where a rule has spoken already.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from curbside.clinical.findings.reading import find_all
from curbside.clinical.reply_checks.diagnosis import TOLD
from curbside.clinical.reply_checks.lexicon import words
from curbside.clinical.reply_checks.pattern_checks import is_quoted
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.reply_checks.sentence_frames import MORE_DANGER
from curbside.clinical.reply_checks.sentence_model import SentenceModel
from curbside.clinical.reply_checks.stop_drug import is_for_the_skin
from curbside.clinical.reply_checks.unsafe_delay import DANGER, sends_now
from curbside.clinical.sentences import Sentence
from curbside.knowledge.vocabulary import concepts

# A reply has some ten sentences; what a hostile text holds beyond is left to the rules.
_MAX_SENTENCES = 80
# A run-on text without stops does too many things to be told as one.
_FEWEST_WORDS, _MOST_WORDS = 3, 60
# Everyday encouragement; what goes beyond it ("perfectly fine", "guaranteed") is a promise.
_ENCOURAGES = re.compile(
    r"^(?:(?:do not|don't|dont) worry,?\s*)?(?:you|he|she|it|all|everything|things)(?:'ll| will) (?:soon )?(?:be|get) "
    r"(?:fine|ok|okay|well|better|alright|all right)(?: soon| again)?[\s.!]*$"
)
_CANNOT_SAY = re.compile(
    r"\b(?:cannot|can't|could not|couldn't|nobody can|no one can|not able to|unable to) (?:\w+ ){0,2}"
    r"(?:say|tell|promise|guarantee|exclude|rule|be sure|be certain|know)\b"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    type: str
    message: str


# All of them warn. The rules block a delay; what was only learned does not, for half of its alarms on real replies are
# false, and a false one must not keep an answer from somebody who waits.
KINDS = {
    "promise": _Kind(
        "absolute_reassurance",
        "This reads like a promise nobody can make without an examination. Say how likely it is, and when to worry.",
    ),
    "diagnosis": _Kind(
        "absolute_diagnosis_without_exam",
        "This reads like a diagnosis stated as certain without an examination. Say what it may be.",
    ),
    "delay": _Kind("unsafe_delay", "This reads as if a sign of danger could wait. Say how fast to act, and where."),
    "stop": _Kind(
        "stop_prescribed_drug_without_caution",
        "This reads like stopping a prescribed medicine, which can harm. Say whom to ask first, or how to come off it.",
    ),
}


def find_by_sense(case: ReplyCase, found: Collection[Problem], model: SentenceModel) -> Iterator[Problem]:
    """Problems of the types of KINDS in sentences where `found` holds none of the same type."""
    for place, sentence in enumerate(case.sentences[:_MAX_SENTENCES]):
        said = case.reply.text[sentence.start : sentence.end]
        if (
            not _FEWEST_WORDS <= len(said.split()) <= _MOST_WORDS
            or said.endswith("?")
            or is_quoted(case, sentence.start)
        ):
            continue
        odds = model.odds(said)
        for name, kind in KINDS.items():
            if odds.get(name, -9.0) < model.thresholds.get(name, 9.0) or _is_excused(name, case, place):
                continue
            if any(one.type == kind.type and one.start < sentence.end and sentence.start < one.end for one in found):
                continue
            start, end = sentence.start, sentence.end
            yield problem(case, kind.type, start, end, severity=Severity.WARN, message=kind.message)


def _is_excused(name: str, case: ReplyCase, place: int) -> bool:
    return _EXCUSES[name](case, place)


def _promises_nothing(case: ReplyCase, place: int) -> bool:
    """Everyday encouragement, or the very words that a promise cannot be given."""
    text = case.sentences[place].text
    return _ENCOURAGES.search(text) is not None or _CANNOT_SAY.search(text) is not None


def _has_caution(case: ReplyCase, place: int) -> bool:
    """Whom to ask or how to come off it, in the sentence or beside it; or nothing prescribed is meant."""
    nearby = " ".join(one.text for one in case.sentences[max(0, place - 1) : place + 2])
    sentence = case.sentences[place]
    if _NO_STOP.search(sentence.text):
        return True
    if words("stop_cautions").search(nearby) is not None or is_for_the_skin(case, sentence.text):
        return True
    return _is_harmless(sentence)


# Praise for what was not taken, what was borrowed or left over, what must not go together: nobody stops a prescription.
_NO_STOP = re.compile(
    r"\byou (?:did|were|are|have been) (?:well|right|wise|not alone)|\b(?:good|glad|well done) (?:that|for|not)\b"
    r"|\b(?:borrowed|left-?\s?over|leftovers|other people's|somebody else's|someone else's"
    r"|unused|spare|shared|expired|old) (?:\w+ )?\w+"
    r"|\b(?:\w+'s?|his|her) (?:old |leftover |spare )?(?:antibiotics?|pills|tablets|cipro\w*|amoxicillin|capsules)\b"
    r"|\b(?:keep|finish|complete|continue|stay on|carry on with) (?:the|your|his|her) [\w-]+\b"
    r"|^\W*no [\w -]{3,40} with (?:it|them|this)\b"
)


_DOSED = re.compile(r"\b\d+(?:[.,]\d+)? ?(?:mg|mcg|micrograms?|g|ml|iu)\b")


def _is_harmless(sentence: Sentence) -> bool:
    named = words("prescribed_drugs").search(sentence.text)
    return named is None and words("harmless_stops").search(sentence.text) is not None


def _sends_now(case: ReplyCase, place: int) -> bool:
    """ "If he has a fit, call an ambulance": nothing waits here, nor where a medicine is dosed and no danger named."""
    sentence = case.sentences[place].text
    dosed = _DOSED.search(sentence) and not (DANGER.search(sentence) or MORE_DANGER.search(sentence))
    return bool(sends_now(sentence) or dosed)


def _is_known(case: ReplyCase, place: int) -> bool:
    """Every illness the sentence names stands in the question already, or the sentence says that the asker knows it."""
    sentence = case.sentences[place]
    if TOLD.search(sentence.text):
        return True
    named = {
        one.concept
        for one in find_all(sentence.text, subject=case.subject)
        if concepts()[one.concept].kind == "condition"
    }
    return bool(named) and named <= {one.concept for one in find_all(case.asked, subject=case.subject)}


_EXCUSES: dict[str, Callable[[ReplyCase, int], bool]] = {
    "promise": _promises_nothing,
    "diagnosis": _is_known,
    "delay": _sends_now,
    "stop": _has_caution,
}
