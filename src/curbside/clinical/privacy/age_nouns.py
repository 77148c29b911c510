"""How "34 years old" gives way to a band before a noun, behind an article or by itself."""

import re

from curbside.clinical.demographics.age import AgeMention
from curbside.clinical.demographics.age_context import PERSON
from curbside.clinical.demographics.person import AgeBand
from curbside.clinical.privacy.age_subject import find_whose, whose_of
from curbside.clinical.privacy.age_words import noun_of, say_age, say_group
from curbside.clinical.privacy.span import IdentifierType, PrivacySpan, make_span

_ARTICLE = re.compile(
    r"\b(?:an?|my|our|his|her|their|the)\s+(?:(?:otherwise|generally|very|fairly|healthy|fit|normal|active|white|black|"
    r"asian|young|stressed|out|tall|thin|slim|happy|worried|poor|little|dear)\s+){0,3}$",
    re.IGNORECASE,
)
_ADJECTIVE = (
    r"(?:(?:otherwise|generally|very|newly)\s)?(?:(?:white|black|asian|healthy|old|young|married|single|pregnant|"
    r"overweight|obese|diabetic|fit|active|thin|slim|retired|working|unmarried|widowed|divorced)\s){0,2}"
)
_NOUN = re.compile(rf"[\s-]{{1,2}}(?P<adj>{_ADJECTIVE})(?P<noun>{PERSON})\b", re.IGNORECASE)
# "a 38 year old teacher": any word but these and plain adjectives says what the person is.
_OTHER_NOUN = re.compile(
    r"\s(?P<adj>)(?!(?:with|and|who|has|have|had|is|was|in|on|at|of|or|but|that|to|from|for|as|living|having|suffering|"
    r"now|here|so|since|when|very|also|never|not|i|he|she|we|they|my|his|her|just|which|will|would|could|should"
    r"|must|keeps?|cannot)\b)"
    r"(?P<noun>[a-z]{4,20})(?<!s)(?<!ic)(?<!ed)(?<!ing)(?<!ful)(?<!ous)(?<!ly)\b(?!\s[a-z]{4,20}\b"
    r"(?<!with)(?<!from)(?<!that))"
)
# Anything but a word that goes on with the sentence makes the age an attribute: "a 20 year old nursing student".
_ATTRIBUTE = re.compile(
    r"\s(?!(?:with|and|who|has|have|had|is|was|in|on|at|of|or|but|that|to|from|for|as|living|having|suffering|"
    r"now|here|so|since|when|very|also|never|not|i|he|she|we|they|my|his|her|just|which)\b)[a-z]{3,20}\b"
)
_IN_SOMEBODY = re.compile(r"\b(?:in|for)\s$", re.IGNORECASE)
_TENS_WORDS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"]


def say_years_old(text: str, mention: AgeMention, band: AgeBand) -> PrivacySpan:
    """The whole phrase with its noun, so that the sentence reads on."""
    article = _ARTICLE.search(text[max(0, mention.start - 40) : mention.start])
    noun = _NOUN.match(text, mention.end) or (article and _OTHER_NOUN.match(text, mention.end))
    if noun:
        return _before_noun(text, mention, band, noun)
    if article and _ATTRIBUTE.match(text, mention.end) and band.low >= 20:
        return make_span(text, (mention.start, mention.end), IdentifierType.AGE_EXACT, _something(band))
    if article or _starts_as_noun(text, mention):
        return _as_noun(text, mention, band, article)
    if _IN_SOMEBODY.search(text[max(0, mention.start - 5) : mention.start]) and _is_lone(text, mention):
        words = f"a {noun_of(band)} {say_group(band, 'their')}"
        return make_span(text, (mention.start, mention.end), IdentifierType.AGE_EXACT, words)
    if at := re.search(r"\bat\s$", text[max(0, mention.start - 4) : mention.start]):
        start = mention.start - len(at[0])
        words = say_age(band, find_whose(text, start, mention.end))
        return make_span(text, (start, mention.end), IdentifierType.AGE_EXACT, words)
    words = say_age(band, find_whose(text, mention.start, mention.end))
    if text[mention.start : mention.end].lower().endswith("olds"):
        words = f"{'people' if band.low >= 20 else 'children'} {say_group(band, 'their')}"
    return make_span(text, (mention.start, mention.end), IdentifierType.AGE_EXACT, words)


def _something(band: AgeBand) -> str:
    """In front of a noun: "a thirty-something nursing student"."""
    if band.high is None:
        return "very old"
    return f"{_TENS_WORDS[band.low // 10 - 2]}-something"


def _starts_as_noun(text: str, mention: AgeMention) -> bool:
    """ "8 year old knocked out a tooth" opens a line: the age is its subject."""
    opens = not text[max(0, mention.start - 1) : mention.start].strip(" \n") and (
        mention.start == 0 or text[mention.start - 1] == "\n"
    )
    said = text[mention.start : mention.end].lower()
    goes_on = re.match(r"\s[a-z]", text[mention.end : mention.end + 2])
    return opens and said.endswith(("old", "yo", "y/o", "y.o.")) and "s old" not in said and bool(goes_on)


def _is_lone(text: str, mention: AgeMention) -> bool:
    """ "earache in 4yo": somebody of that age, where "4 years old" is an age."""
    said = text[mention.start : mention.end].lower()
    return said.endswith(("old", "yo", "y/o", "y.o.")) and not re.search(r"s[\s-]?old$", said)


def _before_noun(text: str, mention: AgeMention, band: AgeBand, noun: re.Match[str]) -> PrivacySpan:
    start, name = mention.start, noun["noun"]
    whose = whose_of(name)
    first_person = r"\bI(?:\sam|['’]?m)\s$" if whose != "their" else r"\bI(?:\sam|['’]?m)\s(?:an?\s)?$"
    if re.search(first_person, text[max(0, start - 8) : start], re.IGNORECASE):
        whose = "my"
    words = f"{noun['adj'] or ''}{name} {say_group(band, whose)}"
    before = text[max(0, start - 4) : start].lower()
    if re.search(r"\ban $", before) and words[0].lower() not in "aeiou":
        start, words = start - 3, f"{text[start - 3]} {words}"
    elif re.search(r"\ba $", before) and words[0].lower() in "aeiou":
        start, words = start - 2, f"{text[start - 2]}n {words}"
    return make_span(text, (start, noun.end()), IdentifierType.AGE_EXACT, words)


def _as_noun(text: str, mention: AgeMention, band: AgeBand, article: re.Match[str] | None) -> PrivacySpan:
    start = mention.start
    words = f"{noun_of(band)} {say_group(band, 'their')}"
    if article is None:
        words = words.capitalize()
    elif article[0].lower().startswith("an"):
        start, words = start - 3, f"{text[start - 3]} {words}"
    return make_span(text, (start, mention.end), IdentifierType.AGE_EXACT, words)
