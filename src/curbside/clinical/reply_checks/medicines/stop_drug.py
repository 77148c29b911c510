"""Does the reply tell the asker to stop a prescribed medicine without sending them to the prescriber?"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

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
# "Leave out the next one until a doctor has spoken to you"; "take no steroid before the sample" stops none taken.
_UNTIL_ASKED = re.compile(
    r"\b(?:until|till|unless|before)\s+(?:(?:a|an|the|your|his|her|our|my)\s+)?(?:\w+\s+){0,2}?(?:doctor|gp|team|specialist|clinic|nurse|ward|\w+ologist|"
    r"surgeon|prescriber|hospital|you\s+(?:have|are|speak|talk|hear)|you've|he\s+(?:has|is)|she\s+(?:has|is)|they|we|i)\b"
)
_IN_THAT_CASE = re.compile(r"\bin (?:that|this|such a) case\b|\bif (?:you|he|she) (?:swell|get|come|break)\w* ")
_NONE_YET = re.compile(r"^(?:take\s+)?no\b")
# "You were right to stop the tablets", "good that you left it off": done already, and praised.
_PRAISED = re.compile(
    r"\byou (?:did|were|are|have been) (?:\w+ )?(?:well|right|wise|sensible|correct)\b"
    r"|\b(?:good|glad|right|wise|well done|sensible) (?:that|for|not|of|to have)\b"
)
# Where the question has a medicine from, when nobody prescribed it.
_FROM_A_SHOP = (
    r"(?:from (?:the |a |my |his |her |our )?(?:chemist|pharmacy|pharmacist|drug\s?store|supermarket|shop"
    r"|market|internet"
    r"|neighbour|neighbor|friend|sister|brother|mother|mum|mom|aunt|cousin)\w*|over the counter|otc"
    r"|bought|online|off the shelf)\b"
)
_QUESTION = re.compile(r"\?\s*$")


def find_stopped_drugs(case: ReplyCase) -> Iterator[Problem]:
    """ "Stop your warfarin": no "ask first", "slowly" or "do not" in the sentence, the one before or the one after."""
    names = alternatives((*listed("prescribed_drugs"), *taken(case)))
    for place, sentence in enumerate(case.sentences):
        before = case.sentences[place - 1].text if place else ""
        for hit in (*_stop(names).finditer(sentence.text), *_stopped(names, sentence.text, before)):
            # "Stop it today" leaves no time to ask: a doctor named in another sentence excuses nothing.
            at_once = _AT_ONCE.search(sentence.text, hit.end(), hit.end() + 40)
            reach = slice(place, place + 1) if at_once else slice(max(0, place - 1), place + 2)
            nearby = " ".join(s.text for s in case.sentences[reach])
            if is_negated(sentence.text, hit.start(), reach=_near(hit[0])) or words("stop_cautions").search(nearby):
                continue
            if _NOT_TAKE.match(hit[0]) and not _ANY_MORE.search(sentence.text, hit.end()):
                continue
            if _UNTIL_ASKED.search(sentence.text, hit.start()) or _NONE_YET.match(hit[0]):
                continue
            # "Lips swell: stop it and come at once": what harms now is stopped now; what a shop sells may stop.
            if _IN_THAT_CASE.search(sentence.text) or (
                _IT.search(hit[0]) and words("harmless_stops").search(sentence.text)
            ):
                continue
            if _A_DAILY.search(hit[0]) or is_for_the_skin(case, hit[0]) or _LEFT_OVER.search(hit[0]):
                continue
            if _QUESTION.search(sentence.text) or _is_told(sentence.text, hit):
                continue
            if _PRAISED.search(sentence.text[: hit.start()]) or _is_of_a_shop(case, sentence.text, before, hit):
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


def _is_of_a_shop(case: ReplyCase, sentence: str, before: str, hit: re.Match[str]) -> bool:
    """Is the one medicine that is stopped a shop's or a borrowed one, by `shop_medicines` or by the question?"""
    names = _named(alternatives((*listed("prescribed_drugs"), *listed("shop_medicines"), *taken(case))))
    places = [found[0] for found in names.finditer(sentence[: hit.end()])] or [
        found[0] for found in names.finditer(before)
    ]
    return bool(places) and all(
        words("shop_medicines").fullmatch(name)
        or re.search(rf"\b{re.escape(name)}\b[^.;]{{0,25}}\b{_FROM_A_SHOP}", case.asked_folded)
        for name in places
    )


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
    r"stop|stopping|stay\s+off|keep\s+off|discontinue|quit|cease|come\s+off|coming\s+off|skip|leave\s+out|leave\s+off|cut\s+out"
    r"|throw\s+away|throw\s+out|bin|chuck|ditch|dump|scrap|flush|lay\s+aside|put\s+aside|let\s+go\s+of|halve|drop|dropping"
    r"|double|go\s+off|get\s+off|give\s+up|do\s+without|pause|withhold|forget\s+about|put\s+away|a\s+break\s+from"
    r"|take\s+a\s+break\s+from|no\s+longer\s+take"
    r"|(?:do\s+not|don't|need\s+not|should\s+not|shouldn't|never)\s+(?:take|use|need)|(?:no\s+longer|do\s+not"
    r"|don't|does\s+not|doesn't)\s+needs?|take\s+no\s+more|wean\s+yourself\s+off"
)
_BEHIND = (
    r"(?:\s+[\w.]+){0,3}?\s*[,:]?\s+(?:(?:you|he|she)\s+(?:can|may|should|must|could|will|had\s+better)\s+(?:now\s+|simply\s+|just\s+|safely\s+)?(?:stop"
    r"|drop|leave\s+(?:out|off|it|aside)|skip|omit|quit|forget|discontinue|bin|chuck|come\s+off|do\s+without)"
    r"|(?:you|he|she)\s+(?:can|may|should|must|could)\s+(?:now\s+|simply\s+|just\s+|safely\s+)?leave(?=\s*[.,;!]|\s+(?:from|until|till|today|now)\b)"
    r"|(?:out\s+with\s+it|stop\s+both)|(?:i|you|he|she)\s+(?:would\s+|may\s+|can\s+|should\s+)?(?:simply\s+|just\s+)?leave\s+in\s+the\s+(?:drawer|box|cupboard)"
    r"|(?:you|he|she)\s+(?:leaves?|stops?|skips?|drops?|omits?)\s+(?:out|off|for|from|until|today|now)"
    r"|(?:you|he|she)\s+(?:do\s+not|does\s+not|don't|doesn't|no\s+longer)\s+needs?"
    r"|(?:is|are)\s+(?:not|no\s+longer)\s+(?:needed|necessary|useful|required)|(?:can|may|should|must|has\s+to|have\s+to|needs?\s+to|is\s+to|are\s+to)\s+(?:now\s+"
    r"|simply\s+)?be\s+(?:stopped|dropped|left\s+out|left\s+off|omitted|skipped|discontinued)"
    r"|(?<!you )(?<!he )(?<!she )(?<!i )(?:can|may|should|could)\s+(?:now\s+|also\s+"
    r"|simply\s+)?go\b(?!\s+(?:on|with|up|together))"
    r"|(?:has|have)\s+to\s+go\b|(?:is|are)\s+(?:over|done|finished)\b)"
)
# "Tamsulosin has not worked, so quit it": the medicine named before in the sentence.
_IT = re.compile(
    r"\b(?:stop|quit|drop|skip|discontinue|leave|throw|bin|come\s+off|cut)\s+(?:taking\s+)?(?:it|them"
    # "Leave that fear aside": a "that" with its own noun is no medicine.
    r"|(?:that|these|those|both)(?=\s*(?:[.,;:!]|$|(?:off|out|away|down|at|today|now|tonight|tomorrow"
    r"|from|and|for|straight|right|too|as)\b))"
    r"|the\s+(?:rest\s+of\s+the\s+)?(?:box|pack|packet|strip|bottle))(?:\s+(?:off|out|away"
    r"|down))?\b(?!\s+(?:in\s+(?:place|its|the)|on\b|alone|open|to\s+(?:dry|rest|cool)))"
)
# The same with the medicine in the sentence before: here the words must be those of ending, not of leaving in place.
_IT_ALONE = re.compile(
    r"\b(?:stops?|quits?|drops?|skips?|discontinues?|ditch|bins?|chucks?|flush|throws?|come\s+off|give\s+up|leaves?)\s+(?:taking\s+)?(?:it|them|both|the\s+(?:rest\s+of\s+the\s+)?(?:box|pack|packet|strip|bottle))(?:\s+(?:off|out|away|down))?"
    r"(?=\s*(?:[.,;!]|$|off|out|today|now|tonight|tomorrow|from|at\s+once|altogether|for\s+good|completely|and|straight|right|already))"
)
_ENDS = re.compile(
    rf"\b(?:{_VERBS}|stops|leave\w*\s+(?:\w+\s+){{0,4}}?(?:off|out|away|aside)|throw\w*|bin|omit|without|no\s+more\s+of|leave)\b"
)
# "Do not take it any more" is a stop; "do not take it with grapefruit" is not.
_NOT_TAKE = re.compile(r"^(?:do\s+not|don't|need\s+not|should\s+not|shouldn't|never)\s+(?:take|use)\b")
_ANY_MORE = re.compile(r"\b(?:any\s*more|any\s+longer|from\s+now|ever\s+again|again)\b")


def taken(case: ReplyCase) -> frozenset[str]:
    """Whatever the question gives a dose of: "degludec 20 u" is a medicine, whether a list knows it or not."""
    return frozenset(hit["name"] for hit in _DOSED.finditer(case.asked_folded)) - _NO_NAMES


_DOSED = re.compile(
    r"\b(?P<name>[a-z]{5,}(?:/[a-z]{5,})?)\s+(?:\w+\s+)?\d+(?:[.,/]\d+)?\s?(?:mg|mcg|ug|micro\w*|g|u|iu|units?|ml)\b"
)
_NO_NAMES = frozenset(
    {
        "vitamin",
        "about",
        "every",
        "daily",
        "twice",
        "three",
        "times",
        "dose",
        "doses",
        "tablet",
        "tablets",
        "takes",
        "taking",
        "ibuprofen",
        "paracetamol",
    }
    | {
        "acetaminophen",
        "diclofenac",
        "naproxen",
        "insulin",
        "magnesium",
        "calcium",
        "weight",
        "weighs",
        "drink",
        "drinks",
        "water",
        "caffeine",
        "syrup",
    }
)


def names_a_stop(case: ReplyCase, place: int) -> bool:
    """Do the words of sentence `place` end anything, and is a medicine named in it or in the sentence before?"""
    said = case.sentences[place].text
    nearby = f"{case.sentences[place - 1].text} {said}" if place else said
    drugs = alternatives((*listed("prescribed_drugs"), *taken(case)))
    return _ENDS.search(said) is not None and re.search(rf"(?<![a-z])(?:{drugs})(?![a-z])", nearby) is not None


def _stopped(names: str, sentence: str, before: str) -> Iterator[re.Match[str]]:
    """Stops in other orders: the medicine first, or "it" for a medicine named before, here or in the last sentence."""
    yield from _behind(names).finditer(sentence)
    named = _named(names).search(sentence)
    it = _IT.search(sentence, named.end()) if named else None
    if it is None and named is None and _named(names).search(before):
        it = _IT_ALONE.search(sentence)
    if it is not None:
        yield it


@lru_cache(maxsize=8)
def _named(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{names})(?![a-z])")


@lru_cache(maxsize=8)
def _behind(names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{names}){_BEHIND}")


@cache
def _drug_named() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternatives(listed('prescribed_drugs'))})(?![a-z])")


@lru_cache(maxsize=8)
def _stop(drugs: str) -> re.Pattern[str]:
    harmless = alternatives(listed("harmless_stops"))
    return re.compile(
        rf"\b(?:{_VERBS})\s+(?:taking\s+|using\s+|with\s+)?(?!(?:[a-z]+\s){{0,2}}(?:{harmless})\b)"
        rf"(?:(?:your|the|this|that|all|all your|all of your|these|any|his|her"
        rf"|my)\s+)?(?:[a-z-]+\s){{0,2}}?(?:{drugs})(?![a-z])(?! {_CREAM})"
        r"|\b(?:throw|put|leave|cut)\s+(?:the\s+|your\s+|his\s+"
        rf"|her\s+)(?:[a-z-]+\s){{0,2}}?(?:{drugs})\s+(?:[\w.]+\s+){{0,3}}?(?:away|off|out|aside)\b"
        rf"|\bleave\s+(?:the\s+|your\s+|his\s+|her\s+)?(?:{drugs})\s+(?:[\d.]+\s?\w+\s+)?(?:till|until|from|for\s+(?:now|good|a)|today|tonight)\b"
        r"|\b(?:flush|throws?|bin)\s+the\s+(?:rest\s+of\s+the\s+)?(?:box|pack|packet|strip|bottle)\s+(?:down|away|out|today|tonight)\b"
    )
