"""Which words are a number some office gave: behind a word for it, or by a shape that no dose, value or date has."""

import re
from collections.abc import Iterator

from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

QUANTITY = re.compile(
    r"\s?(?:cells?|copies|/|mg|mcg|g|kg|ml|iu|units?|steps|per|kcal|calories|cases|deaths|people|patients|women|men"
    r"|children|times|years|days|weeks|months|hours|minutes|euros?|dollars|pounds|usd|eur)\b|/|\s?[%€£$]",
    re.IGNORECASE,
)
# Whatever office gave it, a number has a word for it before and no unit behind: "the claim is CLM 5501 882".
# Words of the desks, insurers, courts, shops and registers that number people and their papers, in several languages.
_OFFICE = (
    r"record|chart|folder|file|case|claim|member(?:ship)?|policy|insurance|insured|badge|permit|student|staff"
    r"|employee|personnel|payroll|library|loyalty"
    r"|driver['’]?s?\s(?:licen[cs]e|permit)|driving\s(?:licen[cs]e|permit)|licen[cs]e|passport|visa|tax|social"
    r"|medicare|medicaid|health\s?card|card|account|acct|voucher|slip|lab|sample"
    r"|specimen|barcode|ticket|order|booking|reservation|invoice|reference|ref|patient|hospital|admission|ward"
    r"|referral|prescription|enrol?lment|registration|serial|docket"
    r"|matricule|cedula|cédula|curp|rut|pesel|bsn|personnummer|codice\sfiscale|nif|siret|pps|abn|tfn|crn|sin|ni"
    r"|nino|ssn|uhid|abha|voter|ration|mrn|nhs|chi|hn|utr|iban|aadhaar|cnic|npi|vin|chassis"
    r"|application|group|subscriber|scheme|payer|plan|customer|client|user|contract|agreement|loan|meter|pension|benefit"
    r"|union|service|inmate|prisoner|incident|crime|warrant|complaint|report|summons|court|police"
    r"|authori[sz]ation|auth|pre-?auth|pre-?approval|request|query|thread|support|log|entry"
    r"|discharge|visit|encounter|episode|donor|trial|study|participant|subject|register|registry|roll|candidate|matric"
    r"|token|coupon|waybill|consignment|parcel|tracking|kit|tube|slide|biopsy|histology|accession|scan|x-?ray|film"
    r"|device|implant|stent|pump|sensor|lot|rx|belt|certificate|exemption|constable|paper|papers|taj|ehic|awb|script|locker|wristband|receipt|confirmation|appointment"
    r"|locator|pnr|rego|rcpt|diary|póliza|poliza|nhc|nrc|s[ée]cu(?:rité\ssociale)?|rrn|a-number|s/?n|papers|token\sno"
    r"|aktenzeichen|fallnummer|versichertennummer|dossier|expediente|historia|cartella|bpjs|philhealth|dosya|protokol"
)
# Letters in front of the figures belong to the number ("CLM 5501"), little words do not ("scan on 28/08").
_FRONT = (
    r"(?:(?!(?i:on|at|in|of|from|since|for|to|by|and|or|the|my|a|has|had|is|was|said|with|about|over|under|up)\s)"
    r"(?:[A-Z]{1,5}[-/ ]){0,2}[A-Za-z]{1,5}[-/. ]?)?"
)
_OFFICE_CODE = re.compile(
    rf"\b(?i:(?:{_OFFICE})\b(?:\s(?:card|id|code|slip|says|reads|ref|(?P<no>numbers?|no\.?|nr\.?|num)))?"
    r"(?:\s?(?:[:=#(]|is|was|says|reads)|\sto)?\s?\#?\s?)"
    rf"(?P<t>{_FRONT}\d[\dA-Z]*(?:[-/. ](?=[A-Z]{{0,4}}\d|[A-Z]{{1,4}}\b)[\dA-Z]{{1,12}}){{0,5}})(?![A-Za-z0-9])"
)
# "Acct# 77-104-9921", "dosya no 5512044": whatever the word, a sign for "number" behind it makes it a label.
_NUMBERED = re.compile(
    r"\b(?P<w>[^\W\d_]{2,24})(?:\s?\#|\s(?i:no|nr|num|number|id|ref|code)\b\.?)\s?(?:[:=]|(?i:is|was)\s)?\s?"
    rf"(?P<t>{_FRONT}\d[\dA-Za-z]*(?:[-/. ](?=[A-Z]{{0,4}}\d)[\dA-Z]{{1,12}}){{0,5}})(?![A-Za-z0-9])"
)
_NO_LABEL = re.compile(
    r"(?i:phone|tel|telephone|mobile|cell|fax|whatsapp|contact|house|flat|room|bed|page|street|zip|post|postal|question"
    r"|batch|model|part|version|product|catalogue|article|art|cat|exp|step|day|week|size|level|grade|stage|type|count|reference|lab|the|a|my|has|had|and|or|of|by|with|was|is)"
)
_MEASURE = re.compile(
    r"\d+(?:[.,]\d+)?(?:mg|mcg|ug|g|kg|ml|l|iu|mm|cm|m|km|k|x|h|hrs?|am|pm|th|st|nd|rd|s|d|w|y|yo|f|units?)"
    r"|\d{1,4}[/-]\d{1,4}|\d{1,2}[.:]\d\d",
    re.IGNORECASE,
)
_CODE_LETTERS = re.compile(r"[A-Za-z/-]")
_MIN_OFFICE_DIGITS, _MIN_PLAIN_DIGITS = 4, 5
# Letters, a stroke and three figures are enough behind such a word: "staff no GFA/071".
_STROKED = re.compile(r"(?:[A-Z]{2,5}[-/]\d{3}|\d{1,3}[A-Z]-\d{2,3})")
_DATE_LIKE = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{2,4}|\d+(?:[-/]\d{1,2})+|(?:19|20)\d\d[-/](?:19|20)\d\d")
_YEAR_OR_DATE = re.compile(
    r"(?:19|20)\d\d(?:[-/.](?:\d{1,2}|(?:19|20)?\d\d)){0,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d"
    r"|(?i:\d{1,2}[-/. ]?)?(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-/. ]?\d{1,4}"
    r"(?:[-/. ]\d{2,4})?"
)
# A batch or a model is numbered by the thousand and nobody's.
_GOODS = re.compile(
    r"\b(?:batch|model|part|art|cat|version|firmware|exp)\b\.?(?:\s?(?:no|nr|number|code)\b\.?)?\s?[:=#]?\s?$",
    re.IGNORECASE,
)
_GOODS_REACH = 24
# A token of figures and letters or of groups of figures.
_WORD = re.compile(r"(?<![\w@#./-])[A-Za-z\d][A-Za-z\d./-]{4,40}(?![\w@#])")
_MIXED = re.compile(r"(?:[A-Z]{1,4}[-/]){0,2}[A-Za-z]{0,5}[-/.]?\d[A-Za-z\d]*(?:[-/.][A-Za-z\d]+)*")
_GROUPS = re.compile(r"\d+")
# Variants of genes (HGVS and dbSNP), bands of chromosomes, codes of ICD-10 and of trials, years said as a decade.
_KNOWN_CODE = re.compile(
    r"(?:[cgp]\.)?[A-Z*]\d{2,5}[A-Z*]|[cgp]\.\S+|[acgt]\d{3,6}[acgt]|rs\d{3,}|\d{1,2}[pq]\d{1,2}(?:\.\d{1,3})?|[A-Za-z]\d\d(?:\.\d{1,4})?|NCT\d+"
    # Levels of the spine, trisomies, tumour markers.
    r"|[CTLS]\d{1,2}(?:[/-][CTLS]?\d{1,2})+(?:\s\d.*)?|ICD-?\d+\S*|CA[ -]?\d{2,3}(?:-\d)?(?:\s.*)?"
    r"|(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?s?"
    # Button cells and the sizes of batteries.
    r"|(?:CR|LR|SR|AG|BR)-?\d{2,4}"
)
_RANGE = re.compile(r"\d+(?:[.,]\d+)?[a-z]{0,4}(?:[-–/x]\d+(?:[.,]\d+)?[a-z]{0,4}){1,3}", re.IGNORECASE)
# "101.8-100.8", a fever.
_DECIMALS = re.compile(r"\d{1,3}[.,]\d{1,2}[-/]\d{1,3}[.,]\d{1,2}")
_MIN_MIXED_DIGITS, _MIN_GROUPED_DIGITS, _MAX_LETTERS = 4, 7, 5


def find_codes(text: str) -> Iterator[PrivacySpan]:
    """Numbers behind the words of desks, insurers, courts and registers, and those no clinical value looks like."""
    for hit in _OFFICE_CODE.finditer(text):
        if _is_code(text, hit):
            yield make_span(text, hit.span("t"), IdentifierType.ID)
    for hit in _NUMBERED.finditer(text):
        if _is_code(text, hit) and not _NO_LABEL.fullmatch(hit["w"]):
            yield make_span(text, hit.span("t"), IdentifierType.ID)
    for hit in _WORD.finditer(text):
        code = hit[0].rstrip("./-")
        end = hit.start() + len(code)
        if _GOODS.search(text, max(0, hit.start() - _GOODS_REACH), hit.start()):
            continue
        if _is_no_value(code) and not QUANTITY.match(text, end):
            yield make_span(text, (hit.start(), end), IdentifierType.ID)


def is_known_code(code: str) -> bool:
    """A gene, a variant, an illness, a level of the spine, a marker, a trial or a year, and nobody's number."""
    return bool(_KNOWN_CODE.fullmatch(code))


def _is_no_value(code: str) -> bool:
    """ "45f2453", "za/7373/20", "42.647.842": neither value nor range, measure, date or gene."""
    if (
        not _MIXED.fullmatch(code)
        or _MEASURE.fullmatch(code)
        or _YEAR_OR_DATE.fullmatch(code)
        or _KNOWN_CODE.fullmatch(code)
    ):
        return False
    groups = [len(group) for group in _GROUPS.findall(code)]
    letters = sum(map(str.isalpha, code))
    if letters:
        return letters <= _MAX_LETTERS and sum(groups) >= _MIN_MIXED_DIGITS and not _RANGE.fullmatch(code)
    if "." in code and (len(groups) < 3 or code.endswith("000") or _DECIMALS.fullmatch(code)):
        return False
    return len(groups) > 1 and sum(groups) >= _MIN_GROUPED_DIGITS and not _DATE_LIKE.fullmatch(code)


def _is_code(text: str, hit: re.Match[str]) -> bool:
    """Digits enough for a number of somebody's, and neither a dose, a measure, a year nor a date."""
    code, numbered = hit["t"], bool(hit.groupdict().get("no"))
    digits = sum(map(str.isdigit, code))
    enough = _MIN_OFFICE_DIGITS if numbered or _CODE_LETTERS.search(code) else _MIN_PLAIN_DIGITS
    # "staff no 40-2281" has the shape of a range and is called a number.
    is_measure = _MEASURE.fullmatch(code.strip()) and not (numbered and digits > _MIN_PLAIN_DIGITS)
    return (
        (digits >= enough or bool(_STROKED.fullmatch(code)))
        and not QUANTITY.match(text, hit.end())
        and not _YEAR_OR_DATE.fullmatch(code)
        and not is_known_code(code)
        and not is_measure
    )
