"""Which words say how to reach somebody: e-mail, link, account name, telephone."""

import re
from collections.abc import Iterator

import phonenumbers

from curbside.clinical.privacy.ids import MOBILE
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

_EMAIL = re.compile(r"[^\s@<>\"(),:;\[\]\ue000\ue001]{1,64}@[^\s@<>\"(),:;\ue000\ue001]{1,255}(?<![.!?'])")
_EMAIL_SPELT = re.compile(
    r"\b[\w.+-]{1,64}\s?(?:[\[(]\s?at\s?[\])]|\bat\b)\s?[\w-]{1,63}\s?(?:[\[(]\s?dot\s?[\])]|"
    r"\bdot\b)\s?\w{2,24}"
    r"(?:\s?(?:[\[(]\s?dot\s?[\])]|\bdot\b)\s?\w{2,24})?",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>\"\ue000\ue001]{1,2000}(?<![.,;:!?)'])", re.IGNORECASE)
_BARE_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|edu|gov|info|biz|io|app|dev|co|uk|tw|de|fr|"
    r"es|cn|jp|kr|eu|ru|br|nl|be|pl|in|ca|au|ie|nz|za|ng|ke|mx|ar|ph|id|my|sg|hk|tr|shop|blog|online|site|health|clinic"
    r"|page|link|xyz|example(?=[/\s,;:)?!]|\.?$))"
    r"(?:/[^\s<>\ue000\ue001]{0,500}(?<![.,;:!?)]))?(?![\w-])",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[\w.]{2,40}(?<!\.)|(?<![\w/])u/[\w-]{3,40}")
# "NightOwl#4471": a name with the four figures that tell namesakes apart.
_HANDLE_NUMBERED = re.compile(r"(?<![\w@./-])[A-Za-z_]\w{2,30}#\d{4}(?!\w)")
# "bluebell_73": letters and digits bound by an underscore are an account, wherever they stand.
_HANDLE_SHAPE = re.compile(r"(?<![\w@./-])(?=\w*\d)[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+(?![\w@/-])")
# "noor.bakes.bread", "live:.cid.bobby": three words bound by dots are an account or a place of a map of words.
_HANDLE_DOTTED = re.compile(
    r"(?<![\w@./:-])(?:live:\.?\w[\w.]{2,40}|(?:///)?[a-z]{2,15}(?:\.[a-z]{3,15}){2})(?![\w@./-]|\.\w)"
)
_HANDLE_CUE = re.compile(
    r"\b(?:instagram|insta|ig|twitter|facebook|fb|tiktok|snapchat|snap|skype|telegram|wechat|weixin|"
    r"kakao|line\sid|discord|reddit|"
    r"user\s?name|screen\s?name|handle|nickname|login|(?:log(?:s|ged)?|sign(?:s|ed)?)\sin\sas)(?:\s(?:id|name|handle|account))?(?:\s?[:=]\s?|"
    r"\s(?:is|as)\s|\s)"
    r"(?P<h>(?:live:)?[\w.@-]{3,40})",
    re.IGNORECASE,
)
_HAN_HANDLE = re.compile(
    r"(?:微信|賴|(?<![A-Za-z])(?:QQ|qq|LINE|line)|帳號|账号|帐号)\s?(?:ID|id|號|号)?\s?"
    r"(?:[:：是]|(?=[A-Za-z0-9]))\s?(?P<h>[\w.@-]{3,40})"
)
# (kind, wording, words in lower case one of which it cannot do without)
_LOOKS = (
    (IdentifierType.EMAIL, _EMAIL, ("@",)),
    (IdentifierType.EMAIL, _EMAIL_SPELT, ("dot",)),
    (IdentifierType.URL, _URL, ("://", "www.")),
    (IdentifierType.URL, _BARE_DOMAIN, (".",)),
    (IdentifierType.HANDLE, _HANDLE, ("@", "u/")),
    (IdentifierType.HANDLE, _HANDLE_SHAPE, ("_",)),
    (IdentifierType.HANDLE, _HANDLE_NUMBERED, ("#",)),
    (IdentifierType.HANDLE, _HANDLE_DOTTED, (".",)),
)
_ACCOUNT_WORDS = (
    *("insta", "ig", "twitter", "facebook", "fb", "tiktok", "snap", "skype", "telegram", "wechat", "weixin", "kakao"),
    *("line", "in as", "discord", "reddit", "name", "handle", "login"),
)
_HAN_ACCOUNTS = ("微信", "賴", "帳號", "账号", "帐号", "qq", "line")
_DIGITS = re.compile(
    r"(?<![A-Za-z0-9_.,/-])(?:[+(]{0,2}\d(?:[\s().–-]{0,2}\d){5,14}|\+\d(?:[\s().–/-]{0,3}\d){6,14})"
    r"(?!(?!x\d)[A-Za-z0-9_]|[.,/]\d|\s?%)"
)
_UNIT = re.compile(
    r"\s?(?:mg|mcg|µg|ug|g|kg|ml|l|iu|units?|mmol|mmhg|bpm|cells?|steps?|km|cm|mm|m|days?|weeks?|"
    r"months?|years?|hours?|"
    r"minutes?|times|calories|kcal|dollars|usd|per|/)\b",
    re.IGNORECASE,
)
_PHONE_CUE = re.compile(
    r"(?:\b(?:call|phone|tel|telephone|mobile|cell|whats\s?app|ring|text|sms|reach|contact|fax|number|"
    r"num|viber|landline)\b|"
    r"電話|電话|手機|手机|☎)[^\d]{0,40}$",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r",?\s?(?:ext|extn|extension|x|durchwahl|poste|anexo)\.?\s?\d{1,6}\b", re.IGNORECASE)
_DATE_LIKE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])([-. ])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d\d")
# "(12.0-15.0", "0.2  0.4  1.1": a range or a row of values.
_VALUES = re.compile(r"\(?\d{1,3}\.\d(?:[\s–-]+\d{1,3}\.\d)+")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/ ]\s?(?:19|20)?\d\d")
_REGIONS = re.findall("..", "USGBTWINESFRDEITAUHKSGPHNGKEZATRBRMXJPKRCNAESAPKBDVNMYIDTHEGPLNLSE")
_GROUPINGS = frozenset(
    {
        (3, 3, 4),
        (4, 4),
        (3, 3, 3),
        (5, 5),
        (3, 4, 4),
        (4, 3, 3),
        (2, 4, 4),
        (1, 3, 3, 4),
        (5, 6),
        (2, 3, 2, 2),
        (2, 2, 2, 2, 2),
        (3, 2, 2, 2),
        (4, 3, 4),
        (3, 7),
    }
)


def find_contacts(text: str) -> Iterator[PrivacySpan]:
    """E-mail addresses (also spelt out), links, account names and telephone numbers, possibly overlapping."""
    low = text.lower()
    for kind, pattern, words in _LOOKS:
        if any(word in low for word in words):
            yield from (make_span(text, hit.span(), kind) for hit in pattern.finditer(text))
    for cue, names in ((_HANDLE_CUE, _ACCOUNT_WORDS), (_HAN_HANDLE, _HAN_ACCOUNTS)):
        for hit in cue.finditer(text) if any(name in low for name in names) else ():
            if re.search(r"[\d_:.@]", hit["h"][1:-1] + hit["h"][-1].replace(".", "")):
                yield make_span(text, hit.span("h"), IdentifierType.HANDLE)
    for hit in _DIGITS.finditer(text):
        yield from _find_phone(text, hit)


def _find_phone(text: str, hit: re.Match[str]) -> Iterator[PrivacySpan]:
    """The telephone number in a run of digits; another number may stand before it ("aged 21 0912-345-678")."""
    starts = [hit.start(), *(hit.start() + gap.end() for gap in re.finditer(r"\s+(?=[+(0])", hit[0]))]
    for start in starts:
        shorter = _DIGITS.match(text, start)
        if shorter and _is_phone(text, shorter):
            extension = _EXTENSION.match(text, shorter.end())
            end = extension.end() if extension else shorter.end()
            yield make_span(text, (shorter.start(), end), IdentifierType.PHONE)
            return


def _is_phone(text: str, hit: re.Match[str]) -> bool:
    raw = hit[0]
    if _DATE_LIKE.fullmatch(raw) or _YEARS.fullmatch(raw) or _VALUES.fullmatch(raw):
        return False
    if raw.startswith(("+", "(")) or _PHONE_CUE.search(text[max(0, hit.start() - 60) : hit.start()]):
        return True
    if MOBILE.fullmatch(raw):
        return True
    if raw.startswith("0"):
        return len(re.sub(r"\D", "", raw)) >= 7
    if _UNIT.match(text, hit.end()):
        return False
    groups = tuple(map(len, re.findall(r"\d+", raw)))
    return groups == (3, 4) or (groups in _GROUPINGS and _is_valid_somewhere(raw))


def _is_valid_somewhere(raw: str) -> bool:
    """Whether Google's numbering plans (phonenumbers) know the number in one of the usual regions."""
    for region in _REGIONS:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(raw, region)):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
