"""Does the reply tell the asker to stop a prescribed medicine without sending them to the prescriber?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, listed, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, is_negated, problem

TYPE = "stop_prescribed_drug_without_caution"
_AT_ONCE = re.compile(
    r"\b(?:today|tonight|now|at once|immediately|right away|straight away|(?:from )?tomorrow|completely|altogether)\b"
)
_QUESTION = re.compile(r"\?\s*$")


def find_stopped_drugs(case: ReplyCase) -> Iterator[Problem]:
    """ "Stop your warfarin": no "ask first", "slowly" or "do not" in the sentence, the one before or the one after."""
    for place, sentence in enumerate(case.sentences):
        for hit in _stop().finditer(sentence.text):
            # "Stop it today" leaves no time to ask: a doctor named in another sentence excuses nothing.
            at_once = _AT_ONCE.search(sentence.text, hit.end(), hit.end() + 40)
            reach = slice(place, place + 1) if at_once else slice(max(0, place - 1), place + 2)
            nearby = " ".join(s.text for s in case.sentences[reach])
            if is_negated(sentence.text, hit.start(), reach=30) or words("stop_cautions").search(nearby):
                continue
            if _QUESTION.search(sentence.text) or _is_told(sentence.text, hit):
                continue
            message = "Stopping a prescribed medicine can harm. Say whom to ask first, or how to come off it."
            start, end = sentence.start + hit.start(), sentence.start + hit.end()
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _is_told(sentence: str, hit: re.Match[str]) -> bool:
    """What the asker already did, or what may happen when somebody stops, is no advice."""
    before = sentence[max(0, hit.start() - 45) : hit.start()]
    return bool(
        re.search(
            r"\b(?:instead of |rather than |about |against |than |you (?:have )?(?:already )?|after you |after "
            r"|when you |if you |since you |people (?:who )?|may |did you |have you |because you |from "
            r"|reasons? for |cause of |risk of |effects? of )$",
            before,
        )
    )


@cache
def _stop() -> re.Pattern[str]:
    drugs, harmless = alternatives(listed("prescribed_drugs")), alternatives(listed("harmless_stops"))
    verbs = r"stop|stopping|discontinue|quit|cease|come off|skip|leave out|cut out|throw away|halve|drop|double|go off"
    return re.compile(
        rf"\b(?:{verbs})\s+(?:taking\s+|using\s+|with\s+)?(?!(?:[a-z]+\s){{0,2}}(?:{harmless})\b)"
        rf"(?:(?:your|the|this|that|all|all your|all of your|these|any|his|her"
        rf"|my)\s+)?(?:[a-z-]+\s){{0,2}}?(?:{drugs})(?![a-z])"
    )
