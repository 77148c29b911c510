"""Which words give an exact age, and which age band says it well enough."""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age import AgeMention, find_ages
from curbside.clinical.demographics.person import AgeBand
from curbside.clinical.privacy.age_charts import find_chart_ages, goes_on, say_lone_age
from curbside.clinical.privacy.age_nouns import say_years_old
from curbside.clinical.privacy.age_subject import find_whose, whose_of
from curbside.clinical.privacy.age_words import group_of, say_age, say_band, say_group, say_han
from curbside.clinical.privacy.scripts import is_simplified
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

_BAND_AFTER = re.compile(
    r"\s?(?:to|[-–~至到])\s?\d|\s+(?:or|and)\s+(?:over|older|above|up)|\s?(?:plus|\+)(?!\s?\d)|\s?以上"
)
# "age: 13 weeks" says weeks, whatever the wording for years makes of the number.
_SMALL_UNIT = re.compile(r"\s?(?:weeks?|wks?|months?|mths?|days?)\b", re.IGNORECASE)
_BAND_BEFORE = re.compile(r"\d\s?[~–至到-]\s?$|\baged\s\d{1,2}\sto\s$|未[滿满]\s?$")
# "[name], 58, from Leeds": a name has been taken out, its age still stands behind it.
_BEHIND_NAME = re.compile(
    r"\ue000,\s(?P<n>[1-9]\d?)(?=,|\.(?!\d)|\s(?:from|and|here|ans|anni|años|anos|Jahre|lat|jaar)\b|\s*$)"
)
# Enough text to tell the two Chinese scripts apart.
_AROUND = 60
_AT_THE = re.compile(r"\bat\s(?:the\s|an\s)?$", re.IGNORECASE)
# "children under 12 years old" is a rule on a leaflet and nobody's age.
_LIMIT_BEFORE = re.compile(r"(?<!am )(?<!'m )(?<!is )\b(?:under|over|above|below|than|beyond)\s$", re.IGNORECASE)


def find_exact_ages(text: str) -> Iterator[PrivacySpan]:
    """Every exact age with its band in the same grammatical person; bands, decades and "90 or over" stay."""
    for mention in find_ages(text):
        if mention.decade or _BAND_AFTER.match(text, mention.end - (text[mention.end - 1] == " ")):
            continue
        if mention.form == "aged" and _SMALL_UNIT.match(text, mention.end):
            lone = say_lone_age(text, mention.number_start, mention.end)
            yield from filter(None, [lone])
            continue
        before = text[max(0, mention.start - 20) : mention.start]
        if mention.form in ("years", "months", "weeks", "days") and _LIMIT_BEFORE.search(before):
            continue
        if not _BAND_BEFORE.search(text[max(0, mention.number_start - 12) : mention.number_start]):
            yield _generalise(text, mention)
    for hit in _BEHIND_NAME.finditer(text):
        band = group_of(float(hit["n"]))
        yield make_span(text, hit.span("n"), IdentifierType.AGE_EXACT, say_age(band, find_whose(text, *hit.span("n"))))
    yield from find_chart_ages(text)


def _generalise(text: str, mention: AgeMention) -> PrivacySpan:
    band = group_of(mention.years)
    start, end = mention.start, mention.end
    if mention.form in ("bare", "near", "second", "at", "of_years"):
        return _bare(text, mention, band)
    if mention.form.startswith("han"):
        words = _say_han(text, mention)
    elif mention.form == "birthday":
        words = "birthday"
    elif mention.form == "aged":
        return _aged(text, mention, band)
    elif mention.form == "sex":
        words = _sexed(text, mention, band)
    else:
        return say_years_old(text, mention, band)
    return make_span(text, (start, end), IdentifierType.AGE_EXACT, words)


def _aged(text: str, mention: AgeMention, band: AgeBand) -> PrivacySpan:
    """ "aged 4", "at the age of 60" and "age: 60"."""
    start, said = mention.start, text[mention.start : mention.end]
    lead = _AT_THE.search(text[max(0, start - 12) : start])
    if lead or said[:4].lower() == "aged":
        start -= len(lead[0]) if lead else 0
        words = say_age(band, find_whose(text, start, mention.end))
    else:
        words = f"{said[:3]} group{':' if ':' in said or '=' in said else ''} {say_band(band)}"
    return make_span(text, (start, mention.end), IdentifierType.AGE_EXACT, words)


def _sexed(text: str, mention: AgeMention, band: AgeBand) -> str:
    said = text[mention.start : mention.end].lower()
    letters = re.sub(r"[^a-z]", "", said.replace("yrs", "").replace("yr", ""))
    female = whose_of(letters) == "her"
    noun = ("woman" if female else "man") if band.low >= 20 else ("female" if female else "male")
    alone = re.search(r"\b(?:i['’]?m|am|is)\s$", text[max(0, mention.start - 5) : mention.start], re.I)
    return f"{'a ' if alone else ''}{noun} {say_group(band, 'her' if female else 'his')}"


def _bare(text: str, mention: AgeMention, band: AgeBand) -> PrivacySpan:
    """A lone number; a little word ("nearly 60"), "at" or "of" before it goes with it."""
    at = mention.number_start
    words = say_age(band, find_whose(text, at, mention.end))
    before = text[max(0, at - 40) : at]
    if re.search(r"\bturn(?:ed|s|ing)?\s+(?:\w+\s+){0,2}$", before, re.IGNORECASE):
        words = f"an age {words}"
    little = re.compile(r"\b(?:(?:a|only|just|almost|nearly|about|around|at|by|of|age[ds]?:?)\s+)+$", re.IGNORECASE)
    cut = little.search(before)
    start = at - (len(before) - cut.start()) if cut else at
    end = mention.end if mention.form == "of_years" else at + _number_length(text[at : mention.end])
    if re.match(r"\s(?:years?|yrs?)\b(?=\s?[,).])", text[end:]):
        end = re.compile(r"\s\w+").match(text, end).end()  # type: ignore[union-attr]
    end = goes_on(text, end)
    return make_span(text, (start, end), IdentifierType.AGE_EXACT, words)


def _number_length(said: str) -> int:
    number = re.match(r"\d+|[a-z]+(?:[- ][a-z]+)?", said, re.IGNORECASE)
    return len(number[0]) if number else len(said)


def _say_han(text: str, mention: AgeMention) -> str:
    said = text[mention.start : mention.end]
    around = text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    return say_han(mention.years, simplified="岁" in said or ("歲" not in said and is_simplified(around)))
