"""Where a text states an age, how old that is, and whether it is somebody's age today."""

import re
from dataclasses import dataclass
from itertools import pairwise

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_WORDS = {w: n for n, w in enumerate((_ONES + " seventeen eighteen nineteen").split(), start=1)}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {w: 10 * n for n, w in enumerate(_TENS_WORDS.split(), start=2)}
_DECADES = "|".join(word[:-1] + "ies" for word in _TENS)
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"兩": 2, "两": 2}
_TENS_RE = "|".join(_TENS)
_WORDS_RE = "|".join(sorted(_WORDS, key=len, reverse=True))
NUMBER = rf"(?:\d{{1,3}}(?:\.\d)?|(?:{_TENS_RE})(?:[- ](?:{_WORDS_RE}))?|(?:{_WORDS_RE}))"
_JOIN = r"[-\s]{0,2}"
_HALF = r"(?:[-\s]and[-\s]a[-\s]half|\s?(?:½|1/2))?"
_SEX = r"(?:females?|males?|woman|man|women|men|girl|boy|lady|guy|f|m)"
_AFTER_BARE = (
    r"(?=\s*(?:$|[,.;:!?)\n]|and\b|but\b|with\b|now\b|male\b|female\b|[mf]\b|have\b|never\b|who\b|so\b|"
    r"(?:next|this|in)\b(?=\s+(?:week|month|year|january|february|march|april|may|june|july|august|"
    r"september|october|november|december)\b)))(?!\s*[.,]\d)(?!,\s+\d)"
)
_BE = (
    r"(?:\bI\s+am|\bI['’]?m|\b(?:he|she)(?:\s+is|['’]s)|\bI(?:\s+wi|['’])ll\s+be|\b(?:i|he|"
    r"she)\s+(?:just\s+)?turn(?:ed|s)|\bturning)"
)
_KIN_IS = (
    r"\b(?:son|daughter|baby|mother|father|mom|mum|dad|husband|wife|partner|brother|sister|friend|"
    r"child|kid)(?:\s+is|['’]s)"
)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern, re.IGNORECASE))
    for form, pattern in (
        (
            "unit",
            rf"(?<![\d.,/-])\b(?P<n>{NUMBER}){_HALF}{_JOIN}(?:(?P<years>(?:years?|yrs?|y)\.?)|"
            rf"(?P<months>months?|"
            rf"mos?|mths?)|(?P<weeks>weeks?|wks?)|(?P<days>days?)){_JOIN}(?:old\b|of\s+age\b|o\b|/o\b)",
        ),
        ("years", rf"(?<![\d.,/-])\b(?P<n>\d{{1,3}}){_JOIN}(?:y/o|y\.o\.?|yo)\b"),
        ("years", rf"(?<![\d.,/-])\b(?P<n>{NUMBER})[-\s](?:years?|yrs?)[-\s](?={_SEX}\b)"),
        (
            "aged",
            rf"\b(?:aged?|age\s+of|age\s*[:=-]|age\s+is|"
            rf"age\s+was)\s{{0,2}}(?P<n>{NUMBER})\b(?![.,]?\d)(?!\s*(?:years?\s+ago|mg|ml))",
        ),
        (
            "sex",
            r"(?<![\w.,/-])(?P<n>\d{1,3})\s?/?\s?(?:yrs?\s)?(?:(?-i:[FMf])|female|male|woman|"
            r"man)\b(?!['’]|\s*(?:hz|value))",
        ),
        # A lower-case m after a number is metres unless the writer presents themselves with it.
        ("sex", r"(?:^|[(\[]|\bI['’]?m\s|\bam\s)(?P<n>[1-9]\d)\s?m(?=\s*(?:[,.)\]]|here\b))"),
        ("sex", r"(?<![\w.,/'’-])(?-i:[FM])\s?/?\s?(?P<n>[1-9]\d)\b(?!\.\d)"),
        (
            "sex",
            r"\b(?:female|male|woman|man)\b\s?,?\s(?P<n>[1-9]\d)(?=\s*(?:$|[,.;!?)\n]|yrs?\b|"
            r"years?\b))(?![.,]\d)",
        ),
        (
            "bare",
            rf"{_BE}\s+(?:a\s+|only\s+|just\s+|almost\s+|nearly\s+|about\s+|"
            rf"now\s+)?(?P<n>{NUMBER})\b{_AFTER_BARE}",
        ),
        ("bare", rf"{_KIN_IS}\s+(?:only\s+|just\s+|almost\s+|now\s+)?(?P<n>{NUMBER})\b{_AFTER_BARE}"),
        (
            "bare",
            r"\bmy\s+(?:\w+\s)?(?:son|daughter|baby|mother|father|mom|mum|dad|husband|wife|partner|"
            r"brother|sister|friend)"
            r"(?:\s(?-i:[A-Z])[\w-]{1,20})?\s?[,(]\s?(?:age[d:]?\s)?(?P<n>\d{1,3})\s?[,)]",
        ),
        ("birthday", r"\b(?P<n>\d{1,3})(?:st|nd|rd|th)\s+birthday\b"),
        ("decade", r"\bin\s+(?:my|his|her|their)\s+(?:early\s+|mid[-\s]?|late\s+)?(?P<n>[1-9]0)['’]?s\b"),
        (
            "decade",
            rf"\bin\s+(?:my|his|her|their)\s+(?:early\s+|mid[-\s]?|"
            rf"late\s+)?(?P<n>{_DECADES})\b",
        ),
        (
            "han_years",
            r"(?P<n>\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二兩两三四五六七八九])\s?[歲岁]",
        ),
        ("han_months", r"(?P<n>\d{1,2}|[一二兩两三四五六七八九十]{1,2})\s?[個个]月大"),
    )
)
# "3-year-old scar" is the age of a thing; "20 years old crown" likewise.
_THING = re.compile(
    r"[\s-]{1,2}(?:scar|injury|wound|fracture|tattoo|crown|implant|prescription|machine|car|house|"
    r"filling|mole|"
    r"problem|issue|medication|mattress|pacemaker|surgery|stent|film|scan|x-ray|mri|report)s?\b",
    re.IGNORECASE,
)
# An age in the past or of an event does not say how old the person is today.
_PAST_BEFORE = re.compile(
    r"(?:\bwhen\s+(?:i|he|she|we|they)\s+(?:was|were|turned)|\bsince\s+(?:i|he|she)\s+was|\bsince|\bat|"
    r"\bat\s+the|\bfrom|\buntil|"
    r"\bwas|\bbefore|\bby|\bever\s+since|\bafter|\bage|\bdied)\s*(?:the\s|about\s|around\s|"
    r"only\s)?$",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")
_NEEDS: dict[str, tuple[str, ...]] = {
    "years": ("year", "yr", "yo", "y o", "y.o", "y/o", "y old", "y-old", "yold"),
    "unit": ("old", "of age", "y/o", "yo", "y o"),
    "aged": ("age",),
    "sex": ("f", "m"),
    "bare": ("i am", "i'm", "i’m", "im ", " is ", "'s ", "’s ", "'ll be", "’ll be", "will be", "turn", "my "),
    "birthday": ("birthday",),
    "decade": ("in my", "in his", "in her", "in their"),
    "han_years": ("歲", "岁"),
    "han_months": ("月大",),
}


@dataclass(frozen=True, slots=True)
class AgeMention:
    """Characters [start, end) that state an age of `years`; `form` names the wording; `current`: "
    "today's age."""

    start: int
    end: int
    years: float
    form: str
    current: bool
    decade: bool = False
    number_start: int = 0


def find_ages(text: str) -> tuple[AgeMention, ...]:
    """Every age stated in `text`, in order, the longest wording where two overlap; 0..130 years only."""
    low = text.lower()
    digits = bool(_DIGIT.search(text))
    # A form is looked for only where a word it cannot do without stands in the text: a tenth of the time.
    forms = {form for form, words in _NEEDS.items() if any(word in low for word in words)}
    forms -= set() if digits else {"sex", "birthday"}
    patterns = ((form, pattern) for form, pattern in _PATTERNS if form in forms)
    hits = ((form, hit) for form, pattern in patterns for hit in pattern.finditer(text))
    found = [mention for form, hit in hits if (mention := _mention(text, form, hit))]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept = found[:1]
    for _, mention in pairwise(found):
        if mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _mention(text: str, form: str, hit: re.Match[str]) -> AgeMention | None:
    if form == "unit":
        form = next(unit for unit in ("years", "months", "weeks", "days") if hit[unit])
    value = read_number(hit["n"])
    per_year = {"months": 12.0, "han_months": 12.0, "weeks": 52.18, "days": 365.25}.get(form, 1.0)
    years = (value + (0.5 if re.search(r"half|½|1/2", hit[0]) else 0.0)) / per_year
    if years > 130 or _THING.match(text, hit.end()):
        return None
    current = form != "birthday" and not _PAST_BEFORE.search(text[max(0, hit.start() - 30) : hit.start()])
    return AgeMention(hit.start(), hit.end(), years, form, current, form == "decade", hit.start("n"))


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
