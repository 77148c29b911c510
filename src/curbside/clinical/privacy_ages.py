"""Which words give an exact age, and which age band says it well enough."""

import re
from collections.abc import Iterator

from curbside.clinical.demographics import AgeBand, age_band
from curbside.clinical.demographics_age import AgeMention, find_ages
from curbside.clinical.privacy_span import IdentifierType, PrivacySpan, make_span

_BAND_AFTER = re.compile(r"\s?(?:to|[-–~至到])\s?\d|\s+or\s+over")
_BAND_BEFORE = re.compile(r"\d\s?[~–至到-]\s?$")
_ARTICLE = re.compile(r"\b(?:an?|my|our|his|her|their|the)\s+$", re.IGNORECASE)
_NOUN = re.compile(
    r"[\s-]{1,2}(?P<adj>(?:(?:otherwise\s)?(?:white|black|asian|healthy|old|young|married|single|pregnant|overweight|"
    r"obese|diabetic|fit|active|thin)\s)?)(?P<noun>man|male|"
    r"guy|boy|son|husband|father|dad|brother|grandfather|grandson|nephew|uncle|"
    r"boyfriend|woman|female|lady|girl|daughter|wife|mother|mom|mum|sister|grandmother|granddaughter|"
    r"niece|aunt|girlfriend|baby|child|kid|"
    r"toddler|infant|partner|friend|cousin|student|patient|person|teenager)\b",
    re.IGNORECASE,
)
_HIS = frozenset(
    [
        "man",
        "male",
        "guy",
        "boy",
        "son",
        "husband",
        "father",
        "dad",
        "brother",
        "grandfather",
        "grandson",
        "nephew",
        "uncle",
        "boyfriend",
        "he",
        "his",
        "him",
        "m",
    ]
)
_HER = frozenset(
    [
        "woman",
        "female",
        "lady",
        "girl",
        "daughter",
        "wife",
        "mother",
        "mom",
        "mum",
        "sister",
        "grandmother",
        "granddaughter",
        "niece",
        "aunt",
        "girlfriend",
        "she",
        "her",
        "f",
    ]
)
_WHO = re.compile(r"\b(?:i|im|i['’]m|he|she|[a-z]+)\b", re.IGNORECASE)


def find_exact_ages(text: str) -> Iterator[PrivacySpan]:
    """Every exact age with its band in the same grammatical person; bands, decades and "90 or over" stay."""
    for mention in find_ages(text):
        if mention.decade or _BAND_AFTER.match(text, mention.end):
            continue
        if not _BAND_BEFORE.search(text[max(0, mention.number_start - 4) : mention.number_start]):
            yield _generalise(text, mention)


def _generalise(text: str, mention: AgeMention) -> PrivacySpan:
    band = age_band(min(mention.years, 130))
    start, end, words = mention.start, mention.end, ""
    said = text[start:end]
    if mention.form.startswith("han"):
        words = _han_band(band)
    elif mention.form == "birthday":
        words = "birthday"
    elif mention.form == "aged":
        words = re.match(r"age[d]?", said, re.IGNORECASE)[0] + _join_aged(said) + _plain(band)  # type: ignore[index]
    elif mention.form == "sex":
        words = _sexed(said, band)
    elif mention.form == "bare":
        return _bare(text, mention, band)
    else:
        return _years_old(text, mention, band)
    return make_span(text, (start, end), IdentifierType.AGE_EXACT, words)


def _plain(band: AgeBand) -> str:
    """The band in words, "20 to 29"; "under 1"; "90 or over"."""
    return band.label[0].lower() + band.label[1:]


def _join_aged(said: str) -> str:
    return ": " if ":" in said or "=" in said else " "


def _phrase(band: AgeBand, whose: str) -> str:
    """Behind "I am": in my 20s, aged 5 to 9, under 1, 90 or over."""
    if band.low >= 90 or band.high == 0:
        return _plain(band)
    return f"in {whose} {band.low}s" if band.low >= 20 else f"aged {_plain(band)}"


def _sexed(said: str, band: AgeBand) -> str:
    letters = re.sub(r"[^a-z]", "", said.lower().replace("yrs", "").replace("yr", ""))
    female = letters in _HER
    noun = ("woman" if female else "man") if band.low >= 20 else ("female" if female else "male")
    return f"{noun} {_phrase(band, 'her' if female else 'his')}"


def _bare(text: str, mention: AgeMention, band: AgeBand) -> PrivacySpan:
    said = text[mention.start : mention.number_start].lower()
    whose = _whose(text, mention.number_start)
    start = mention.number_start
    words = _phrase(band, whose)
    if "turn" in said:
        words = f"an age {_phrase(band, whose)}".replace("age aged", "age of").replace("age under 1", "age under 1")
    if small := re.search(r"\b(?:a|only|just|almost|nearly|about|now)\s+$", text[mention.start : start]):
        start = mention.start + small.start() if small[0].lower().strip() != "now" else start
    number = re.match(r"[\w-]+(?:[.\s-]\w+)?", text[mention.number_start : mention.end])
    end = mention.number_start + len(number[0]) if number else mention.end
    return make_span(text, (start, end), IdentifierType.AGE_EXACT, words)


def _years_old(text: str, mention: AgeMention, band: AgeBand) -> PrivacySpan:
    article = _ARTICLE.search(text[max(0, mention.start - 12) : mention.start])
    noun = _NOUN.match(text, mention.end)
    if noun:
        return _before_noun(text, mention, band, noun)
    if article:
        return _as_noun(text, mention, band, article)
    words = _phrase(band, _whose(text, mention.start))
    return make_span(text, (mention.start, mention.end), IdentifierType.AGE_EXACT, words)


def _before_noun(text: str, mention: AgeMention, band: AgeBand, noun: re.Match[str]) -> PrivacySpan:
    start, name = mention.start, noun["noun"]
    whose = "his" if name.lower() in _HIS else "her" if name.lower() in _HER else "their"
    if re.search(r"\b(?:I am|I['’]?m)\s$", text[max(0, start - 6) : start], re.IGNORECASE):
        whose = "my"
    words = f"{noun['adj'] or ''}{name} {_phrase(band, whose)}"
    if text[max(0, start - 3) : start].lower().endswith("an ") and words[0].lower() not in "aeiou":
        start, words = start - 3, f"{text[start - 3]} {words}"
    return make_span(text, (start, noun.end()), IdentifierType.AGE_EXACT, words)


def _as_noun(text: str, mention: AgeMention, band: AgeBand, article: re.Match[str]) -> PrivacySpan:
    start = mention.start
    noun = "baby" if band.high == 0 else "child" if band.low < 16 else "person"
    words = f"{noun} {_phrase(band, 'their')}" if band.high != 0 else noun
    if article[0].lower().startswith("an"):
        start, words = start - 3, f"{text[start - 3]} {words}"
    return make_span(text, (start, mention.end), IdentifierType.AGE_EXACT, words)


def _whose(text: str, end: int) -> str:
    """my, his, her or their: the nearest person word before `end` in the same sentence."""
    start = max(text.rfind(mark, max(0, end - 200), end) for mark in ".!?\n") + 1
    for word in reversed(_WHO.findall(text[max(start, end - 200) : end].lower())):
        if word in ("i", "im", "i'm", "i’m"):
            return "my"
        if word in _HIS:
            return "his"
        if word in _HER:
            return "her"
    return "my" if start >= end - 3 else "their"


def _han_band(band: AgeBand) -> str:
    if band.high == 0:
        return "未滿一歲"
    if band.high is None:
        return "90歲以上"
    return f"{band.low}多歲" if band.low >= 20 else f"{band.low}至{band.high}歲"
