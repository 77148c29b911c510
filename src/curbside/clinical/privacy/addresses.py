"""Which words are a street address, a post box or a postcode."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy.address_parts import find_parts
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
    # "Lot C2, Thanh Da housing", "B/303 Neelkanth Darshan", "chak 214 RB", "at number 31", "zip 97999".
    re.compile(
        r"\b(?i:lot|block|plot|unit|house|hut|tent|zone|mooring|berth|pitch)\s(?:[A-Z]-?)?\d{1,4}[A-Z]?,\s(?:[A-Z][\w'’-]{1,20}\s(?:&\s)?){1,4}"
        r"(?:housing|estate|colony|compound|camp|village|towpath|marina|park|quarters|flats|layout|society|apartments)\b"
    ),
    re.compile(r"(?<![\w/])[A-Z]{1,2}[/-]\d{1,4},?\s(?:[A-Z][\w'’-]{2,20}\s?){2,3}(?<!\s)(?=,|\.|\n|$)"),
    re.compile(
        r"\b(?i:chak|chack|mauza|ward\sno\.?)\s\d{1,4}(?:[/-][A-Z0-9]{1,3}|\s[A-Z]{2})?(?:,\s[A-Z]\w+(?:\s[A-Z]\w+){0,2})?(?=[,.;\n]|$)"
    ),
    re.compile(r"\bat\s(?P<a>(?:number|no\.?)\s\d{1,4}[a-z]?)(?=[,.;:!?\n]|$|\s(?:and|she|he|in|on)\b)"),
    re.compile(
        r"\b(?i:zip(?:\scode)?|post\s?code|postal\scode|plz|pin\s?code|c[oó]digo\spostal)(?:\s(?:is|for\s[\w\s-]{1,24}))?\s?:?\s(?P<a>[A-Z]{0,2}\d[\dA-Z]{2,5}(?:-\d{3,4})?)\b"
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


# Kinds of street that are hardly anything else, in some twenty languages, as
# hasty writers type them, small letters too.
_TYPED_WAY = (
    r"street|str|st|road|rd|avenue|ave|av|lane|ln|crescent|cres|boulevard|blvd|terrace|mews|parade|pde|highway|hwy"
    r"|esplanade|close|drive|court|way|grove|gardens|place|row|nagar|marg|chowk|bazaar|tole|galli|gali|colony|sokak"
    r"|sokağı|sk|cad|caddesi|mahallesi|mah|utca|krt|körút|ulica|cesta|trg|straße|strasse|katu|gate|vei|vej"
)
# "bd" is a boulevard in Paris and twice a day on a chart ("49/51 bd", "5 bd Atorvastatin 40").
_WAY_FIRST = (
    r"rue|avenue|av\.?|boulevard|bd\.?(?=[ ](?:(?:de|du|des|saint)\b|(?-i:[A-ZÀ-Ž][a-zà-ž])[^\n\d]{0,40}(?![^\n])))"
    r"|impasse|chemin|via|viale|vicolo|corso|piazza|calle|c/|carrera|cra\.?|kra\.?"
    r"|avenida|avda\.?|paseo|plaza|camino|rua|travessa|praça|alameda|ulica|ul\.?|aleja|al\.|os\.|ulitsa|prospekt"
    r"|strada|str\.|calea|bulevardul|bulevar|jalan|jln|jl\.?|lorong|soi|thanon|đường|duong|ngo|odos|leoforos|náměstí"
)
_ENDS_AS_WAY = (
    r"straat|laan|gracht|kade|plein|straße|strasse|gasse|gatan|gata|vägen|vegen|veien|vej|gade|katu|utca|stræde|gränd"
)
# None of these is a part of a street's name: "2 miles up the road", "5 years down the lane".
_NO_STREET = (
    r"(?:the|a|an|my|our|his|her|their|your|this|that|of|up|down|on|off|over|to|from|in|at|by|into|along|across|and|or"
    r"|is|was|are|were|it|i|we|he|she|they|you|with|for|per|then|than|more|less|about|after|before|each|other|same"
    r"|years?|yrs?|weeks?|days?|months?|hours?|hrs?|min|mins|minutes|seconds|times?|miles?|km|kms|metres?|meters?|feet"
    r"|ft|mg|ml|kg|cm|mm|mcg|people|houses|blocks|cars|steps|different|more|bad|long|left|right|old\sway)"
)
_PART = rf"(?!{_NO_STREET}\b)[^\W\d_][\w'’.-]{{0,24}}"
_HOUSE = r"\d{1,5}(?:[/-]\d{1,4})?\s?[a-zA-Z]?"
_DOOR = r"(?:(?:flat|apt|apartment|unit|suite|room|shop|house|block|floor|villa|door)\.?\s?(?:\#?\w{1,5},?\s+)?)?"
_TYPED = (
    re.compile(rf"(?<![\w.])(?i:{_DOOR}{_HOUSE},?\s(?:{_PART}\s){{1,3}}(?:{_TYPED_WAY}))\b\.?"),
    re.compile(rf"(?<![\w.])(?i:(?:{_PART}\s){{1,2}}(?:{_TYPED_WAY})\.?,?\s(?:no\.?:?\s?)?{_HOUSE})(?![\w.:%])"),
    re.compile(
        rf"(?<![\w.])(?i:(?:{_WAY_FIRST})\s(?:{_PART}\s){{0,3}}{_PART},?\s(?:no\.?\s?|n[°º]\s?)?{_HOUSE})(?![\w.:%])"
    ),
    re.compile(rf"(?<![\w.])(?i:{_HOUSE},?\s(?:{_WAY_FIRST})\s(?:{_PART}\s){{0,2}}{_PART})\b"),
    re.compile(rf"(?<![\w.])(?i:[^\W\d_]{{3,22}}(?:{_ENDS_AS_WAY})\.?\s{_HOUSE})(?![\w.:%])"),
)
_TYPED_KIND = re.compile(rf"(?i:\b(?:{_TYPED_WAY}|{_WAY_FIRST})(?![\w])|(?:{_ENDS_AS_WAY})\b)")
# A dose, a span of time or a measure behind a street's kind: "physio drive 5 days".
_COUNTED = re.compile(
    r"\s?(?:mg|ml|kg|km|miles?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|times|metres?|meters?|feet)\b",
    re.IGNORECASE,
)
_POSTCODE = (
    r"(?:[A-Za-z]{1,2}\d[A-Za-z\d]?\s?\d[A-Za-z]{2}|[A-Za-z]\d[A-Za-z]\s?\d[A-Za-z]\d|\d{4}\s?[A-Z]{2}"
    r"|\d{2}-\d{3}|\d{3}\s\d{2}|\d{5}-\d{3,4}|\d{4,6})"
)
_TOWN = r"[A-ZÀ-Ž][\w'’-]{2,20}(?:[\s-][A-ZÀ-Ž][\w'’-]{2,20}){0,2}"
# What goes on behind a street or a post box: town, county or state, postcode, in the orders that countries use.
_TAIL = re.compile(
    rf"(?:,?\s(?i:flat|apt|unit|floor|suite|ste|trailer|lot)\.?\s?\#?(?=\w*\d|(?-i:[A-Z])\b)\w{{1,5}})?"
    rf"(?:,?\s{_TOWN}(?:,?\s[A-Z]{{2,3}})?,?\s{_POSTCODE}\b|,?\s(?:[A-Z]{{2,3}}\s)?{_POSTCODE}\b(?:,?\s{_TOWN})?|,\s{_TOWN}(?!\s[a-z]))?"
    rf"(?:,\s{_TOWN}(?!\s[a-z]))?"
)


# What leads to the door behind a street: stairs, floor and flat, and what it lies beside.
_MORE = re.compile(
    r",?\s(?:(?i:apt|apto|appt|daire|int|et|ap|vh|sc|esc|lgh|flat|unit|gate|house|torre|tower|heights|door|no|d|buzzer|staircase|entrance|interior|bed)\b[.:]?\s?(?:no\.?:?\s?)?"
    r"(?:\w{0,3}\d\w{0,4}|[A-Z])\b(?!\s?(?:mg|ml|days|weeks|months|years))"
    r"|\d{1,2}(?:st|nd|rd|th)\s(?:floor|bell|door|stair(?:case)?)(?:\sfrom\sthe\stop)?|(?:third|second|first|fourth|top|ground)\sfloor"
    r"|\d{1,2}(?:[ºª°]|n|r|e|er)\s\d{1,2}[ªªa]\b(?:,\s\d{5})?"
    r"|(?i:near|nr|opp|opposite|behind|beside|by|off|next\sto|across\sfrom)\.?\s(?:the\s)?[\w'’.-]+(?:\s(?!(?:and|but|so|who|she|he|i|we|they|is|was|has|have|my|because|since|with)\b)[\w'’.-]+){0,3}?(?=[,.;:!?\n)]|$))"
)
_BEFORE = re.compile(
    r"(?i:\b(?:flat|apt|apartment|apto|unit|room|lgh|suite|floor|block|blk|villa)\.?\s?\#?\w{1,4}(?:[/-]\w{1,3})?|\b\d\sup),?\s$"
)
_BEFORE_REACH = 24
_MAY_HOLD = re.compile(
    r"\d|\b(?:corner|intersection|junction|crossing|opposite|behind|beside|above|next\sto|across\sfrom|near)\b",
    re.IGNORECASE,
)


def find_addresses(text: str) -> Iterator[PrivacySpan]:
    """Street addresses of the commoner English, European and Chinese shapes, post boxes and postcodes."""
    if not _MAY_HOLD.search(text):
        return
    for pattern in _STREETS:
        for hit in pattern.finditer(text):
            group = "a" if "a" in pattern.groupindex else 0
            yield make_span(
                text, (_with_door(text, hit.start(group)), _with_town(text, hit.end(group))), IdentifierType.ADDRESS
            )
    for start, end in find_parts(text):
        yield make_span(text, (start, _with_town(text, end)), IdentifierType.ADDRESS)
    for pattern in _TYPED if _TYPED_KIND.search(text) else ():
        for hit in pattern.finditer(text):
            if not _COUNTED.match(text, hit.end()):
                yield make_span(
                    text, (_with_door(text, hit.start()), _with_town(text, hit.end())), IdentifierType.ADDRESS
                )


def _with_door(text: str, start: int) -> int:
    """Where the address begins whose street begins at `start`: with the flat in front of it."""
    door = _BEFORE.search(text, max(0, start - _BEFORE_REACH), start)
    return door.start() if door else start


def _with_town(text: str, end: int) -> int:
    """Where the address ends whose street ends at `end`, and no dose, time or measure."""
    end -= len(text[:end]) - len(text[:end].rstrip())
    tail = _TAIL.match(text, end)
    end = tail.end() if tail and not _COUNTED.match(text, tail.end()) else end
    while more := _MORE.match(text, end):
        end = more.end()
    return end
