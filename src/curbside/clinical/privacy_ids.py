"""Which words are numbers given to one person: national, insurance, bank, card and hospital numbers."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy_span import IdentifierType, PrivacySpan, make_span

# Shapes that no clinical value has; a failed check digit may be a slip of the pen, so the shape alone is enough.
_SHAPES = tuple(re.compile(rf"(?<![A-Za-z0-9_-]){pattern}(?![A-Za-z0-9_-])") for pattern in (
    r"\d{3}-\d{2}-\d{4}",                                            # US SSN
    r"[A-Z][12890A-D]\d{8}",                                         # Taiwan national and resident id
    r"[A-Z]{1,2}\d{6}\s?\([0-9A]\)",                                 # Hong Kong id
    r"\d{4}[ -]\d{4}[ -]\d{4}(?:[ -]\d{4}(?:[ -]\d{1,3})?)?",        # Aadhaar; payment cards in fours
    r"\d{4}[ -]\d{6}[ -]\d{5}",                                      # payment cards 4-6-5
    r"\d{17}[\dXx]",                                                 # Chinese resident id (GB 11643)
    r"\d{8}[ -]?[A-HJ-NP-TV-Z]", r"[XYZ][ -]?\d{7}[ -]?[A-Z]",        # Spanish DNI, NIE
    r"[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?",    # IBAN (ISO 13616)
    r"[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]",         # UK National Insurance
    r"[A-Z]{5}\d{4}[A-Z]",                                           # Indian PAN
    r"[A-Z]{1,3}-?\d{6,12}",                                         # passport and licence style
    r"\d{6}-\d{7}", r"\d{3}\.\d{3}\.\d{3}-\d{2}",                    # Korean resident number, Brazilian CPF
    r"[CFGHJKLMNPRTVWXYZ0-9]{9}\d?D?(?<=[A-Z]\d)(?<!\d{9})",         # German identity card
    r"\d{8,20}",                                                     # any long bare number
))  # fmt: skip
# Every personal number has four digits with hardly anything between them; without that nothing is looked for.
_DIGIT_RUN = re.compile(r"\d(?:[^\w\n]{0,3}\w{0,2}?\d){2}")
_NHS_SHAPE = re.compile(r"(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])")
_QUANTITY = re.compile(r"\s?(?:cells?|copies|/|mg|ml|iu|steps|per)\b|/", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:mrn|medical\srecord|hospital|patient|nhs|policy|insurance(?:\spolicy)?|membership|member|"
    r"passport|driver['’]?s?\slicen[cs]e|"
    r"driving\slicen[cs]e|licen[cs]e|national\sid|identity(?:\scard)?|id(?:\scard)?|hkid|nric|dni|nie|"
    r"aadhaar|pan|ssn|social\ssecurity|"
    r"account|case|file|chart|reference|ref|booking|appointment|invoice|claim|medicare|medicaid|tax|"
    r"iban|health\scard|"
    r"serial|plate|registration|nin|bvn|cpf|tc\skimlik)"
    r"(?P<word>\s?(?:numbers?|no\.?|nr\.?|num|\#|code|id))?(?P<is>\s?[:=#]|\s(?:is|was))?\s?\#?\s?"
    r"(?P<t>(?=[A-Z0-9./-]{0,24}\d)[A-Z0-9][A-Z0-9./-]{2,24}(?:\s(?=[A-Z0-9]{0,6}\d)[A-Z0-9]{2,6})"
    r"{0,5}(?:\s?\([0-9A]\))?)(?<![.,-])",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?:mrn|ssn|passport|nhs|hkid|dni|nie|aadhaar|iban|nric|licen|policy|national|"
    r"medicare|cpf)",
    re.IGNORECASE,
)
_HAN = re.compile(
    r"(?:身分證(?:字號)?|身份證|身份证|病歷號(?:碼)?|健保卡(?:號)?|護照(?:號碼)?)[^\w]{0,3}(?:是|為|号|號碼|"
    r"號)?[^\w]{0,3}(?P<t>[A-Z0-9-]{4,20})"
)


def find_ids(text: str) -> Iterator[PrivacySpan]:
    """Personal numbers by shape, by check digit (NHS) and by cue word, possibly overlapping."""
    if not _DIGIT_RUN.search(text):
        return
    for pattern in _SHAPES:
        for hit in pattern.finditer(text):
            if not _QUANTITY.match(text, hit.end()):
                yield make_span(text, hit.span(), IdentifierType.ID)
    for hit in _NHS_SHAPE.finditer(text):
        if is_nhs_number(hit[0]):
            yield make_span(text, hit.span(), IdentifierType.ID)
    for hit in _CUE.finditer(text):
        strong = _STRONG.match(hit[0]) or hit["word"] or hit["is"]
        if strong and len(re.sub(r"\W", "", hit["t"])) >= 4 and not _QUANTITY.match(text, hit.end()):
            yield make_span(text, hit.span("t"), IdentifierType.ID)
    yield from (make_span(text, hit.span("t"), IdentifierType.ID) for hit in _HAN.finditer(text))


def is_nhs_number(words: str) -> bool:
    """The check of NHS numbers, modulus 11 (NHS Data Dictionary, "NHS number")."""
    digits = [int(char) for char in words if char.isdecimal()]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9]
