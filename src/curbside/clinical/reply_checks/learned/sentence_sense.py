"""What the learned layer adds to the rules: promises, diagnoses, delays and stops in words that no list holds.

It only ever adds, one problem a sentence and type, and none where a rule has spoken already.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache

from curbside.clinical.findings.reading import Status, find_all
from curbside.clinical.reply_checks.learned.sentence_frames import frame
from curbside.clinical.reply_checks.learned.sentence_model import SentenceModel
from curbside.clinical.reply_checks.lexicon import entry, words
from curbside.clinical.reply_checks.medicines.stop_drug import is_for_the_skin, names_a_stop
from curbside.clinical.reply_checks.pattern_checks import is_quoted
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.reply_checks.safety.delayed_net import idle_in
from curbside.clinical.reply_checks.safety.diagnosis import EXPLAINED, TOLD, known_illnesses
from curbside.clinical.reply_checks.safety.main_delay import main_delays
from curbside.clinical.reply_checks.safety.unsafe_delay import DANGER, MORE_DANGER, sends_now
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
    if _ENCOURAGES.search(text) is not None or _CANNOT_SAY.search(text) is not None or _HEDGED.search(text):
        return True
    # A promise speaks of a danger or of health; "there is nothing daft about it" does neither.
    return not (_PROMISES.search(text) and (_at_stake().search(text) or _has_illness(text)))


_IF = re.compile(r"\b(?:if|when|in case)\b|(?:^|,\s*)should\s")
# What is said of most is promised to nobody; what is no fault or no shame is no promise.
_HEDGED = re.compile(
    r"\b(?:almost|nearly|rarely|hardly|seldom|mostly|usually)\b|\b(?:did|done|do) nothing wrong\b"
    r"|\b(?:not|no|nobody's) (?:your |his |her )?(?:fault|shame)\b|\bnot in danger from\b"
    r"|\bnothing (?:\w+ )?(?:daft|silly|shameful|odd|strange|to be ashamed|wrong with (?:asking|that))\b"
)


_PROMISES = re.compile(
    r"\b(?:no|not|nothing|never|cannot|can't|won't|none|always|certain\w*|sure\w*|guarantee\w*|promise\w*|definitely|perfectly|completely|entirely|only|just|harmless|fine|healthy|safe"
    r"|gone|over|all)\b"
)
_SAID_OF_ANYTHING = {
    "nothing",
    "anything",
    "bad",
    "problems?",
    "trouble",
    "wrong",
    "fine",
    "ok",
    "okay",
    "well",
    "all right",
    "risk",
}


@cache
def _at_stake() -> re.Pattern[str]:
    danger, health = (
        "|".join(str(word) for word in entry(key) if word not in _SAID_OF_ANYTHING)
        for key in ("danger_words", "health_words")
    )
    return re.compile(rf"(?<![a-z])(?:{danger}|{health})(?![a-z])")


def _has_illness(text: str) -> bool:
    return "ILLNESS" in frame(text)


def _has_caution(case: ReplyCase, place: int) -> bool:
    """Whom to ask or how to come off it, in the sentence or beside it; or nothing prescribed is meant."""
    if not names_a_stop(case, place):
        return True
    nearby = " ".join(one.text for one in case.sentences[max(0, place - 1) : place + 2])
    sentence = case.sentences[place]
    if _NO_STOP.search(sentence.text) or _NO_ENDING.search(sentence.text):
        return True
    if words("stop_cautions").search(nearby) is not None or is_for_the_skin(case, sentence.text):
        return True
    return _is_harmless(sentence)


# "Don't leave any out", "never skip a dose": the ending is forbidden.
_NO_ENDING = re.compile(
    r"(?:\b(?:not|never|without|cannot)|n't) (?:\w+ ){0,2}?(?:leav\w+|skip\w*|miss\w*|drop\w*|stop\w*"
    r"|omit\w*|chang\w+|reduc\w+|halv\w+|quit\w*"
    r"|interrupt\w*|alter\w*|throw\w*|com(?:e|ing) off)\b"
)
# Praise for what was not taken, what was borrowed or left over, what must not go together: nobody stops a prescription.
_NO_STOP = re.compile(
    r"\byou (?:did|were|are|have been) (?:\w+ )?(?:well|right|wise|sensible|not alone)"
    r"|\b(?:good|glad|well done) (?:that|for|not)\b"
    r"|\b(?:borrowed|left-?\s?over|leftovers|other people's|somebody else's|someone else's"
    r"|unused|spare|shared|expired|old) (?:\w+ )?\w+"
    r"|\b(?:\w+'s?|his|her) (?:old |leftover |spare )?(?:antibiotics?|pills|tablets|cipro\w*|amoxicillin|capsules)\b"
    r"|\b(?:keep|finish|complete|continue|stay on|carry on with) (?:the|your|his|her) [\w-]+\b"
    r"|^\W*no [\w -]{3,40} with (?:it|them|this)\b"
)


_DOSED = re.compile(r"\b\d+(?:[.,]\d+)? ?(?:mg|mcg|micrograms?|g|ml|iu)\b")


def _is_harmless(sentence: Sentence) -> bool:
    named = words("prescribed_drugs").search(sentence.text)
    harmless = words("harmless_stops").search(sentence.text) or words("shop_medicines").search(sentence.text)
    return harmless is not None and (named is None or harmless.start() <= named.start() < harmless.end())


def _sends_now(case: ReplyCase, place: int) -> bool:
    """ "If he has a fit, call an ambulance": nothing waits here, nor where a medicine is dosed and no danger named.

    Nor is a delay believed that has no words of waiting in it, or names no danger.
    """
    sentence = case.sentences[place].text
    if not main_delays(sentence) and idle_in(sentence) is None:
        return True
    if not (DANGER.search(sentence) or MORE_DANGER.search(sentence) or _IF.search(sentence)):
        return True
    dosed = _DOSED.search(sentence) and not (DANGER.search(sentence) or MORE_DANGER.search(sentence))
    return bool(sends_now(sentence) or dosed)


def _is_known(case: ReplyCase, place: int) -> bool:
    """Every illness the sentence names stands in the question already, or the sentence says that the asker knows it."""
    sentence = case.sentences[place]
    if TOLD.search(sentence.text) or not _states_illness(sentence.text):
        return True
    conditions = [
        one for one in find_all(sentence.text, subject=case.subject) if concepts()[one.concept].kind == "condition"
    ]
    if conditions and all(one.status is Status.ABSENT for one in conditions):
        return True
    named = {one.concept for one in conditions}
    return bool(named) and named <= known_illnesses(case)


# A value that was measured makes a diagnosis no guess: "a ferritin of 6 is iron deficiency".
_MEASURED = re.compile(
    r"\b(?:of|at|is|was) \d|\bby the numbers\b|\bantibod\w+|^\W*the (?:first|second|third|other|next|last)\b"
)
_STATED = re.compile(
    r"(?<!father )(?<!mother )(?<!uncle )(?<!aunt )(?<!sister )(?<!brother )"
    r"\b(?:is|are|has|(?<=you )have|(?<=they )have"
    r"|means?|proves?|suffers? from)\s(?:that (?:you|he|she) (?:have|has)\s)?"
    r"(?:(?:an?|the|your|that of|simply|just|clearly|called)\s){0,2}(?:\w+\s)?ILLNESS"
)


def _states_illness(text: str) -> bool:
    """Does the sentence name an illness, of the asker, that no value and no doubt stands beside?"""
    if EXPLAINED.search(text) or _MEASURED.search(text):
        return False
    return _STATED.search(frame(text)) is not None


_EXCUSES: dict[str, Callable[[ReplyCase, int], bool]] = {
    "promise": _promises_nothing,
    "diagnosis": _is_known,
    "delay": _sends_now,
    "stop": _has_caution,
}
