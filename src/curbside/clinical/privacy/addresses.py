"""Which words are a street address, a post box or a postcode."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

_WAY = (
    "Street|Road|Avenue|Lane|Drive|Crescent|Close|Court|Boulevard|Way|Place|Square|Terrace|Highway|"
    "Parkway|Gardens|Grove|Row|Mews|"
    "Walk|Hill|Quay|Alley|Circle|Loop|Trail|Rise|View|Green|Park|Croft|Wharf|Parade|Vale|Bank|Gate|Wynd|Brae"
    "|Chase|St|Rd|Ave|Av|Ln|Dr|Cres|Ct|Blvd|Pl|Sq|Hwy|Jalan|Marg|Nagar"
)
_UNIT = r"(?:(?:Flat|Apt\.?|Apartment|Unit|Suite|Room|Rm|House|Block|Floor)\s?\#?\w{1,5},?\s+)?"
_CITY_TAIL = (
    r"(?:,\s?(?:Apt\.?|Apartment|Unit|Suite|"
    r"Flat)\s?\#?\w{1,5})?(?:,?\s(?:[A-Z][a-z]{2,15}\s?){1,2}(?=\s?[A-Z]{1,2}\d))?"
    r"(?:,\s[A-Z][a-z]{2,15}(?:\s[A-Z][a-z]{2,15})?)?(?:,?\s[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})"
    r"?(?:,?\s[A-Z]{2}\s\d{5}(?:-\d{4})?)?(?:,?\s[A-Z]{2}\s[A-Z]\d[A-Z]\s\d[A-Z]\d)?"
)
_STREETS = (
    re.compile(
        rf"\b{_UNIT}(?<![\d.])\d{{1,5}}[A-Za-z]?,?\s(?:(?:[A-Z][\w'’.-]{{1,20}}|\d{{1,3}}(?:st|"
        rf"nd|rd|th))\s){{1,4}}(?:{_WAY})\b\.?{_CITY_TAIL}"
    ),
    re.compile(
        r"\b\d{1,5},?\s(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Vv]ia|[Cc]alle|"
        r"[Jj]alan)\s(?:[\w'’.-]{1,20}\s?){1,4}(?=[,.;\n]|$|\sat\b|\sin\b|\sand\b)"
    ),
    re.compile(
        r"\b(?:Via|Calle|Rua|Avenida|Jalan|Jl\.|Plaza|"
        r"Piazza)\s(?:[A-Z][\w'’.-]{1,20}\s?){1,4},?\s?\d{1,5}\b(?:,\s\d{0,2}[A-Zº°ª]{1,2}(?:\s[A-Z]\b)?)?"
        r"(?:,\s\d{4,5}\s[A-Z]\w{2,20})?"
    ),
    re.compile(
        r"\b[A-ZÄÖÜ][\wäöüß-]{2,25}(?:straße|strasse|str\.|weg|gasse|platz|"
        r"allee)\s\d{1,4}[a-z]?\b(?:,?\s\d{5}(?:\s[A-Z]\w{2,20})?)?"
    ),
    re.compile(
        rf"\b(?:live|lives|living|stay|staying|address|home)\s(?:is\s)?(?:at\s|"
        rf":\s?)?(?P<a>\d{{1,5}}[a-z]?,?\s(?:[\w'’-]{{2,20}}\s){{1,3}}(?:{_WAY})\b)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?i:P\.?\s?O\.?\s?Box)\s\d{1,6}\b(?:,\s(?:[A-Z][a-z]{2,15}\s?){1,2}(?:\s?[A-Z]{2,3})?(?:\s\d{3,6})?)?"
    ),
    # "Kalle Mayor 15", "ul. Długa 7/12", "Storgata 18": the way first, then the number, as most of Europe writes it.
    re.compile(
        r"\b(?i:via|viale|corso|piazza|calle|c/|avenida|avda\.?|paseo|plaza|rua|travessa|praça|ul\.|ulica|al\."
        r"|aleja|os\.|rue|ulitsa|str\.|strada|bulevardul|utca|út)\s"
        r"(?:[\w'’.-]{1,20}\s){0,3}[\w'’.-]{2,20},?\s\d{1,4}(?:[/-]\d{1,4})?[a-zA-Z]?(?:,\s\d{0,2}[º°ª]?\s?[A-Z]?\b)?"
        r"(?:,?\s(?:\d{2}-\d{3}|\d{4,6})(?:\s[A-ZÀ-Ž][\w'’-]{2,20}){0,2})?"
    ),
    re.compile(
        r"\b[A-ZÀ-Ž][\wà-ž]{2,22}(?:gata|gatan|vegen|veien|vej|vägen|gade|katu|tie|straat|laan|weg|plein|gracht"
        r"|kade|utca|allé|allee|straße|strasse)\s\d{1,4}\s?[a-zA-Z]?\b"
        r"(?:,?\s\d{4,5}(?:\s[A-ZÀ-Ž][\w'’-]{2,20}){0,2})?"
    ),
    # "House 4, Road 11, Dhanmondi", "Room 214, Block C, Unity Hostel": parts of a place with their numbers.
    re.compile(
        r"\b(?:House|Plot|Room|Block|Flat|Villa|Building|Tower|Stand|Erf|Lot|Door|Qtr|Quarter|Shop|Gate|Sector"
        r"|Phase|Hut|Tent|Cabin)\s(?:[Nn]o\.?\s)?#?\d{1,5}[A-Z]?"
        r"(?:,?\s(?:(?:House|Road|Street|Block|Sector|Phase|Lane|Floor|Wing|Zone|Ward|Gali|Cross"
        r"|Main)\s(?:[Nn]o\.?\s)?#?(?:\d{1,4}|[A-Z])\b|[A-Z][\w'’-]{2,20}(?:\s[A-Z][\w'’-]{2,20}){0,2})){1,4}"
    ),
    # "2-11-3 Meguro, Meguro-ku, Tokyo".
    re.compile(r"\b\d{1,3}-\d{1,3}(?:-\d{1,4})?,?\s[A-Z][\w-]{2,20}(?:,\s[A-Z][\w-]{2,20}){1,3}"),
    # "at the corner of Maple and 5th", "opposite the Shell station on Harbour Road".
    re.compile(
        r"\b(?i:corner|intersection|junction|crossing)\s(?:of\s)?(?P<a>(?:[A-Z][\w'’-]{1,20}|\d{1,3}(?:st|nd|rd"
        r"|th))(?:\s[A-Z][\w'’.-]{1,20})?\s(?:and|&)\s(?:[A-Z][\w'’-]{1,20}|\d{1,3}(?:st|nd|rd|th))"
        rf"(?:\s(?:{_WAY}))?)"
    ),
    re.compile(
        r"\b(?i:opposite|behind|beside|above|next\sto|across\sfrom"
        rf"|near)\s(?:the\s)?(?P<a>[A-Z][\w'’-]{{1,20}}(?:\s[\w'’-]{{1,20}}){{0,2}}\son\s"
        rf"(?:[A-Z][\w'’-]{{1,20}}\s){{1,2}}(?:{_WAY})\b)"
    ),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[ABD-HJLNP-UW-Z]{2}\b"),
    re.compile(r"\b(?:zip|postal|post)\s?code\s?(?:is|:)?\s?(?P<a>[A-Z0-9][A-Z0-9 -]{2,8}\d)\b", re.IGNORECASE),
    re.compile(
        r"(?:[\u4e00-\u9fff]{1,4}[市縣县])?(?:[\u4e00-\u9fff]{1,4}[區区鄉鎮])"
        r"?[\u4e00-\u9fff]{1,6}[路街道巷](?:[一二三四五六七八九十]段)?(?:\d{1,4}[巷弄]){0,2}\d{1,4}(?:之\d)?[號号](?:\d{1,3}樓)?"
    ),
)


_MAY_HOLD = re.compile(
    r"\d|\b(?:corner|intersection|junction|crossing|opposite|behind|beside|above|next\sto|across\sfrom|near)\b",
    re.IGNORECASE,
)


def find_addresses(text: str) -> Iterator[PrivacySpan]:
    """Street addresses of the commoner English, European and Chinese shapes, post boxes and postcodes."""
    for pattern in _STREETS if _MAY_HOLD.search(text) else ():
        for hit in pattern.finditer(text):
            group = "a" if "a" in pattern.groupindex else 0
            yield make_span(text, hit.span(group), IdentifierType.ADDRESS)
