"""Does a topic's claim contradict a sentence of the reply?"""

import re

from curbside.clinical.reply_checks.lexicon import fold
from curbside.drafting.terms import meanings
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
# Shared meanings that make two sentences speak of the same thing; for a "not", within one clause of each.
_MIN_SHARED, _MIN_SHARED_NEGATED, _MIN_SHARE_NEGATED = 3, 3, 0.65
# "Do not squeeze spots" contradicts nobody who does not speak of squeezing.
_ADVISED_AGAINST = re.compile(r"^\s*(?:please )?(?:do not|don't|never) (?P<deed>\w+)")
_CLAUSE = re.compile(
    r"[;:.!?\n]|,\s*(?:but|and|so|which|who|however|although)\b|\b(?:but|although|however|while|if|unless)\b"
)


def find_conflict(claim: str, sentence: str) -> str:
    """Why `claim` contradicts `sentence`, "" when it does not seem to. A heuristic for the doctor's eyes."""
    shared = meanings(claim) & meanings(sentence)
    if len(shared) < _MIN_SHARED:
        return ""
    said, told = fold(claim), fold(sentence)
    for one, other in _OPPOSITES:
        for here, there in ((one, other), (other, one)):
            if _only(said, here, there) and _only(told, there, here):
                return f"the reply says “{there}”, the topic “{here}”"
    clauses = ((mine, theirs) for mine in _CLAUSE.split(said) for theirs in _CLAUSE.split(told))
    return "one of the two says “not”" if any(_is_denied(mine, theirs) for mine, theirs in clauses) else ""


def _is_denied(one: str, other: str) -> bool:
    """Do two clauses say the same of the same, one of them with a "not"?"""
    if bool(_NEGATION.search(one)) == bool(_NEGATION.search(other)):
        return False
    if (advised := _ADVISED_AGAINST.match(one) or _ADVISED_AGAINST.match(other)) and not (
        meanings(advised["deed"]) & meanings(one) & meanings(other)
    ):
        return False
    shared = meanings(one) & meanings(other)
    smaller = min((meanings(one), meanings(other)), key=lambda terms: sum(map(idf, terms)))
    return len(shared) >= _MIN_SHARED_NEGATED and sum(map(idf, shared)) >= _MIN_SHARE_NEGATED * sum(map(idf, smaller))


def _only(text: str, word: str, other: str) -> bool:
    return re.search(rf"\b{word}\b", text) is not None and re.search(rf"\b{other}\b", text) is None
