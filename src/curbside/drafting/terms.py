"""Which words of a text carry meaning, in a form that can be compared."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from curbside.retrieval.spelling import american

# English function words and words of courtesy: they tie no claim to a question (our own list).
_FUNCTION_WORDS = """
a about above after again all also am an and any are as at be because been before being between both but by
can could did do does doing down during each few for from further get gets getting got had has have having he
hello her here hers him his how i if in into is it its itself just like may me might more most much my no nor
not now of off on once only or other our out over own please same she should so some such than thank thanks
that the their them then there these they thing things this those through to too under until up use used very
was way we well were what when where which while who whom why will with would you your yours doctor doctors
dear sir feel feeling felt know think want make makes made im ive dont it's i'm i've don't else ever every
someone something one ones many lot still yet even however therefore generally certain often usually sometimes
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[\u3400-\u9fff]")
# Stems of everyday words for one thing, by the one our topics use; our own short list.
SAME = {
    "abdomen": "belli", "abdomin": "belli", "affect": "harm", "anxieti": "worri", "anxious": "worri",
    "begin": "start", "bigger": "big", "breathless": "breath", "cervic": "cervix", "coffe": "caffein",
    "cola": "caffein", "damag": "harm", "dehydr": "drink", "emot": "stress", "fascicul": "twitch",
    "flicker": "twitch", "fluid": "drink", "harder": "hard", "higher": "high", "hurt": "pain", "kid": "child",
    "lost": "loss", "menstruat": "period", "nervous": "worri", "older": "old", "overweight": "weight",
    "painkil": "tablet", "palpit": "heartbeat", "pee": "urin", "perfum": "soap", "pill": "tablet", "poo": "stool",
    "rise": "raise", "shiver": "chill", "slur": "speak", "smaller": "small", "smoker": "smoke", "soften": "soft",
    "softer": "soft", "speech": "speak", "sport": "exercis", "talk": "speak", "throw": "sick", "train": "exercis",
    "tummi": "belli", "viral": "virus", "vomit": "sick", "weaken": "weak", "younger": "young",
}  # fmt: skip
# A question longer than this says the rest again; the bound keeps hostile text cheap.
_MAX_CHARACTERS = 12_000


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The Snowball English stem of a lower-case word in American spelling (Porter 2001, https://snowballstem.org)."""
    return str(_stemmer().stemWord(american(word)))


@dataclass(frozen=True, slots=True)
class WordAt:
    """A word of a text, lower case, its stem, and where it stands."""

    text: str
    stem: str
    start: int
    end: int


def words_at(text: str) -> list[WordAt]:
    """All words in order with their places in `text`; Han characters one by one."""
    cut = text[:_MAX_CHARACTERS]
    lowered = cut.lower()
    lowered = (lowered if len(lowered) == len(cut) else cut).replace("’", "'")
    hits = _WORD.finditer(lowered)
    return [WordAt(hit[0], stem(hit[0].removesuffix("'s")), hit.start(), hit.end()) for hit in hits]


def stems(text: str) -> tuple[str, ...]:
    """Stems of all words in order, function words included; Han characters one by one."""
    lowered = text[:_MAX_CHARACTERS].lower().replace("’", "'")
    return tuple(stem(word.removesuffix("'s")) for word in _WORD.findall(lowered))


@lru_cache(maxsize=20_000)
def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    lowered = text[:_MAX_CHARACTERS].lower().replace("’", "'")
    words = (word.removesuffix("'s") for word in _WORD.findall(lowered))
    return frozenset(stem(word) for word in words if word not in STOP_WORDS and len(word) > 1)


@lru_cache(maxsize=20_000)
def meanings(text: str) -> frozenset[str]:
    """The content stems, everyday words for one thing taken as one ("coffee" and "caffeine")."""
    return frozenset(SAME.get(stem, stem) for stem in content_stems(text))


def share_of_shorter(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the smaller set of stems the other has too, in [0, 1]; 1 where one is empty."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 1.0
