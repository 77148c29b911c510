"""Which known words a misspelt one is close to, by letters and by sound."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

SHORTEST = 4
_SHORT_UP_TO = 5
# What sounds the same is meant rather than what differs by one letter less, and may be one letter further away.
_SOUND_BONUS = 1.25
_OTHER_LETTER = 1.0
# Soundex, R. C. Russell, US patent 1261167 (1918): consonants that sound alike share a digit. Here without its cut
# after four signs, and with the first letter in the same code.
_CODES = {
    letter: code for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}
_SILENT = "hw"
# First letters written for one another at the beginning of English words: (k)nee, (p)neumonia, ph and f, c and k or s.
_FIRST = {"n": "kpg", "k": "cq", "c": "ks", "s": "cp", "f": "p", "r": "w", "j": "g", "g": "j", "z": "x", "q": "k"}


def edits_allowed(word: str) -> int:
    """None under four letters, one up to five, two from six."""
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) <= _SHORT_UP_TO else 2


def sound(word: str) -> str:
    """Words that sound alike have one code: headache and headake are 'h32'."""
    code, last = "", 0
    for letter in word:
        digit = _CODES.get(letter, 0)
        if digit and digit != last:
            code += str(digit)
        if letter not in _SILENT:
            last = digit
    return ("h" if word[:1] == "h" else "") + code


def misspelling_cost(typed: str, meant: str) -> float | None:
    """Letters wrong (optimal string alignment: a swap is one), less 1.25 for the same sound; None when too far."""
    allowed = edits_allowed(typed)
    if not allowed or abs(len(typed) - len(meant)) > allowed + 1 or meant == typed:
        return None
    distance = OSA.distance(typed, meant, score_cutoff=allowed + 1)
    if distance > allowed + 1:
        return None
    alike = sound(typed) == sound(meant)
    if distance > allowed and not alike:
        return None
    cost = distance - _SOUND_BONUS * alike
    if _may_begin_as(typed, meant):
        return cost
    return cost + _OTHER_LETTER if distance < allowed or typed[1::-1] == meant[:2] else None


def _may_begin_as(typed: str, meant: str) -> bool:
    return meant[0] == typed[0] or meant[0] in _FIRST.get(typed[0], "")


def near_words(typed: str, words: Iterable[str], *, most: int = 6) -> list[tuple[float, str]]:
    """(cost, word) of the closest `words`, ties in alphabetical order."""
    costs = ((misspelling_cost(typed, word), word) for word in words)
    return sorted((cost, word) for cost, word in costs if cost is not None)[:most]
