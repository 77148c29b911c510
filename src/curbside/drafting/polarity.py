"""Do two sentences turn the same thing round: higher for lower, left for right, a help for a harm?"""

import re

# Words of which only one can be true of the same thing (our own list).
_OPPOSITES: tuple[frozenset[str], ...] = tuple(
    frozenset(pair.split("|"))
    for pair in (
        "upper|lower",
        "high|low",
        "overactive|underactive",
        "increase|decrease",
        "increases|decreases",
        "raises|lowers",
        "raise|lower",
        "raised|lowered",
        "raises|lower",
        "raise|lowers",
        "faster|slower",
        "fast|slow",
        "slowly|quickly",
        "sudden|slow",
        "slow|speed",
        "always|never",
        "common|rare",
        "harmless|dangerous",
        "safe|unsafe",
        "virus|bacteria",
        "viral|bacterial",
        "viral|fungal",
        "hot|cold",
        "warm|cold",
        "worse|better",
        "worsens|improves",
        "worsen|improve",
        "more|less",
        "most|least",
        "before|after",
        "over|under",
        "first|last",
        "earlier|later",
        "larger|smaller",
        "black|white",
        "hard|soft",
        "harder|softer",
        "morning|evening",
        "women|men",
        "big|little",
        "wet|dry",
        "dries|waters",
        "gain|loss",
        "up|down",
        "protects|harms",
        "protect|harm",
        "protects|harm",
        "protect|harms",
        "start|stop",
        "starts|stops",
        "trigger|stop",
        "triggers|stops",
        "causes|stops",
        "cause|prevent",
        "causes|prevents",
        "prevent|causes",
        "cause|prevents",
        "awake|sleepy",
        "painless|painful",
        "good|bad",
        "sit|stand",
        "calms|sets",
    )
)
_GOOD = re.compile(r"\b(?:helps?|eases?|treats?|prevents?|protects?|calms?|soothes?|cures?|relieves?|heals?)\b")
_HARM = re.compile(
    r"\b(?:causes?|brings? on|triggers?|leads? to|harms?|damages?|worsens?|irritates?|hurts?|sets? off)\b"
)
_SIDE = re.compile(r"\b(left|right)\s+(?:side of the\s+|lower\s+|upper\s+)?(\w+)")
NEGATION = re.compile(
    r"\b(?:no|not|never|none|nor|neither|without|cannot|nothing|nobody|seldom|rarely|unlikely|unsafe|unable)\b|n't\b"
)


def turned_round(one: str, other: str) -> str:
    """The word of folded text `one` that stands against a word of `other`, "" when none does."""
    mine, theirs = set(re.findall(r"[a-z]+", one)), set(re.findall(r"[a-z]+", other))
    for pair in _OPPOSITES:
        here, there = pair & mine, pair & theirs
        if len(here) == len(there) == 1 and here != there:
            return next(iter(here))
    if good_and_harm := _good_against_harm(one, other):
        return good_and_harm
    return _other_side(one, other)


def _good_against_harm(one: str, other: str) -> str:
    for mine, theirs in ((_GOOD, _HARM), (_HARM, _GOOD)):
        hit = mine.search(one)
        if hit and theirs.search(other) and not theirs.search(one) and not mine.search(other):
            return hit[0]
    return ""


def _other_side(one: str, other: str) -> str:
    """The side that `one` gives to what `other` gives only the other side."""
    sides: dict[str, set[str]] = {}
    for side, part in _SIDE.findall(other):
        sides.setdefault(part, set()).add(side)
    return next((side for side, part in _SIDE.findall(one) if part in sides and side not in sides[part]), "")
