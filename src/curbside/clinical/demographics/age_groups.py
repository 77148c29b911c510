"""Where a text gives a published age group or the weeks of a baby, told by the person named right before."""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age_context import PERSON

# First and last year of each age group under 20 (AGE_BANDS of demographics.py).
_TOPS = {1: 4, 5: 9, 10: 15, 16: 19}
_LOWS = "|".join(map(str, _TOPS))
_BABY = r"(?:baby|newborn|infant|preemie|lo|bub|toddler)"
_IS = rf"\b(?:i\sam|i['’]?m|(?:he|she|they|who)\s(?:is|are|was)|(?:he|she)['’]s|{PERSON}\s(?:is|are|was))\s"
_MONTHS = r"(?P<m>under\s3\smonths|3\sto\s11\smonths)"
_UNIT = r"(?:(?P<months>months?|mos?|mths?)|(?P<weeks>weeks?|wks?)|(?P<days>days?))"
# (form, wording, what must stand before it). The groups are worded as in privacy_age_words.
_FORMS = tuple(
    (form, re.compile(wording, re.IGNORECASE), re.compile(before, re.IGNORECASE))
    for form, wording, before in (
        (
            "band",
            # The lookbehinds say how what stands before has to end; without them the long list of persons is searched
            # at every "between".
            rf"(?:(?<=[ms]\s)|(?<=re\s)|(?<=[,(])|(?<=[,(]\s))"
            rf"\bbetween\s(?P<n>{_LOWS})\sand\s(?:4|9|15|19)\b(?!\s?(?:[\d%/-]|(?:on|out|points?)\b))",
            rf"(?:{_IS}|\b{PERSON}\s?[,(]\s?)$",
        ),
        ("band", rf"\((?:ages\s)?(?P<n>{_LOWS})\sto\s(?:4|9|15|19)\)", rf"\b{PERSON}\s$"),
        ("band", rf"\b{_MONTHS}\s(?:old|of\sage)\b", r"(?<!babies\s)(?<!infants\s)(?<!newborns\s)(?<!children\s)$"),
        ("band", rf"\({_MONTHS}\)", rf"\b{PERSON}\s$"),
        ("baby", rf"\baged?\s(?P<n>\d{{1,2}})[\s-]{{0,2}}{_UNIT}\b(?:\sold\b)?", ""),
        (
            "baby",
            rf"(?P<n>\b\d{{1,2}})[\s-]{{0,2}}{_UNIT}(?=\s?[,)])",
            rf"\b(?:{_BABY}|son|daughter|boy|girl|twins)\s?[,(]\s?$",
        ),
        (
            "baby",
            rf"(?P<n>\b\d{{1,2}})[\s-]{{0,2}}{_UNIT}(?=\s?(?:$|[,.;!?)]|and\b|but\b|with\b))",
            rf"\b{_BABY}\s(?:is|was|are)\s(?:only\s|just\s|now\s|about\s)?$",
        ),
    )
)
_ANY = re.compile(r"\d (?:and|to) \d|\b3\smonths|\d[\s-]{0,2}(?:mo|mth|week|wk|day)", re.IGNORECASE)
_REACH = 40


def find_groups(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """("band", a published group) and ("baby", an age in months, weeks or days); spans of the wording alone."""
    if not _ANY.search(text):
        return
    for form, wording, before in _FORMS:
        for hit in wording.finditer(text):
            if before.search(text[max(0, hit.start() - _REACH) : hit.start()]):
                yield form, hit


def middle_of(hit: re.Match[str]) -> float:
    """The years a group stands for: its middle; 0.1 and 0.5 for the two groups of babies, as in the form."""
    groups = hit.groupdict()
    if groups.get("m"):
        return 0.1 if groups["m"].lower().startswith("under") else 0.5
    low = int(groups["n"])
    return (low + _TOPS[low]) / 2
