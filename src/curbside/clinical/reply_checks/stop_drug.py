"""Does the reply tell the asker to stop a prescribed medicine without sending them to the prescriber?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, listed, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, is_negated, problem

TYPE = "stop_prescribed_drug_without_caution"
_AT_ONCE = re.compile(
    r"\b(?:today|tonight|now|at once|immediately|right away|straight away|(?:from )?tomorrow|completely|altogether"
    r"|(?:over|at|by|after|from) (?:this |the |next )?weekend|this week(?:end)?|from (?:monday|next week))\b"
)
_LEFT_OVER = re.compile(r"\b(?:old|left-?\s?over|expired|unused|spare)\b")
# "Five attacks a year don't need daily medicine" speaks of none that is taken.
_A_DAILY = re.compile(r"\bneeds?\s+(?:an?\s+)?(?:daily|regular|long-term|more|other|stronger|preventive|any)\b")
_CREAM = r"(?:cream|ointment|gel|lotion|spray|drops)\b"
_QUESTION = re.compile(r"\?\s*$")


def find_stopped_drugs(case: ReplyCase) -> Iterator[Problem]:
    """ "Stop your warfarin": no "ask first", "slowly" or "do not" in the sentence, the one before or the one after."""
    for place, sentence in enumerate(case.sentences):
        for hit in (*_stop().finditer(sentence.text), *_stopped(case, sentence.text)):
            # "Stop it today" leaves no time to ask: a doctor named in another sentence excuses nothing.
            at_once = _AT_ONCE.search(sentence.text, hit.end(), hit.end() + 40)
            reach = slice(place, place + 1) if at_once else slice(max(0, place - 1), place + 2)
            nearby = " ".join(s.text for s in case.sentences[reach])
            if is_negated(sentence.text, hit.start(), reach=_near(hit[0])) or words("stop_cautions").search(nearby):
                continue
            if _NOT_TAKE.match(hit[0]) and not _ANY_MORE.search(sentence.text, hit.end()):
                continue
            if _A_DAILY.search(hit[0]) or is_for_the_skin(case, hit[0]) or _LEFT_OVER.search(hit[0]):
                continue
            if _QUESTION.search(sentence.text) or _is_told(sentence.text, hit):
                continue
            message = "Stopping a prescribed medicine can harm. Say whom to ask first, or how to come off it."
            start, end = sentence.start + hit.start(), sentence.start + hit.end()
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _near(stop: str) -> int:
    """How many characters before a stop a "not" reaches it: "without the pill, so stop that" denies the pill alone."""
    return 12 if _IT.fullmatch(stop) else 30


def is_for_the_skin(case: ReplyCase, stop: str) -> bool:
    """Does the question call the medicine a cream or the like? What is rubbed on may be left off."""
    named = _drug_named().search(stop)
    return named is not None and re.search(rf"\b{re.escape(named[0])} {_CREAM}", case.asked_folded) is not None


def _is_told(sentence: str, hit: re.Match[str]) -> bool:
    """What the asker already did, or what may happen when somebody stops, is no advice."""
    before = sentence[max(0, hit.start() - 45) : hit.start()]
    return bool(
        re.search(
            r"\b(?:instead of |rather than |about |against |than |you (?:have )?(?:already )?|after you |after "
            r"|when you |if you |since you |people (?:who )?|may |did you |have you |because you |from "
            r"|reasons? for |cause of |risk of |effects? of "
            r"|(?:anyone|anybody|somebody|someone|a doctor|they|he|she) (?:tells?|told|asks?|advises?) "
            r"(?:you|him|her) to )$",
            before,
        )
    )


# Verbs that end a medicine before its name, and what is said of it behind its name.
_VERBS = (
    r"stop|stopping|discontinue|quit|cease|come\s+off|coming\s+off|skip|leave\s+out|leave\s+off|cut\s+out"
    r"|throw\s+away|throw\s+out|bin|halve|drop|dropping"
    r"|double|go\s+off|get\s+off|give\s+up|do\s+without|pause|withhold|forget\s+about|put\s+away|a\s+break\s+from"
    r"|take\s+a\s+break\s+from|no\s+longer\s+take"
    r"|(?:do\s+not|don't|need\s+not|should\s+not|shouldn't|never)\s+(?:take|use|need)|(?:no\s+longer|do\s+not"
    r"|don't|does\s+not|doesn't)\s+needs?|take\s+no\s+more|wean\s+yourself\s+off"
)
_BEHIND = (
    r"(?:\s+[a-z]+){0,2}?\s*,?\s+(?:(?:you|he|she)\s+(?:can|may|should)\s+(?:now\s+|simply\s+|just\s+)?(?:stop"
    r"|drop|leave|skip|omit|quit|forget)"
    r"|(?:you|he|she)\s+(?:do\s+not|does\s+not|don't|doesn't|no\s+longer)\s+needs?"
    r"|(?:is|are)\s+(?:not|no\s+longer)\s+(?:needed|necessary|useful|required)|(?:can|may|should)\s+(?:now\s+"
    r"|simply\s+)?be\s+(?:stopped|dropped|left\s+out|left\s+off|omitted|skipped|discontinued)"
    r"|(?<!you )(?<!he )(?<!she )(?<!i )(?:can|may|should|could)\s+(?:now\s+|also\s+"
    r"|simply\s+)?go\b(?!\s+(?:on|with|up|together))"
    r"|(?:has|have)\s+to\s+go\b|(?:is|are)\s+(?:over|done|finished)\b)"
)
# "Tamsulosin has not worked, so quit it": the medicine named before in the sentence.
_IT = re.compile(
    r"\b(?:stop|quit|drop|skip|discontinue|leave|throw|bin|come\s+off|cut)\s+(?:taking\s+)?(?:it|them|those|these"
    r"|that)(?:\s+(?:off|out|away))?\b"
)
# "Do not take it any more" is a stop; "do not take it with grapefruit" is not.
_NOT_TAKE = re.compile(r"^(?:do\s+not|don't|need\s+not|should\s+not|shouldn't|never)\s+(?:take|use)\b")
_ANY_MORE = re.compile(r"\b(?:any\s*more|any\s+longer|from\s+now|ever\s+again|again)\b")


def _stopped(case: ReplyCase, sentence: str) -> Iterator[re.Match[str]]:
    """Stops in other orders: the medicine first, or "it" for a medicine named before in the sentence."""
    yield from _behind().finditer(sentence)
    named = _drug_named().search(sentence)
    it = _IT.search(sentence, named.end()) if named else None
    if it is not None:
        yield it


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternatives(listed('prescribed_drugs'))}){_BEHIND}")


@cache
def _drug_named() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternatives(listed('prescribed_drugs'))})(?![a-z])")


@cache
def _stop() -> re.Pattern[str]:
    drugs, harmless = alternatives(listed("prescribed_drugs")), alternatives(listed("harmless_stops"))
    return re.compile(
        rf"\b(?:{_VERBS})\s+(?:taking\s+|using\s+|with\s+)?(?!(?:[a-z]+\s){{0,2}}(?:{harmless})\b)"
        rf"(?:(?:your|the|this|that|all|all your|all of your|these|any|his|her"
        rf"|my)\s+)?(?:[a-z-]+\s){{0,2}}?(?:{drugs})(?![a-z])(?! {_CREAM})"
        r"|\b(?:throw|put|leave|cut)\s+(?:the\s+|your\s+|his\s+"
        rf"|her\s+)(?:[a-z-]+\s){{0,2}}?(?:{drugs})\s+(?:\w+\s+)?(?:away|off|out)\b"
    )
