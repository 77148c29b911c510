"""Does the reply promise that nothing is wrong, which nobody can who has not examined?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import entry, phrases, words
from curbside.clinical.reply_checks.pattern_checks import phrase_hits
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "absolute_reassurance"
_EXCUSE_REACH = 25
# "Many say that it is just age": told of others, not promised.
_SAID_BY_OTHERS = re.compile(
    r"\b(?:people|patients|men|women|fathers|mothers|parents|many|some|he|she|they|your \w+)\s+(?:\w+\s+)?"
    r"(?:says?|said|thinks?|thought|believes?|tells? (?:you|me)|hopes?|feels?)\s+(?:that\s+)?$"
)
_CONDITION = re.compile(r"(?:^|[,;:]\s*|\band\s)(?:if|unless|once|when|whether|provided|as long as)\b")


def find_reassurance(case: ReplyCase) -> Iterator[Problem]:
    """A promise without "if", "most" or the like in its sentence, in a listed wording or by its parts."""
    listed = phrase_hits(case, phrases(TYPE), excuses=words("reassurance_excuses"))
    for start, end in dict.fromkeys((*listed, *_composed(case))):
        if _SAID_BY_OTHERS.search(case.folded, max(0, start - 60), start) or _is_own_deed(case, start, end):
            continue
        message = "This promises what cannot be known without an examination. Say how likely it is, and when to worry."
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _is_own_deed(case: ReplyCase, start: int, end: int) -> bool:
    """ "I won't begin with the cat, I promise": what the writer will do is theirs to promise."""
    if not _I_PROMISE.search(case.folded, start, end):
        return False
    sentence = next(one for one in case.sentences if one.start <= start < one.end)
    return _MY_DEED.search(sentence.text) is not None


_I_PROMISE = re.compile(r"\b(?:i|we) (?:can )?(?:guarantee|promise|assure you)\b")
_MY_DEED = re.compile(
    r"\b(?:i|we)(?:'ll| will|'m going to| am going to| are going to| won't| shall| shan't| would"
    r"| wouldn't)\b(?! (?:\w+ )?(?:promise|guarantee|assure))"
    r"|\b(?:promise|assure you)(?: you)? (?:to|that (?:i|we)|not to|i|we)\b"
)


def _composed(case: ReplyCase) -> Iterator[tuple[int, int]]:
    """Promises by their parts; here an excuse must stand in the promise's own clause or right before it."""
    for start, end in phrase_hits(case, _promises()):
        sentence = next(one for one in case.sentences if one.start <= start < one.end)
        if _CONDITION.search(case.folded[sentence.start : start]):
            continue
        if not words("reassurance_excuses").search(case.folded, max(0, start - _EXCUSE_REACH), end + _EXCUSE_REACH):
            yield start, end


@cache
def _promises() -> tuple[re.Pattern[str], ...]:
    """Certainty with a danger denied or health stated, in one clause and any order; danger said to be impossible."""
    danger, health, certain = ("(?:" + "|".join(map(str, entry(key))) + ")" for key in _PARTS)
    gap, denied = r"[^.;:!?\n]{0,50}?", r"(?:not|n't|no|nothing|never|neither|without|none)"
    impossible = (
        r"(?:cannot|can't|can\s+never|could\s+never|couldn't|will\s+never|won't\s+ever"
        r"|no\s+way\s+(?:that\s+)?(?:this|it|he|she|you))"
    )
    excluded = (
        r"(?:is|are)\s+(?:completely\s+|absolutely\s+|definitely\s+|therefore\s+)?(?:out\s+of\s+the\s+question"
        r"|impossible|excluded|ruled\s+out)"
    )
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"\b{certain}\b{gap}\b{denied}\b{gap}\b{danger}\b",
            rf"\b{denied}\b{gap}\b{danger}\b{gap}\b{certain}(?![a-z])",
            rf"\b(?:is|are|be|remains?|stays?)\s+{certain}\s+(?:\w+\s+)?{health}\b(?!\s+(?:to|for|worth))",
            rf"\b{certain}\s+(?:that\s+)?(?:your|you|he|she|it|this|everything|all|the)\b{gap}\b(?:is|are"
            rf"|will\s+be)\s+(?:\w+\s+)?{health}\b",
            rf"\b{impossible}\s+(?:possibly\s+)?(?:be|do|have|cause|mean|hurt|harm|come|get|turn"
            rf"|become)\b{gap}\b{danger}\b",
            rf"\b{impossible}\s+(?:possibly\s+)?(?:hurt|harm|damage)\b",
            rf"\b{danger}\b{gap}\b{excluded}\b",
            rf"\b(?:rules|ruled|excludes)\s+(?:out\s+)?(?:any\s+|all\s+|every\s+|a\s+)?(?:\w+\s+)?{danger}\b",
            r"\bnothing\s+(?:at\s+all\s+|whatsoever\s+|in\s+the\s+world\s+)?to\s+(?:fear|worry|be\s+afraid)\b",
            r"\b(?:absolutely\s+no|no)\s+(?:danger|risk|harm|threat|cause\s+for\s+concern)\s+(?:at\s+all"
            r"|whatsoever|for\s+(?:you|him|her)|in\s+this)\b",
            r"\b(?:is|are|be)\s+in\s+no\s+(?:danger|trouble|peril)\b",
            rf"\b{denied}\b[^.;!?\n]{{0,60}}?,\s*(?:and\s+)?(?:of\s+(?:that|this)\s+)?(?:i\s+am|i'm|you\s+can\s+be"
            r"|we\s+are)\s+(?:\w+\s+)?(?:certain|sure|positive|convinced)\b",
            r"\b(?:will|is|are|shall)\b[^.;!?\n]{0,60}?,?\s*(?:guaranteed|(?:that\s+is"
            r"|i\s+give\s+you)\s+(?:a\s+promise|my\s+word)|(?:that|this)\s+i\s+promise"
            r"|i\s+promise(?:\s+you)?)(?=\s*(?:[.;!,]|$))",
            r"\babsolutely\s+no\s+(?:danger|risk|harm|threat|cause)\b",
            r"\bput\s+(?:it|that|this|the\s+thought(?:\s+of\s+\w+)?|\w+)\s+(?:right\s+)?out\s+of\s+your\s+(?:mind|head)\b",
            r"\b(?:can|may)\s+(?:\w+\s+)?be\s+(?:entirely|completely|fully|totally|quite|absolutely|perfectly)\s+(?:at\s+ease|sure|certain|calm|confident|easy)\b",
            r"\bnothing\s+(?:\w+\s+){0,3}?(?:can|could|will)\s+(?:possibly\s+)?(?:be\s+(?:broken|wrong|torn|behind|hidden|damaged|amiss)|happen|come\s+of|go\s+wrong|lie\s+behind)\b",
            r"\b(?:can|will|could)\s+do\s+nothing\s+to\s+(?:you|him|her|them)\b",
            r"\b(?:cannot|can't|can\s+never|will\s+never|won't\s+ever)\s+(?:possibly\s+)?(?:happen|occur|come\s+back|return|recur|spread|need)\b(?!\s+(?:without|if|unless|when|that|to\s+(?:feel|hide|be\s+a)))",
            r"\b(?:can|may)\s+sleep\s+(?:soundly|peacefully|in\s+peace|easy|easily)\b",
            # "It is harmless and will stay so", "cancer you do not have", "MS it is not".
            r"\b(?:harmless|benign|safe)(?:,?\s+every\s+time|\s+and\s+(?:will\s+)?(?:stays?|remains?)\s+(?:so|that\s+way))\b",
            rf"\b{danger}\s+(?:you|he|she)\s+(?:do\s+not|don't|does\s+not|doesn't)\s+have(?=\s*(?:[.;!,]|$))",
            rf"(?:^|[,;]\s+|\band\s+)(?:an?\s+)?{danger}\s+(?:it|this)\s+is\s+not(?=\s*(?:[.;!,]|$))",
            r"\bnothing\s+(?:bad|serious|dangerous|wrong)\s+is\s+ever\s+found\b",
            r"\bbehind\s+(?:you|him|her)\s+for\s+(?:sure|good|ever)\b|\b(?:is|are)\s+always\s+(?:harmless|benign|fine|safe|innocent)\b",
            rf"\b{danger}\b{gap}\b(?:does\s+not|doesn't|do\s+not|don't)\s+exist\b",
            rf"\b{danger}\b{gap}\bin\s+no\s+case\b|\bin\s+no\s+case\b{gap}\b{danger}\b",
        )
    )


_PARTS = ("danger_words", "health_words", "certain_words")
