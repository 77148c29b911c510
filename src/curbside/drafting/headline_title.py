"""Can the asker's own title, cleaned, serve as the headline?"""

import re

from curbside.clinical.findings.vocabulary import concept_matcher, read_words, site_matcher
from curbside.clinical.privacy import redact
from curbside.drafting.terms import content_stems
from curbside.knowledge.headline_names import headline_names

LONGEST = 90
SHORTEST = 8
# A title of fewer words that carry meaning ("Rash", "Strange pain") says too little alone; one fewer will do where a
# complaint, disease, medicine or body site is among them ("Shoulder getting stiffer").
LEAST_STEMS = 3
# Words of asking that say nothing about health (our own list).
_ASKING = content_stems(
    "help advice need question problem urgent urgently expert answer worried scared symptom issue health medical "
    "opinion second concern concerned strange weird desperate confused emergency anyone experience information info "
    "doctor options treatment asap response reply wrong matter cure new patient subject test tests results"
)
_COURTESY = re.compile(
    r"^\s*(?:(?:and|so|but|also|now)\b[\s,]+)?(?:(?:hello|hi|hey|dear|good\s+(?:morning|evening|afternoon))\b[\s,]*)?(?:(?:doctors?|doc|dr)\b[\s,.!:]*)?"
    r"(?:(?:urgent|question|help(?:\s+me)?|please(?:\s+help)?|subject|advice\s+needed)\s*[:!,.-]+\s*)*",
    re.IGNORECASE,
)
_KIN_AGE = re.compile(
    r"\b(mother|mum|mom|father|dad|husband|wife|partner|grandmother|grandfather|brother|sister|aunt|uncle)\b[\s,(]{1,3}\d{2,3}\b\)?",
    re.IGNORECASE,
)
_LEADING_AGE = re.compile(
    r"^(?P<count>\d{1,2})[\s-]*(?P<unit>years?|yrs?|months?|weeks?)[\s-]*old\s+(?!(?:boy|girl|son|daughter|man|woman|male|female|baby|toddler|"
    r"child|mother|father|mum|dad|in\b|with\b|and\b|who\b|here\b))(?=[a-z])",
    re.IGNORECASE,
)
# "My 4 year old has a rash": the age stands for the child and may not leave a gap.
_MY_AGED = re.compile(
    r"\b(?P<whose>my|our)\s+(?P<count>\d{1,2})[\s-]*(?P<unit>years?|yrs?|months?|weeks?)[\s-]*old(?=\s+(?:has|had|is|was|keeps?|gets?|"
    r"got|won|does|did|can|cannot|will|woke|fell|cries|coughs|vomits|complains|still|just|and|with|who|started|seems)\b"
    r"|[\s.,!?]*$)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:i\s+am|i['’]m|aged?)?\s*\d{1,3}[\s-]*(?:years?|yrs?|months?|y/?o)[\s-]*(?:old\b),?(?:\s+and\b)?|\b\d{1,3}\s?(?:y/?o|yo)\b,?"
    r"|,?\s*\bage[d:]?\s*\d+|\b(?<=[a-z]\s)at\s+\d{2}\b(?!\s*(?:%|am|pm|weeks?|o['’]clock|:|degrees?))|\b(?:i\s+am|i['’]m)\s+\d{1,3}\b(?!\s*-?(?:days?|weeks?|wks?|months?|hours?|kg|cm|feet|foot|lbs?|pounds?|st|nd|rd|th|%)),?(?:\s+and\b)?",
    re.IGNORECASE,
)
# A mark of who somebody is; a title that bears one is not shown.
_PERSONAL = re.compile(r"@|https?:|www\.|\d{4,}|\bmy\s+name\b|\b(?:mr|mrs|ms|dr)\.?\s+[A-Z]|\[[a-z ]+\]", re.IGNORECASE)
_REPEATED = re.compile(r"([?!.])(?:\s*[?!.])+")
_ASKS = re.compile(
    r"^(?:is|are|am|do|does|did|can|could|should|would|will|may|what|whats|why|how|when|where|which|who)\b(?!['’])",
    re.IGNORECASE,
)


def clean_title(title: str) -> str:
    """The title without courtesies, ages and chains of marks; "" when it may say who asks or is empty."""
    plain = _KIN_AGE.sub(r"\1", _LEADING_AGE.sub(_age_group, _COURTESY.sub("", title[:400])))
    plain = _MY_AGED.sub(lambda match: f"{match.group('whose')} {_age_group(match).lower().strip() or 'child'}", plain)
    plain = _AGE.sub(" ", plain)
    plain = _REPEATED.sub(lambda match: "?" if "?" in match.group() else match.group(1), plain)
    plain = " ".join(plain.split()).strip(" ,.;:!-–—")
    plain = re.sub(r"\s+([?.!,])", r"\1", plain)
    plain = redact(plain).text
    if len(plain) < SHORTEST or _PERSONAL.search(plain):
        return ""
    if plain.isupper():
        plain = plain.lower()
    plain = _shortened(plain)
    if _ASKS.match(plain) and plain[-1] not in "?.!":
        plain = f"{plain}?"
    return capitalized(plain) if len(plain) <= LONGEST else ""


def capitalized(plain: str) -> str:
    """The first letter in upper case, unless the first word is written its own way ("eGFR", "pH")."""
    first = plain.split(" ", 1)[0]
    return plain if any(letter.isupper() for letter in first) else plain[:1].upper() + plain[1:]


def _age_group(match: re.Match[str]) -> str:
    """ "5 year old" at the start becomes "Child": the group, not the age."""
    if match.group("unit").lower().startswith(("m", "w")):
        return "Baby "
    years = int(match.group("count"))
    return "Toddler " if 1 <= years <= 2 else "Child " if years < 13 else "Teenager " if years < 18 else ""


def _shortened(plain: str) -> str:
    """At most 90 characters: whole sentences where possible, else nothing (a cut sentence may say something else)."""
    if len(plain) <= LONGEST:
        return plain
    cut = max(plain.rfind(mark, SHORTEST, LONGEST) for mark in ".?!")
    return plain[: cut + 1].rstrip(".!") if cut > 0 else plain


def names_something(cleaned: str) -> bool:
    """Is a complaint, disease, medicine or body site among its words?"""
    said = read_words(cleaned)
    return bool(concept_matcher().mentions(said) or site_matcher().mentions(said))


def is_specific(cleaned: str) -> bool:
    """Enough words that carry meaning; fewer when a telling complaint, disease, medicine or body site is among them."""
    telling = len(content_stems(cleaned) - _ASKING)
    if telling >= LEAST_STEMS:
        return True
    said = read_words(cleaned)
    named = {mention.id for mention in concept_matcher().mentions(said)} - headline_names()["vague"]
    return telling == LEAST_STEMS - 1 and bool(named or site_matcher().mentions(said))
