"""Does a topic's claim contradict a sentence of the reply?"""

import re
from functools import lru_cache

from curbside.clinical.reply_checks.lexicon import fold
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import idf

# Words of which only one can be true of the same thing (our own list).
_OPPOSITES: tuple[tuple[str, str], ...] = (
    ("upper", "lower"),
    ("high", "low"),
    ("overactive", "underactive"),
    ("increase", "decrease"),
    ("increases", "decreases"),
    ("raises", "lowers"),
    ("faster", "slower"),
    ("always", "never"),
    ("common", "rare"),
    ("harmless", "dangerous"),
    ("safe", "unsafe"),
    ("viral", "bacterial"),
    ("hot", "cold"),
    ("hyperthyroidism", "hypothyroidism"),
    ("worsens", "improves"),
    ("worse", "better"),
    ("more", "less"),
    ("before", "after"),
)
_NEGATION = re.compile(r"\b(?:do not|does not|is not|are not|not|never|cannot|no)\b|n't\b")
# Words for one thing that reply and topic may choose between.
_SAME = {"flicker": "twitch", "fascicul": "twitch", "damag": "harm", "affect": "harm", "ill": "harm"}
# Shared stems that make two sentences speak of the same thing.
_MIN_SHARED, _MIN_SHARED_NEGATED, _MIN_SHARE_NEGATED = 3, 4, 0.65


def find_conflict(claim: str, sentence: str) -> str:
    """Why `claim` contradicts `sentence`, "" when it does not seem to. A heuristic for the doctor's eyes."""
    shared = _terms(claim) & _terms(sentence)
    if len(shared) < _MIN_SHARED:
        return ""
    said, told = fold(claim), fold(sentence)
    for one, other in _OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if _only(said, here, there) and _only(told, there, here):
                return f"the reply says “{there}”, the topic “{here}”"
    if len(shared) >= _MIN_SHARED_NEGATED and bool(_NEGATION.search(said)) != bool(_NEGATION.search(told)):
        smaller = min((_terms(claim), _terms(sentence)), key=lambda terms: sum(map(idf, terms)))
        if sum(map(idf, shared)) >= _MIN_SHARE_NEGATED * sum(map(idf, smaller)):
            return "one of the two says “not”"
    return ""


def _only(text: str, word: str, other: str) -> bool:
    return re.search(rf"\b{word}\b", text) is not None and re.search(rf"\b{other}\b", text) is None


@lru_cache(maxsize=20_000)
def _terms(text: str) -> frozenset[str]:
    return frozenset(_SAME.get(stem, stem) for stem in content_stems(text))
