"""Which words say where somebody lives, is treated, works or studies."""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.privacy.addresses import find_addresses
from curbside.clinical.privacy.han import find_han_organisations
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span
from curbside.clinical.privacy.words import is_common, is_eponym_phrase
from curbside.knowledge.places import load_places

_CARE = (
    "Hospital|Clinic|Infirmary|Medical\\s(?:Center|Centre|College)|Health\\s(?:Center|Centre)|"
    "Hospice|Pharmacy|Polyclinic|Sanatorium|Care\\sHome"
)
# Kinds that writers leave in lower case behind the name: "Willow Court nursing home", "St Bede's primary".
_LOWER_CARE = (
    r"(?:hospital|clinic|infirmary|hospice|"
    r"pharmacy|chemist|dispensary|(?:medical|health|walk-in|birth|dialysis)\s(?:cent(?:re|er)|practice|group)|"
    r"dental\spractice|birthing\sunit)"
)
_LOWER_HOME = r"(?:(?:nursing|care|residential|retirement|old\speople['’]?s)\shome)"
_LOWER_LEARN = (
    r"(?:(?:primary|secondary|infant|junior|high|middle|grammar|elementary|boarding)(?:\sschool)?|school|nursery|"
    r"kindergarten|daycare|college|academy|university|sixth\sform)"
)
_NAMED = r"(?:(?:St\.?|Saint)\s)?(?:[A-Z][\w'’.&-]{1,20}\s){1,3}"
# One of these must stand somewhere, or nothing is searched: cheap on the texts that name no place.
_KIND = re.compile(rf"\s{_LOWER_CARE}|\s{_LOWER_HOME}|\s{_LOWER_LEARN}")
_NAMED_LOWER = tuple(
    (re.compile(rf"\b(?P<o>{_NAMED}{kind})\b"), words)
    for kind, words in ((_LOWER_CARE, "a hospital"), (_LOWER_HOME, "a care home"), (_LOWER_LEARN, "a school"))
)
# "at St Luke's" is where somebody is treated or taught, "St Vitus' dance" and "St John's wort" are neither.
_SAINT = re.compile(
    r"\b(?:at|from|to|in|near)\s(?P<o>(?:St\.?|Saint)\s[A-Z][a-z]{2,15}(?:['’]s?)?)(?!\s?[Ww]ort)(?![\w'’])"
)
_WAY = re.compile(r"\s(?:Street|Road|Avenue|Lane|Crescent|Boulevard|Terrace|Mews|St|Rd|Ave)\b")
# A street said without its number still tells where somebody goes.
_STREET = re.compile(
    r"\b(?:on|off|in|near|at|from|down|along|by)\s(?P<o>(?:[Tt]he\s)?(?:[A-Z][\w'’-]{1,20}\s){1,2}"
    r"(?:Street|Road|Avenue|Lane|Crescent|Boulevard|Terrace|Mews|St|Rd|Ave))\b\.?"
)
_LEARN = "University|College|School|Academy|Institute|Kindergarten|Nursery|Polytechnic"
_FIRM = (
    "Inc|Ltd|LLC|GmbH|Corp|Corporation|Company|Group|Bank|Airlines|Logistics|Steel|Foundation|"
    "Industries|Holdings|Motors|Electronics|"
    "Orchestra|Church|Temple|Mosque|Police|Council|Factory|Studios|Technologies|Supermarket|Restaurant|"
    "Hotel|Partners|Enterprises"
)
_WORDS = r"(?:[Tt]he\s)?(?:(?:[A-Z][\w'’.&-]{0,20}|of|for|and|&|de|la|del)\s){0,4}[A-Z][\w'’.&-]{0,20}\s"
_ORGS = tuple(
    (re.compile(rf"\b{_WORDS}(?:{kind})\b\.?(?<!\.)(?:\s(?:of|in)\s[A-Z]\w{{2,15}})?"), words)
    for kind, words in ((_CARE, "a hospital"), (_LEARN, "a school"), (_FIRM, "a company"))
)
# "at Oakfield Surgery" is a practice, "Coronary Bypass Surgery" an operation.
_PRACTICE = re.compile(r"\b(?:at|from)\s(?P<o>(?:[Tt]he\s)?(?:[A-Z][\w'’-]{1,20}\s){1,2}(?:Surgery|Practice))\b")
# "HMP Larkhill", "Masjid Al-Noor", "Salon Chantal", "Szkola nr 5": the kind first, as most of the world has it.
_KIND_FIRST = re.compile(
    r"\b(?:HMP|HMYOI|Masjid|Mosque|Gurdwara|Salon|PHC|CHC|RSUD|RS|Cl[ií]nica|Klinik|Klinika|Cabinet|H[oô]pital|Ospedale|Szpital|Spital|Krankenhaus"
    r"|Laborat[oó]rio|Laboratoire|Labor|Colegio|Escuela|Escola|[EÉ]cole|Szko[lł]a|Przedszkole|Gymnasium|Gimnazjum|Lyc[eé]e|Coll[eè]ge|Kita|Kindergarten"
    r"|Grundschule|SMK|SMA|SDN?|Klub|Kaufland|Sacr[eé]|Our\sLady\sof|Apotheke|Farmacia|Pharmacie|Apteka|Eczanesi)\s"
    r"(?:(?:nr|no)\.?\s?\d{1,4}\b|(?:(?:de|da|do|la|las|los|du|des|of|y|e|pod|im|am|zur)\s)*[A-ZÀ-Ž][\w'’-]{1,20}(?:\s(?:(?:de|da|la|y|e|of)\s)?[A-ZÀ-Ž][\w'’-]{1,20}){0,3}(?:-\d+)?)"
)
# "Temple Lane Children's", "Riverfront Peds", "Larkhill Infants", "the Salvation hostel": short words for the kind.
_KIND_LAST = re.compile(
    r"\b(?P<o>(?:[Tt]he\s)?(?:[A-ZÀ-Ž][\w'’&.-]{1,20}\s){1,3}(?:Children['’]s|Womens?['’]?s?|Infants|Juniors|Primary|Peds|P(?:a?)ediatrics|Orthop(?:a?)edics?|Ortho|Cardiology|Oncology"
    r"|Dermatology|Fertility|Dental|Hearing|Optical|Opticians|Vets|SHS|JHS|GP|Family\sMed(?:icine)?|Supported\sLiving|Specialist|Deli|Coaches|Shelter|[Hh]ostel|[Cc]anteen|[Cc]ampus"
    r"|[Nn]ursing\s[Ss]tation|[Dd]ispatch|[Pp]oly[Cc]linic|[Ww]ard(?=\s(?:\d|and|in|at|on)\b|[,.]))(?:\sin\s[A-Z]\w{2,15})?)(?![\w'’])"
)
_ORG_OF = re.compile(
    r"\b(?:University|College|Hospital|Institute|Bank)\s(?:Cl[ií]nic\s)?(?:of|de|"
    r"for)\s(?:[A-Z][\w'’-]{1,20}\s?){1,3}(?<!\s)"
)
_EMPLOYER = re.compile(
    r"\b(?:work(?:s|ed|ing)?\s(?:at|for)|employed\s(?:at|by)|job\sat|retired\sfrom|(?:study|studying|"
    r"student|studied|teach|teaching)\sat)\s"
    r"(?P<o>(?:the\s)?(?:[A-Z][\w'’&.-]{1,20}(?:\s|(?=[.,;!?]|$))){1,4})(?<!\s)"
)
_LIVE = re.compile(
    r"\b(?:(?:live|lives|lived|living|based|reside|resides|moved|moving|travel(?:l?ed|l?ing)?|flew|flying|"
    r"visit(?:ed|ing)?|trip|grew\sup|born|back|"
    r"come|comes|came|relocated|stay(?:ed|ing)?|holiday|vacation)\s(?:back\s)?(?:in|to|from|near|"
    r"at|outside|around)?|(?:am|are)\s(?:back\s)?(?:in|from|near|outside))\s?"
    r"(?P<p>[A-Z][\w'’-]{2,20}(?:\s[A-Z][\w'’-]{2,20}){0,2})"
)
_PREP = re.compile(
    r"(?:\b(?:in|from|to|near|at|around|outside|of|visited|visiting|leaving|left|"
    r"via),?\s+|,\s)$",
    re.IGNORECASE,
)
_CAPS = re.compile(r"\b[A-Z][\w'’-]{1,20}(?:\s[A-Z][\w'’-]{1,20}){0,2}")


def find_places(text: str) -> Iterator[PrivacySpan]:
    """Street addresses and postcodes (direct), hospitals, schools, employers, cities and regions
    (quasi)."""
    yield from find_addresses(text)
    yield from _find_organisations(text)
    yield from _find_cities(text)


def _find_organisations(text: str) -> Iterator[PrivacySpan]:
    for pattern, words in _ORGS:
        for hit in pattern.finditer(text):
            start = hit.start() + _skip_common(hit[0])
            if len(text[start : hit.end()].removeprefix("The ").removeprefix("the ").split()) > 1:
                yield make_span(text, (start, hit.end()), IdentifierType.ORG, words)
    for hit in _PRACTICE.finditer(text):
        yield make_span(text, hit.span("o"), IdentifierType.ORG, "a hospital")
    for pattern, words in _NAMED_LOWER:
        for hit in pattern.finditer(text) if _KIND.search(text) else ():
            start = hit.start("o") + _skip_common(hit["o"])
            if text[start : start + 1].isupper():
                yield make_span(text, (start, hit.end("o")), IdentifierType.ORG, words)
    for hit in _SAINT.finditer(text) if "St" in text or "Saint" in text else ():
        yield make_span(text, hit.span("o"), IdentifierType.ORG, "an organisation")
    for hit in _STREET.finditer(text) if _WAY.search(text) else ():
        yield make_span(text, hit.span("o"), IdentifierType.LOCATION, "a street")
    for hit in _ORG_OF.finditer(text):
        words = "a hospital" if hit[0].startswith("Hos") else "a company" if hit[0].startswith("Bank") else "a school"
        yield make_span(text, hit.span(), IdentifierType.ORG, words)
    for hit in _KIND_FIRST.finditer(text):
        yield make_span(text, hit.span(), IdentifierType.ORG, "an organisation")
    for hit in _KIND_LAST.finditer(text):
        start = hit.start("o") + _skip_common(hit["o"])
        name = text[start : hit.end("o")].split()
        if len(name) > 1 and not all(is_common(word) for word in name[:-1]) and not is_eponym_phrase(text, start):
            yield make_span(text, (start, hit.end("o")), IdentifierType.ORG, "an organisation")
    for hit in _EMPLOYER.finditer(text):
        if not is_common(hit["o"].split()[-1]):
            words = "a school" if re.match(r"stud|teach", hit[0]) else "a company"
            yield make_span(text, hit.span("o"), IdentifierType.ORG, words)
    if re.search("[\u4e00-\u9fff]", text):
        yield from find_han_organisations(text)


def _skip_common(words: str) -> int:
    """Characters of leading everyday words ("In August My Old School") that are no part of a name."""
    offset = 0
    for word in words.split(" ")[:-1]:
        if word.lower() == "the" or not is_common(word):
            break
        offset += len(word) + 1
    return offset


def _find_cities(text: str) -> Iterator[PrivacySpan]:
    table = load_places()
    for hit in _CAPS.finditer(text):
        # "Seattle protocol", "Milan criteria" are no places.
        if not is_eponym_phrase(text, hit.start()):
            yield from _listed_place(text, hit.start(), hit[0].split(" "))
    for hit in _LIVE.finditer(text):
        words = hit["p"].split(" ")
        if not is_common(words[0]) and words[0].lower() not in table.countries:
            end = hit.start("p") + len(hit["p"])
            yield make_span(text, (hit.start("p"), end), IdentifierType.LOCATION, "a city")
    for hit in _lower_city().finditer(text):
        yield make_span(text, hit.span("p"), IdentifierType.LOCATION, "a city")
    for city in table.han_cities:
        yield from (
            make_span(text, hit.span(), IdentifierType.LOCATION, "某市")
            for hit in re.finditer(f"{city}[市縣县]?", text)
        )


def _listed_place(text: str, start: int, words: list[str]) -> Iterator[PrivacySpan]:
    for at_word, word in enumerate(words):
        if word.lower().removesuffix("'s").removesuffix("’s") in _first_words():
            yield from _place_at(text, start, words[at_word:])
        start += len(word) + 1


def _place_at(text: str, start: int, words: list[str]) -> Iterator[PrivacySpan]:
    table = load_places()
    cued = bool(_PREP.search(text[max(0, start - 12) : start]))
    for size in range(len(words), 0, -1):
        name = re.sub(r"['’]s$", "", " ".join(words[:size])).lower()
        if name in table.cities or (cued and (name in table.cue_cities or name in table.regions)):
            kind = "a region" if name in table.regions else "a city"
            yield make_span(text, (start, start + len(name)), IdentifierType.LOCATION, kind)
            return


@cache
def _first_words() -> frozenset[str]:
    table = load_places()
    return frozenset(name.split(" ")[0] for name in table.cities | table.cue_cities | table.regions)


@cache
def _lower_city() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, load_places().cities), key=len, reverse=True))
    return re.compile(rf"\b(?:in|from|to|near|at)\s(?P<p>{names})\b")
