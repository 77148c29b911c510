"""How a number of years is written, in digits, English words or Chinese characters, and what it amounts to."""

import re

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_WORDS = {w: n for n, w in enumerate((_ONES + " seventeen eighteen nineteen").split(), start=1)}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {w: 10 * n for n, w in enumerate(_TENS_WORDS.split(), start=2)}
DECADES = "|".join(word[:-1] + "ies" for word in _TENS)
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"兩": 2, "两": 2}
_TENS_RE = "|".join(_TENS)
_WORDS_RE = "|".join(sorted(_WORDS, key=len, reverse=True))
NUMBER_WORDS = rf"(?:(?:{_TENS_RE})(?:[- ](?:{_WORDS_RE}))?|(?:{_WORDS_RE}))"
NUMBER_WORD_SET = frozenset([*_WORDS, *_TENS])
NUMBER = rf"(?:\d{{1,3}}(?:\.\d)?|{NUMBER_WORDS})"


def read_number(words: str) -> float:
    """21 for "21", "twenty-one" or "二十一"; decades ("thirties") give their first year."""
    words = words.lower().strip()
    if words[0].isascii() and words[0].isdigit():
        return float(words)
    if words[0] in "十" or words[0] in _HAN:
        return _read_han(words)
    if words.endswith("ies"):
        return float(_TENS[words[:-3] + "y"])
    return float(sum(_TENS.get(part, _WORDS.get(part, 0)) for part in re.split(r"[-\s]+", words)))


def _read_han(words: str) -> float:
    if "十" not in words:
        return float(_HAN[words[-1]])
    tens, _, ones = words.partition("十")
    return float(10 * _HAN.get(tens, 1) + _HAN.get(ones, 0))
