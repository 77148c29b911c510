"""Which words are numbers given to one person: national, insurance, bank, card and hospital numbers."""

import re
from collections.abc import Callable, Iterator
from ipaddress import AddressValueError, IPv6Address

from curbside.clinical.privacy.checksums import (
    is_chinese_id,
    is_hong_kong_id,
    is_iban,
    is_luhn,
    is_nhs_number,
    is_spanish_id,
    is_taiwan_id,
    is_verhoeff,
)
from curbside.clinical.privacy.codes import QUANTITY, find_codes, is_known_code
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span


def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_-]){pattern}(?![A-Za-z0-9_-])")


# Shapes that no clinical value has.
_SHAPES = tuple(_alone(pattern) for pattern in (
    r"\d{3}-\d{2}-\d{4}",                                            # US SSN
    r"[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]",         # UK National Insurance
    r"[A-Z]{5}\d{4}[A-Z]",                                           # Indian PAN
    r"[A-Z]{1,3}-?\d{6,12}",                                         # passport and licence style
    r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]",                 # Italian codice fiscale
    r"[12]\s\d{2}\s\d{2}\s\d{2}\s\d{3}\s\d{3}(?:\s\d{2})?",        # French social security
    r"\d{1,2}/[A-Za-z]{3,9}\([A-Z]\)\d{5,6}",                        # Myanmar registration card
    r"\d{6}-\d{7}", r"\d{3}\.\d{3}\.\d{3}-\d{2}",                    # Korean resident number, Brazilian CPF
    r"[CFGHJKLMNPRTVWXYZ0-9]{9}\d?D?(?<=[A-Z]\d)(?<!\d{9})",         # German identity card
    r"\d{7,20}(?<!000)[A-Z]?", r"\d{8,20}",                              # any long bare number
))  # fmt: skip
# Shapes with a check digit: where it fits the number is certain, else a cue word must stand before it.
_CHECKED: tuple[tuple[re.Pattern[str], tuple[Callable[[str], bool], ...]], ...] = tuple(
    (_alone(pattern), checks) for pattern, checks in (
        (r"[A-Za-z][12890A-Da-d]\d{8}", (is_taiwan_id,)),
        (r"[A-Za-z]{1,2}\d{6}\s?(?:\([0-9Aa]\)|[0-9Aa])", (is_hong_kong_id,)),
        (r"\d{3}[ -]?\d{3}[ -]?\d{4}", (is_nhs_number,)),
        (r"\d{4}[ -]?\d{4}[ -]?\d{4}(?:[ -]?\d{4}(?:[ -]?\d{1,3})?)?", (is_verhoeff, is_luhn)),
        (r"\d{4}[ -]?\d{6}[ -]?\d{4,5}", (is_luhn,)),
        (r"\d{17}[\dXx]", (is_chinese_id,)),
        (r"(?:\d|[XYZxyz])[ -]?\d{7}[ -]?[A-Za-z]", (is_spanish_id,)),
        (r"[A-Za-z]{2}\d{2}(?:\s?[A-Za-z0-9]{4}){2,7}(?:\s?[A-Za-z0-9]{1,3})?", (is_iban,)),
    )
)  # fmt: skip
_CUE_WORDS = (
    r"mrn|medical\srecord|hospital|patient|nhs|policy|insurance(?:\spolicy)?|membership|member|"
    r"passport|driver['’]?s?\slicen[cs]e|"
    r"driving\slicen[cs]e|licen[cs]e|national\sid|identity(?:\scard)?|id(?:\scard)?|hkid|nric|dni|nie|"
    r"aadhaar|pan|ssn|social\ssecurity|(?:credit|debit|bank)\scard|card|"
    r"account|case|file|chart|reference|ref|booking|appointment|invoice|claim|medicare|medicaid|tax|"
    r"iban|health\scard|"
    r"serial|plate|registration|nin|bvn|cpf|tc\skimlik"
)
_CUE = re.compile(
    rf"\b(?:{_CUE_WORDS})"
    r"(?P<word>\s?(?:numbers?|no\.?|nr\.?|num|\#|code|id))?(?P<is>\s?[:=#]|\s(?:is|was))?\s?\#?\s?"
    r"(?P<t>(?=[A-Z0-9./-]{0,24}\d)[A-Z0-9][A-Z0-9./-]{2,24}(?:\s(?=[A-Z0-9]{0,6}\d)[A-Z0-9]{2,6})"
    r"{0,5}(?:\s?\([0-9A]\))?)(?<![.,-])",
    re.IGNORECASE,
)
_CUE_BEFORE = re.compile(rf"(?:\b(?:{_CUE_WORDS})\b|身分|身份|卡|護照|护照)[^.!?\n]{{0,25}}$", re.IGNORECASE)
_STRONG = re.compile(
    r"(?:mrn|ssn|passport|nhs|hkid|dni|nie|aadhaar|iban|nric|licen|policy|national|"
    r"medicare|cpf)",
    re.IGNORECASE,
)
# Papers and vehicles whose numbers have no shape of their own: whatever follows with a digit and a capital or a stroke.
_PAPER = re.compile(
    r"\b(?i:(?:reference|ref|case|file|report|claim|order|sample|barcode|ticket|tracking|patient|lab|booking)"
    r"(?:\s(?:numbers?|no\.?|nr\.?|id|code))?\s?(?:[:=#]|is|was)?\s?)(?P<t>(?=\S{0,20}\d)(?=\S{0,20}[A-Z/])"
    r"[A-Z0-9][A-Z0-9/._-]{3,24}(?<![.,/-]))"
)
_VEHICLE = re.compile(
    r"\b(?i:(?:car|van|bike|vehicle|number|licen[cs]e)\s(?:reg(?:istration)?|plate)|registration|reg|plates?)"
    r"(?i:\s(?:numbers?|no\.?))?(?i:\s?(?:[:=#]|is|was))?\s?(?P<t>(?=[A-Z -]{0,8}\d)[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,4}"
    r"(?:[ -](?=[A-Z0-9]{0,3}\d)[A-Z0-9]{2,4})?)\b"
)
# Plates whose parts stand apart: "plate KTN 332 XA", "my plate DW 4K829"; "7KPR 441" needs no word before it.
_PLATE = re.compile(
    r"\b(?i:(?:number\s?)?plates?(?:\sno\.?)?\s?(?:is|was|[:=])?\s?)"
    r"(?P<t>(?=[A-Z0-9 -]{0,10}\d)[A-Z0-9]{1,4}(?:[ -][A-Z0-9]{1,6}){1,2})(?![\w-])"
    r"|(?<![\w-])(?P<u>\d[A-Z]{3}\s\d{3})(?![\w-])"
)
# Numbers in groups behind the short name of a card or register: "EHIC 80756 00120 4471 0099 2".
_GROUPED = re.compile(
    r"(?<!\w)[A-Z]{3,6}\s(?:no\.?\s)?(?P<t>\d{2,6}(?:\s\d{1,6}){2,6})(?![\w.,/]*\d|\s?(?:mg|ml|g|%|mmol|U/L))"
)
_MIN_GROUPED, _IPV6_COLONS = 9, 6
_COLONS = re.compile(r"(?<![\w:])(?=[0-9a-fA-F:]*:[0-9a-fA-F]*:)[0-9a-fA-F:]{4,39}(?![\w:])")
_HAN = re.compile(
    r"(?:身分證(?:字號)?|身份證|身份证|病歷號(?:碼)?|病历号|住院号|健保卡(?:號)?|医保卡|社保卡|護照(?:號碼)?|护照)[^\w]{0,3}(?:是|為|为|号码|号|號碼|"
    r"號)?[^\w]{0,3}(?P<t>[A-Z0-9-]{4,20}(?:\s\d{3,6}){0,4})"
)
_TOKEN = re.compile(r"\S+")
# Mobile numbers of Taiwan (09 and eight digits) and China (11 digits from 13 to 19): ITU-T E.164 national plans.
MOBILE = re.compile(r"09\d{8}|1[3-9]\d{9}")
_REACH = 60


def find_ids(text: str) -> Iterator[PrivacySpan]:
    """Personal numbers by shape, by check digit and by cue word, possibly overlapping."""
    for start, end in _find_chunks(text):
        yield from _find_shapes(text, start, end)
        for hit in _CUE.finditer(text, max(0, start - _REACH), end):
            strong = _STRONG.match(hit[0]) or hit["word"] or hit["is"]
            if (
                strong
                and len(re.sub(r"\W", "", hit["t"])) >= 4
                and not QUANTITY.match(text, hit.end())
                and not is_known_code(hit["t"])
            ):
                yield make_span(text, hit.span("t"), IdentifierType.ID)
    for pattern in (_PAPER, _VEHICLE):
        for hit in pattern.finditer(text):
            if not is_known_code(hit["t"]):
                yield make_span(text, hit.span("t"), IdentifierType.ID)
    for hit in _PLATE.finditer(text):
        group = "t" if hit["t"] else "u"
        yield make_span(text, hit.span(group), IdentifierType.ID)
    for hit in _GROUPED.finditer(text):
        if sum(map(str.isdigit, hit["t"])) >= _MIN_GROUPED:
            yield make_span(text, hit.span("t"), IdentifierType.ID)
    for hit in _COLONS.finditer(text) if "::" in text or text.count(":") > _IPV6_COLONS else ():
        if _is_ipv6(hit[0]):
            yield make_span(text, hit.span(), IdentifierType.ID)
    yield from find_codes(text)
    if any(char in text for char in "身病住健医社護护"):
        yield from (make_span(text, hit.span("t"), IdentifierType.ID) for hit in _HAN.finditer(text))


def _is_ipv6(said: str) -> bool:
    """An address of a machine, and no time of day."""
    try:
        return said.count(":") > 1 and len(said) > len("a::b") and bool(IPv6Address(said))
    except AddressValueError:
        return False


def _find_chunks(text: str) -> Iterator[tuple[int, int]]:
    """Runs of words with digits or capitals in them that hold three digits or more: nowhere else can a number stand."""
    start, end, digits = 0, 0, 0
    for hit in _TOKEN.finditer(text):
        word = hit[0]
        count = sum(map(str.isdigit, word))
        if count or (len(word) <= 5 and word.isupper()):
            start = start if end else hit.start()
            end, digits = hit.end(), digits + count
            continue
        if digits >= 3:
            yield start, end
        start, end, digits = 0, 0, 0
    if digits >= 3:
        yield start, end


def _find_shapes(text: str, start: int, end: int) -> Iterator[PrivacySpan]:
    for pattern in _SHAPES:
        for hit in pattern.finditer(text, start, end):
            if not QUANTITY.match(text, hit.end()) and not _is_mobile(text, hit):
                yield make_span(text, hit.span(), IdentifierType.ID)
    for pattern, checks in _CHECKED:
        for hit in pattern.finditer(text, start, end):
            if _is_mobile(text, hit):
                continue
            if any(check(hit[0]) for check in checks) or _CUE_BEFORE.search(
                text[max(0, hit.start() - _REACH) : hit.start()]
            ):
                yield make_span(text, hit.span(), IdentifierType.ID)


def _is_mobile(text: str, hit: re.Match[str]) -> bool:
    """A mobile number that no word before it calls something else; privacy_contacts takes it."""
    cued = _CUE_BEFORE.search(text[max(0, hit.start() - _REACH) : hit.start()])
    return bool(MOBILE.fullmatch(hit[0])) and not cued
