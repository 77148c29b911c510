"""Where does a reply take as given what the question denies, if only in passing: "if the blood gets more"?

What a question denies is read twice: the named things of the tables, and whatever noun stands behind a plain "no".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from curbside.clinical.reply_checks.contents import contents, holds
from curbside.clinical.reply_checks.lexicon import listed
from curbside.clinical.reply_checks.reading import ReplyCase

# "No curtain", "I don't use sunbeds", "without any rash", "haven't lost a tooth": up to three words are denied.
_DENIAL = re.compile(
    r"(?<![a-z])(?:no(?!\s+(?:longer|more|one|matter|idea|doubt|change|further))|without(?:\s+any)?|nor(?:\s+any)?"
    r"|never\s+(?:had\s+)?(?:any\s+|an?\s+)?|(?:do|does|did|have|has|had)(?:\s+not|n't)\s+(?:have|had|get|got|use|used|take|taken|own|see|seen|feel|felt|lost|drink|smoke|wear|eat)?"
    r"(?:\s+any)?(?:\s+an?)?)\s+(?P<what>(?:(?!and\b|or\b|but\b|in\b|on\b|of\b|at\b|to\b|for\b|from\b|with\b|since\b|that\b|when\b|because\b|except\b|yet\b)[a-z][a-z-]*\s*){1,3})"
)
# "No fever now", "no pain any more": it was there, and may come back.
_ENDED = re.compile(
    r"^\W*(?:\w+\s+)?(?:now|anymore|any\s+more|today|currently|at\s+the\s+moment|so\s+far|yet|since|this\s+time)\b"
)
_DET = (
    r"(?:the|your|his|her|those|these|that|this)\s+"
    r"(?:(?!same\b|next\b|first\b|other\b|chance\b|risk\b)[a-z-]+\s+){0,2}?"
)
_PLACE = (
    r"(?:\s+(?:in|of|on|from|around|under|behind|at|with|over)\s+(?:(?:your|his|her|the)\s+)?[a-z-]+(?:\s+[a-z-]+)?)?"
)
_HAVE = (
    r"(?:\s+that|\s+which)?\s+(?:you|he|she)(?:'ve|'s)?\s+(?:already\s+|also\s+|now\s+|still\s+)?(?:have|has|had|get|gets|got|see|sees|saw|feel|feels|felt|use|uses|lost|take|takes|drink|drinks"
    r"|notice|noticed|suffer|describe|mention|bring|brings|cough|pass|passes|keep|keeps)\b"
)
_CHANGES = (
    r"\s+(?:(?:gets?|got|becomes?|turns?|grows?|is\s+getting|are\s+getting)\s+(?:much\s+|even\s+|any\s+)?(?:worse|stronger|thicker|bad|more|bigger|heavier|severe|larger|darker|louder"
    r"|purple|black|green|denser|deeper|wider|longer|unbearable)|increases?|worsens?|comes?\s+back|came\s+back|returns?|recurs?|persists?|continues?|(?:does|do|did|has|have)(?:\s+not|n't)\s+(?:go|gone|stop|stopped"
    r"|ease|settle|settled|improve|improved|clear|cleared|let\s+up|disappear)|moves?\s+(?:further|on|to|into|up|down)|lasts?\s+(?:longer|beyond|more)|is\s+followed|are\s+followed|has\s+(?:spread|gone|eased|settled|stopped|come\s+back))\b"
)
_AGAIN = r"(?:\s+[a-z]+){0,2}?\s+(?:once\s+more|again|as\s+before|as\s+it\s+did)\b"
_MORE_OF = r"(?:more|another|the\s+rest)\s+of\s+(?:the|those|these|that|this|your|his|her)\s+(?:[a-z-]+\s+)?"
_GO_ON = (
    r"(?:(?:go(?:es)?\s+on|carr(?:y|ies)\s+on|continues?)\s+(?:[a-z]+ing\s+)?(?:the\s+|your\s+|his\s+|her\s+)?"
    r"|keeps?\s+(?:on\s+)?[a-z]+ing\s+(?:the|your|his|her)\s+)(?:[a-z-]+\s+)?"
)
_CAUSE = r"(?:because\s+of|due\s+to|owing\s+to|given|despite|on\s+top\s+of)\s+(?:the|your|his|her)\s+(?:[a-z-]+\s+)?"
_WITH = r"with\s+(?:your|his|her)\s+(?:[a-z-]+\s+)?"
# "Blood count", "cough syrup": the word is only a part of another thing's name.
_NO_COMPOUND = (
    r"(?![\s-]+(?:pressure|tests?|counts?|sugars?|samples?|results?|work|vessels?|thinners?|groups?|flow|supply|cells?|clots?|donation"
    r"|syrup|medicines?|tablets?|drops?|cream|diary|clinic|specialist|scan|chart|curve|thermometer|relief))"
)
_NEGATED = re.compile(
    r"\b(?:no|not|never|without|nor|n't|instead\s+of|rather\s+than|free\s+of|in\s+case\s+of)\s+(?:\w+\s+){0,2}$"
)


@dataclass(frozen=True, slots=True)
class Denied:
    """Words that name a denied thing, as a pattern, and its plain name."""

    name: str
    pattern: re.Pattern[str]


def find_presupposed(case: ReplyCase, tabled: Iterator[Denied]) -> Iterator[tuple[int, int, str]]:
    """Characters [start, end) of the reply and the plain name; `tabled` are the things denied by the tables."""
    for one in (*tabled, *_denied_nouns(case)):
        for place, sentence in enumerate(case.sentences):
            if sentence.text.endswith("?"):
                continue
            for frame, introduced in _frames(one.pattern.pattern):
                hit = frame.search(sentence.text)
                if hit is None or _NEGATED.search(sentence.text[: hit.start()]):
                    continue
                # "A rash may come; if the rash spreads" introduces it before.
                earlier = (*case.sentences[max(0, place - 2) : place],)
                if introduced and (
                    any(one.pattern.search(before.text) for before in earlier)
                    or one.pattern.search(sentence.text, 0, hit.start())
                ):
                    continue
                yield sentence.start + hit.start(), sentence.start + hit.end(), one.name
                break


# Nouns of questions come in here too, so that the memory must have an end.
@lru_cache(maxsize=512)
def _frames(thing: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Each with whether the thing must not have been introduced before."""
    thing += _NO_COMPOUND
    return tuple(
        (re.compile(pattern), introduced)
        for pattern, introduced in (
            (rf"\b{_DET}{thing}{_PLACE}{_HAVE}", False),
            (rf"\b{_DET}{thing}{_PLACE}{_CHANGES}", True),
            (rf"\b(?:(?:you|he|she|it)\s+(?:[a-z]+\s+)?|{_DET}){thing}{_AGAIN}", True),
            (rf"\b{_MORE_OF}{thing}", True),
            (rf"\b{_GO_ON}{thing}", True),
            (rf"\b{_CAUSE}{thing}", True),
            (rf"\b{_WITH}{thing}", True),
        )
    )


def _denied_nouns(case: ReplyCase) -> Iterator[Denied]:
    """Nouns behind a plain "no" that the question names nowhere else, in whatever words."""
    nouns: list[str] = []
    rest = case.asked_folded
    for sentence in case.asked_sentences:
        for hit in _DENIAL.finditer(sentence.text):
            start, end = sentence.start + hit.start(), sentence.start + hit.end()
            rest = rest[:start] + " " * (end - start) + rest[end:]
            said = contents(hit["what"])
            if said and not _ENDED.match(sentence.text[hit.end("what") :]) and said[-1] not in listed("good_things"):
                nouns.append(said[-1])
    affirmed = contents(rest)
    for noun in dict.fromkeys(nouns):  # in the order told, alike in every process
        if len(noun) > 3 and not holds(affirmed, noun):
            stem = re.escape(noun.removesuffix("ing") if len(noun) > 6 else noun.removesuffix("s"))
            yield Denied(noun, re.compile(rf"(?<![a-z-]){stem}(?:s|es|ed|ing)?(?![a-z-])"))
