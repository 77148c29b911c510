"""Which sex and which pregnancy a text states of the person it is about; nothing is guessed."""

import re

from curbside.clinical.demographics.kin import KIN_WORD, find_kin

_FEMALE = r"(?:female|woman|girl|lady|mother|mom|mum|wife|gal)"
_MALE = r"(?:male|man|boy|guy|father|dad|husband|gentleman|bloke)"
_SELF_PREFIX = (
    r"(?:\bI(?:\s+am|['’]?m)\s+(?:an?\s+)?(?:[\w/.-]{1,30},?\s){0,5}?|\bas\s+an?\s+(?:[\w-]{1,30}\s){0,3}?|"
    r"\b(?:sex|gender)\s*(?:is|[:=-])\s*|\d{1,3}\s?,?\s?(?:-?\s?(?:years?|yrs?|yo|"
    r"y/o)[-\s.,]*(?:old)?[-\s,]*)?"
    r"(?:[\w-]{1,30}\s){0,1}?|^\W{0,20}(?:(?:hi|hello)\W{1,20})?)"
)
_SELF_FEMALE = re.compile(rf"{_SELF_PREFIX}{_FEMALE}\b", re.IGNORECASE)
_SELF_MALE = re.compile(rf"{_SELF_PREFIX}{_MALE}\b", re.IGNORECASE)
_LETTER = re.compile(
    r"(?<![\w.,/-])(?:\d{1,3}\s?/?\s?(?:yo\s?|y/o\s?)?(?P<a>[FMfm])|"
    r"(?<!['’])(?P<b>[FM])\s?/?\s?[1-9]\d)\b(?!['’])"
)
_HAN_SEX = re.compile(r"(?P<f>女性|女生|女,|我是女|女，)|(?P<m>男性|男生|男,|我是男|男，)")
_PREGNANT = re.compile(
    r"\b(?:\d{1,2}\s?(?:\+\s?\d)?\s?(?:weeks?|wks?|months?)\s+(?:and\s+\d\s+days?\s+)?(?:pregnant|"
    r"gestation|into\s+my\s+pregnancy)|"
    r"(?:I(?:\s+am|['’]?m)|she(?:\s+is|['’]s)|wife(?:\s+is|['’]s)|girlfriend(?:\s+is|['’]s)|"
    r"partner(?:\s+is|['’]s)|\bam|is)\s+"
    r"(?:also\s+|now\s+|currently\s+|already\s+|heavily\s+|newly\s+)?(?:\d{1,2}\s?(?:weeks?|"
    r"months?)\s+)?(?:pregnant|expecting\s+(?:a|our|my|twins))|"
    r"pregnant\s+with|currently\s+pregnant|my\s+pregnant|positive\s+pregnancy\s+test|"
    r"pregnancy\s+test\s+(?:was|came\s+back|is)\s+positive|"
    r"in\s+my\s+(?:first|second|third)\s+trimester)\b|懷孕\s?\d{1,2}|我懷孕",
    re.IGNORECASE,
)
_NOT_PREGNANT = re.compile(
    r"\b(?:not\s+pregnant|no\s+chance\s+(?:of\s+(?:being\s+)?pregnan|I)|can(?:no|['’])t\s+be\s+pregnant|"
    r"negative\s+pregnancy\s+tests?|pregnancy\s+tests?\s+(?:was|were|came\s+back|is|"
    r"are)\s+(?:all\s+)?negative)|沒有懷孕",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:if|could|might|may|whether|possibly|when|am)\s+(?:I\s+(?:am|be|was)\s+|be\s+|"
    r"I\s+)?$",
    re.IGNORECASE,
)
_SHE = re.compile(r"\b(?:she|her|hers)\b", re.IGNORECASE)
_HE = re.compile(r"\b(?:he|his|him)\b", re.IGNORECASE)
_KIN_BEFORE = re.compile(rf"\b(?:my|our)\s+(?:\w+\s){{0,2}}?(?P<kin>{KIN_WORD})\b[^.!?\n]*$", re.IGNORECASE)


def find_sex(text: str, subject: str, kin_word: str | None) -> str | None:
    """female, male or None: by self-description for the writer, else by kin word, else by pronouns."""
    if subject == "self":
        return _own_sex(text)
    named = find_kin(kin_word)[1] if kin_word else None
    return named or _pronoun_sex(text)


def _own_sex(text: str) -> str | None:
    female, male = _SELF_FEMALE.search(text), _SELF_MALE.search(text)
    letter, han = _LETTER.search(text), _HAN_SEX.search(text)
    if female or male:
        first = min((hit for hit in (female, male) if hit), key=lambda hit: hit.end())
        return "female" if first is female else "male"
    if letter:
        return "female" if (letter["a"] or letter["b"]).upper() == "F" else "male"
    if han:
        return "female" if han["f"] else "male"
    return None


def _pronoun_sex(text: str) -> str | None:
    she, he = len(_SHE.findall(text)), len(_HE.findall(text))
    if she == he:
        return None
    return "female" if she > he else "male"


def find_pregnancy(text: str, subject: str) -> bool | None:
    """Whether the person the text is about is pregnant now; None where it is not said or only wondered
    about."""
    if any(_belongs(text, hit, subject) for hit in _NOT_PREGNANT.finditer(text)):
        return False
    for hit in _PREGNANT.finditer(text):
        if not _OPEN.search(text[max(0, hit.start() - 30) : hit.start()]) and _belongs(text, hit, subject):
            return True
    return None


def _belongs(text: str, hit: re.Match[str], subject: str) -> bool:
    window = text[max(0, hit.start() - 120) : hit.end()]
    kin = _KIN_BEFORE.search(window)
    words = hit[0].lower()
    if re.search(r"\bi\b|i['’]?m\b|\bin my\b", words):
        return subject == "self"
    if kin is None:
        return subject == "self" or "she" in words
    return find_kin(kin["kin"])[0] == subject
