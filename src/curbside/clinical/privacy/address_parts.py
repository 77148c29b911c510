"""Addresses told in parts with numbers, in whatever order a country has them: "Blk 12 Lot 9", "RR 3 Box 118A"."""

import re
from collections.abc import Iterator

# Parts of a place that carry a number or a letter; the first kind is hardly anything else, the second needs one of it.
_SURE = (
    r"blk|block|blok|bloque|bldg|building|bina|plot|hse|house|h\.\s?no|d\.\s?no|door|kothi|dorm|flat|apt|apto|apartment|daire"
    r"|tower|torre|stand|erf|site|comp|shack|shop|villa|trailer|rural\s(?:route|delivery)|r\.?\s?r|rd|county\s(?:rd|road)"
    r"|entrance|interior|lorong|lrg|hut|stall|old\sno|new\sno|tenement|box|lot|lote|hse\s?no|house\sno"
)
_ALSO = (
    r"ph|phase|unit|floor|level|zone|sector|line|ext|extn|ward|lane|gali|gang|gg|close|no|nr|road|street|main|cross|wing|rt|rw"
    r"|section|sec|block|side|row|bag|rm|room|route"
)
_NUMBER = r"(?:[A-Za-z]-?)?\d{1,5}(?:[/-](?:\d{1,4}|[A-Za-z]))*[A-Za-z]?|(?-i:[A-Z])(?:-\d{1,3})?"
_JOIN = r"(?:,\s?|\s|/)"
_PARTS = re.compile(
    rf"(?<![\w.])(?:(?:(?P<sure>{_SURE})|{_ALSO})\.?\s?(?:no\.?:?\s?)?\#?\s?(?:{_NUMBER})(?![\w%]|\.\d)"
    rf"(?:{_JOIN}(?={_SURE}|{_ALSO})|(?=\W|$))){{2,6}}",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?<![\w.])(?:{_SURE})\.?\s?(?:no\.?:?\s?)?\#?\s?(?:{_NUMBER})(?![\w%])", re.IGNORECASE)
# Post boxes and bags under their names in other countries; a bare number of a drawer holds letters of one household.
_BOX = re.compile(
    r"\b(?:(?i:p\.?\s?o\.?\s?box|private\sbag|locked\sbag|apartado(?:\spostal)?|casilla|caixa\spostal|postfach|postbus"
    r"|casella\spostale)|B\.?\s?P\.)\s?(?:no\.?\s)?[A-Z]{0,2}\d{1,6}(?:-\d{3,6})?\b(?:,\s\d{4}\b)?"
)
# Chains that tell of medicine or of goods: batch and lot of a vaccine, wards and beds, units of insulin.
_NO_PLACE = re.compile(
    r"\b(?:vaccine|batch|dose|insulin|exp(?:iry)?|serial|ward|theatre|x-?ray|mri|scan|reading|question|page|chapter)\b",
    re.IGNORECASE,
)
_AROUND = 24


def find_parts(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of each address in parts and of each post box."""
    for hit in _BOX.finditer(text):
        yield hit.span()
    for hit in _PARTS.finditer(text):
        end = hit.end() - (len(hit[0]) - len(hit[0].rstrip(" ,/")))
        around = text[max(0, hit.start() - _AROUND) : end + _AROUND]
        if _ONE.search(hit[0]) and not _NO_PLACE.search(around):
            yield hit.start(), end
