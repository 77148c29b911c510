"""Does the reply name a person other than the asker's alias and the signing doctor, or give private contact details?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.privacy.name_list import find_listed, is_listed, is_sure
from curbside.clinical.privacy.redaction import IdentifierType, redact
from curbside.clinical.reply_checks.lexicon import alternatives, entry, fold, listed
from curbside.clinical.reply_checks.person.greeting import find_greeting
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import SIGNATURE_CHARACTERS, ReplyCase, problem

TYPE = "identifies_third_party"
_NAME = r"(?P<name>[A-Z][a-z]+(?:[-'’][A-Z]?[a-z]+)?(?:\s[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?){0,2})"
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx)\b\.?\s+{_NAME}")
_DOCTOR = re.compile(rf"\b(?:Drs?|Prof|Professor|Doctor)\b\.?\s+{_NAME}")
_HAN_TITLED = re.compile(r"(?P<name>[\u4e00-\u9fff]{1,3})(?:先生|小姐|女士|太太)")
_PATIENT = re.compile(
    rf"\b(?:[Pp]atients?|[Pp]atient called|[Pp]atient named|[Nn]amed|[Cc]alled|[Nn]eighbou?r|[Cc]olleague"
    rf"|[Ff]riend),?\s+{_NAME}(?=[\s,.;:!?)]|$)"
)
_EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\b")
_PHONE = re.compile(r"(?<![\w/.-])\+?\(?\d{2,4}\)?(?:[ .-]?\d{2,4}){2,4}(?![\w/-])")
_ID = re.compile(
    r"\b[A-Z][12]\d{8}\b|\b\d{3}-\d{2}-\d{4}\b|\b(?:[Rr]ecord|[Cc]hart|[Ff]ile|[Ff]older|[Pp]atient|[Cc]ase"
    r"|[Ii]nsurance|MRN|ID|NHS)(?: (?:number"
    r"|no\.?))?:?\s?#?\d{5,}\b"
)
_BED = re.compile(rf"\b{_NAME}\s(?:in|from) (?:bed|ward|room) \d+")
# Numbers of services are there to be called.
_PUBLIC = re.compile(
    r"hotline|helpline|\bline\b|service|clinic|hospital|appointment|emergency|poison|lifeline|samaritans|centre"
    r"|center|crisis|switchboard|pharmacy|\bcall\b|reception|0800|1-?800"
)
_OWN_NUMBER = re.compile(r"\b(?:me|my|him|her|his|mobile|whatsapp|line id)\b")
_CAPITALS = re.compile(r"[A-Z][\w'’.-]*(?:\s(?:[A-Z][\w'’.-]*|van|von|de|da|der|den|bin|al|el|la))*")
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z][\w'’-]*")
_SIGNATURE_LINE = 80
_RANKS = (
    "consultant senior registrar attending professor division department unit ward team clinic hospital centre "
    "center ear nose throat"
)
_MIN_PHONE_DIGITS = 8
_MESSAGE = "This identifies somebody. Take the name, number or address out before it is sent."
_SIGNED = re.compile(r"(?:\n\s*|\b(?:regards|wishes|sincerely|yours|dr\.?|prof\.?),?\s*)$", re.IGNORECASE)


def find_third_parties(case: ReplyCase) -> Iterator[Problem]:
    """Names after a title or a relation, addresses, numbers and record ids, the asker's and the signer's aside."""
    greeting = find_greeting(case)
    after = greeting.end if greeting else 0
    allowed = _allowed(case)
    for pattern in (_TITLED, _DOCTOR, _HAN_TITLED, _PATIENT, _kin_named(), _BED):
        for hit in pattern.finditer(case.reply.text, after):
            # A doctor who signs is the signature's matter.
            if pattern is _DOCTOR and _is_signature(case.reply.text, hit.start()):
                continue
            if not _parts(hit["name"]) & allowed and _is_person(hit["name"]):
                yield _report(case, hit)
    yield from _full_names(case, after, allowed)
    yield from _read_names(case, after, allowed)
    yield from (_report(case, hit) for pattern in (_EMAIL, _ID) for hit in pattern.finditer(case.reply.text))
    for hit in _PHONE.finditer(case.reply.text):
        if _is_private_number(case, hit):
            yield _report(case, hit)


def _full_names(case: ReplyCase, after: int, allowed: frozenset[str]) -> Iterator[Problem]:
    """A listed given name with a surname, whatever stands before it; the closing lines hold the signature."""
    closing = max(after, len(case.reply.text) - SIGNATURE_CHARACTERS)
    for span in find_listed(case.reply.text):
        words = span.text.split()
        if len(words) < 2 or span.start < after or _parts(span.text) & allowed:
            continue
        signed = span.start >= closing and _SIGNED.search(case.reply.text[after : span.start])
        if not signed and _is_person(span.text):
            yield problem(case, TYPE, span.start, span.end, severity=Severity.BLOCK, message=_MESSAGE)


def _read_names(case: ReplyCase, after: int, allowed: frozenset[str]) -> Iterator[Problem]:
    """Names that the privacy reader finds, rules and learned layer, outside greeting and signature."""
    closing = max(after, len(case.reply.text) - SIGNATURE_CHARACTERS)
    elsewhere = _parts(case.asked) | allowed
    inside = (hit[0] for hit in _CAPITAL_INSIDE.finditer(case.reply.text, after))
    # The learned layer costs more than all other checks; most replies hold no capital that asks for it.
    if not any(_parts(word) - elsewhere - _offices() for word in inside):
        return
    for span in redact(case.reply.text).spans:
        # Every word of a name has its capital; a foreign fragment has not.
        if span.type is not IdentifierType.NAME or span.start < after or not _CAPITALS.fullmatch(span.text):
            continue
        parts = _parts(span.text)
        # One word alone may be a medicine; then a list of names must know it. At the head of a sentence every word has
        # its capital: "Small meals help".
        at_head = not _CAPITAL_INSIDE.match(case.reply.text, span.start)
        if " " not in span.text and not (is_sure(span.text) if at_head else is_listed(span.text)):
            continue
        if not parts or parts & elsewhere or parts & _offices() or not _is_person(span.text):
            continue
        if span.start >= closing and _is_signature(case.reply.text, span.start):
            continue
        yield problem(case, TYPE, span.start, span.end, severity=Severity.BLOCK, message=_MESSAGE)


def _is_signature(text: str, at: int) -> bool:
    """Is the line at `at` a closing one: short, without a sentence's end, after the last sentence of the reply?"""
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[low : high if high >= 0 else len(text)].strip()
    return len(line) <= _SIGNATURE_LINE and not line.endswith((".", "!", "?"))


@cache
def _offices() -> frozenset[str]:
    """Words of departments, ranks and forms of address, which readers of names can take for names."""
    named = " ".join(str(name) for names in entry("names").values() for name in names)
    return _parts(f"{named} {_RANKS}")


def _report(case: ReplyCase, hit: re.Match[str]) -> Problem:
    return problem(case, TYPE, hit.start(), hit.end(), severity=Severity.BLOCK, message=_MESSAGE)


def _is_private_number(case: ReplyCase, hit: re.Match[str]) -> bool:
    if sum(char.isdigit() for char in hit[0]) < _MIN_PHONE_DIGITS or re.search(
        r"(?:19|20)\d\d[-./]\d\d[-./]\d\d", hit[0]
    ):
        return False
    before = case.folded[max(0, hit.start() - 80) : hit.start()]
    return bool(_OWN_NUMBER.search(before[-40:])) or not _PUBLIC.search(before)


def _allowed(case: ReplyCase) -> frozenset[str]:
    return _parts(f"{case.question.alias} {case.reply.doctor} {case.reply.affiliation}")


def _parts(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]{2,}", fold(name)))


def _is_person(name: str) -> bool:
    """A capital at the start of a sentence or a disease called after somebody is no person."""
    first = fold(name).split()[0]
    return first not in listed("not_names") and not re.search(r"'s$|’s$", name) and first not in _NOT_PERSONS


# Words with a capital that follow "called", "friend" or "patient" without being a name; diseases called after people.
_NOT_PERSONS = frozenset(
    [
        "bell",
        "raynaud",
        "crohn",
        "hodgkin",
        "graves",
        "hashimoto",
        "parkinson",
        "alzheimer",
        "lyme",
        "mohs",
        "epley",
        "achilles",
        "baker",
        "morton",
        "down",
        "marfan",
        "ehlers",
        "als",
        "emg",
        "mri",
        "ct",
        "ecg",
        "copd",
        "covid",
        "dexa",
        "nhs",
        "doctors",
        "information",
        "portal",
        "support",
        "leaflet",
        "hello",
        "if",
        "when",
        "he",
        "she",
        "they",
        "his",
        "her",
        "my",
        "but",
        "however",
        "so",
        "this",
        "that",
        "there",
        "these",
        "those",
        "do",
        "not",
        "most",
        "some",
        "many",
        "in",
        "on",
        "at",
        "with",
        "and",
        "or",
        "as",
        "for",
        "i",
        "it",
    ]
)


@cache
def _kin_named() -> re.Pattern[str]:
    kin = alternatives(str(word) for group in entry("kin").values() for word in group)
    return re.compile(
        rf"\b(?:[Yy]our|[Mm]y|[Hh]is|[Hh]er)\s(?:{kin}|partner|neighbour|neighbor|colleague|boss|teacher|patient"
        rf"|friend),?\s{_NAME}(?=[\s,.;:!?)'’]|$)"
    )
