"""Who is the patient, who writes, and of which sex are they where these are two people?

A record holds one sex, and askers give sometimes the patient's and sometimes their own. What the text says of the
patient decides which it is: a sex that the text contradicts is the writer's.
"""

import re
from dataclasses import dataclass

from curbside.clinical.demographics.age_number import NUMBER_WORDS, read_number
from curbside.clinical.demographics.kin import KIN, KIN_WORD
from curbside.clinical.demographics.person import Demographics

# A presentation stands in the title or the first sentences.
_OPENING = 260
_PRESENTED = re.compile(
    rf"(?:^|[.!?,;:]\s*|\n\s*|\b(?:my|our|of|for|the|is)\s+)(?:(?:little|dear|baby|old|elderly|poor|only|first)\s+)?"
    rf"(?P<kin>(?:mother|father|sister|brother|son|daughter)[\s-]+in[\s-]+law|{KIN_WORD})(?![a-z])\s*"
    r"(?:[,(]\s*|\s(?:is|aged|age|of|who\s+is)\s+|\s)?(?:(?!i\b|had\b|has\b|have\b|since\b|got\b|died\b|is\b|after\b|for\b|and\b|with\b|in\b|at\b|about\b|me\b|us\b|gave|gives|said|says|told|tells|took|takes|thinks|who\b|noticed|wants|lost|lives|works|came|was\b|got|keeps|by\b|on\b|the\b|from\b|to\b)[a-z][\w'-]*\s*[,(]?\s*(?:is\s+|aged\s+|age\s+)?){0,2}"
    rf"(?P<n>\d{{1,3}}|{NUMBER_WORDS})(?![.,/:]?\d|%|\s?(?:mg|mcg|g|kg|ml|cm|mm|days?|hours?|times|x|am|pm|o'clock|kilos?|degrees)\b)"
    r"[\s-]*(?:(?P<months>months?|mos?|mths?)|(?P<weeks>weeks?|wks?)|years?|yrs?|yr|y|yo)?\b(?!\s+(?:ago|before|back|now|since|later|of|more|weeks|days|months|hours))"
)
# "My sister's friend, 40", "since my wife (50) left": named in passing.
_NOT_PRESENTED = re.compile(r"\b(?:like|than|with|from|to|by|when|because|since|says?|said|told)\s+(?:my|our)?\s*$")
_OWN_OPENING = re.compile(
    r"(?:^|[.!?,;:\n]\s*|\b(?:i'm|im|i\s+am)\s+(?:an?\s+)?)(?:(?P<female>female|woman|lady|f)|(?P<male>male|man|guy|m))?[\s,/]*\d{2}\s*(?:years?|yrs?|yr|y|yo|y/o)?(?:\s+old)?[\s,/]*(?:female|male|woman|man|guy|f|m)?\b"
    r"(?=\s*[,.;]|\s+(?:and|from|with|year|old))"
)
# "My wife won't sleep", "Wife's leg", "Husband snores" head a question about them.
_IN_TITLE = re.compile(rf"\b(?:my|our)\s+(?P<a>{KIN_WORD})(?:'?s)?\b|(?:^|\bof\s+)(?P<b>{KIN_WORD})'?s?\b")
_OWN_COMPLAINT = re.compile(
    r"\bi(?:'m|m|'ve|ve)?\s+(?:have|had|feel|get|got|suffer|cannot|can't|woke|take|started)\b|\bmy\s+(?:own\s+)?(?:pain|symptoms?|body|skin|head|chest|back|knee|leg|eye|ear|stomach)\b"
)
OTHER_SEX = {"female": "male", "male": "female"}
# "I'm her son", "as his mother", "(dad)", "worried mum here", "Auntie Rose" as a signature.
_WRITER = re.compile(
    rf"\bi(?:'m|m|\s+am)\s+(?:her|his|their|the|a|an)\s+(?:[\w']+\s+)?(?P<a>{KIN_WORD})\b(?!'s)"
    rf"|\bas\s+(?:her|his|their)\s+(?:\w+\s+)?(?P<b>{KIN_WORD})\b|\bas\s+a\s+(?P<g>mother|mum|mom|father|dad)\b"
    rf"|\((?:a\s+|the\s+|his\s+|her\s+)?(?:\w+\s+)?(?P<c>mother|mum|mom|mama|dad|daddy|papa|father|son|daughter|wife|husband|aunt|auntie|uncle)\)"
    rf"|\b(?:worried|anxious|concerned|tired|desperate|exhausted|scared)\s+(?P<d>mother|mum|mom|dad|father|son|daughter|wife|husband|aunt|auntie|uncle)\b"
    rf"|\b(?P<e>mum|mom|dad|mother|father)\s+(?:here|of\s+(?:two|three|four|five|twins|\d))\b"
    rf"|(?:[.?!,\n]|^)\s*(?P<f>auntie|uncle|mama|papa|grandma|grandpa)\s+\w+\W*$"
)
_WRITER_STATES = re.compile(
    r"\bi(?:'m|m|\s+am)\s+(?:(?!of\b|with\b|for\b|to\b)\w+[\s,]+){0,4}?(?:(?P<female>female|woman|lady)|(?P<male>male|man))\b(?!\s+(?:who|doctor))"
)
# "I am Olena's mother, he is 11", "I am Bilal brother, she is 44": whose relative the writer is.
_RELATED = re.compile(
    rf"\bi(?:'m|m|\s+am)\s+(?!(?:an?|the|my|our|her|his|their|your|one|not|only|also|no|still|now|here|just|like|first|single|new|as"
    rf"|of)\s)(?P<name>[a-z-]{{2,}}?)(?:'s?|s)?\s+(?P<kin>{KIN_WORD})\b[^.!?\n]{{0,30}}?\b(?P<they>he|she)(?:'s|\s+is)\b"
)
# Who the patient is to such a writer, by the patient's sex.
_CONVERSE = {
    "mother": ("son", "daughter"), "mum": ("son", "daughter"), "mom": ("son", "daughter"), "mama": ("son", "daughter"),
    "father": ("son", "daughter"), "dad": ("son", "daughter"), "papa": ("son", "daughter"),
    "wife": ("husband", "wife"), "husband": ("husband", "wife"), "son": ("father", "mother"),
    "daughter": ("father", "mother"), "brother": ("brother", "sister"), "sister": ("brother", "sister"),
    "aunt": ("nephew", "niece"), "uncle": ("nephew", "niece"), "nephew": ("uncle", "aunt"), "niece": ("uncle", "aunt"),
}  # fmt: skip
# "Our 2yo Tomas", "my 4-year-old".
_OUR_SMALL = re.compile(
    r"^(?:[^.!?\n]*\n)?[^.!?\n]{0,40}?\b(?:my|our)\s+(?P<n>\d{1,2})[\s-]*(?:yo|y/o|yrs?[\s-]old|years?[\s-]old|(?P<months>mo|months?[\s-]old))\b"
)
_GROWN = 16
_MY_PARTNER = re.compile(
    r"\b(?:my|our)\s+(?:\w+\s+)?(?:(?P<male>wife|girlfriend)|(?P<female>husband|boyfriend|hubby))\b"
)
_SHE, _HE = re.compile(r"\b(?:she|her|hers)\b"), re.compile(r"\b(?:he|his|him)\b")
# Pronouns of one sex must outnumber the other's this many times to speak for the patient.
_MOSTLY = 3


@dataclass(frozen=True, slots=True)
class Sexes:
    """The patient's and the writer's: "female", "male", another word of the record's, or "" where nothing tells."""

    patient: str
    writer: str


@dataclass(frozen=True, slots=True)
class Patient:
    """`subject` as in Subject, the word for the relative ("" for the writer), its sex or "", age in years or None."""

    subject: str
    kin: str
    sex: str
    age_years: float | None


def read_patient(said: Demographics, asked: str, recorded_sex: str) -> Patient:
    """Who a folded question is about. An opening that presents somebody ("Father, 77") outweighs who is named later.

    `said` is the reading of the whole text, which stands where the opening presents nobody.
    """
    other = _said_by_relation(asked) or _small_one(said, asked)
    if other is not None:
        return other
    presented = next(
        (hit for hit in _PRESENTED.finditer(asked[:_OPENING]) if not _NOT_PRESENTED.search(asked[: hit.start()])), None
    )
    own = _OWN_OPENING.search(asked[:_OPENING])
    alone = (
        own and not (presented and presented.start() < own.start()) and not (_SHE.search(asked) or _HE.search(asked))
    )
    # "Female, 34, pressure of 160. My father had it too": nobody else is spoken of as "he" or "she".
    if own and alone and said.subject not in ("self", "child"):
        return Patient("self", "", recorded_sex or _own(own), None)
    titled = _titled_kin(asked) if said.subject != "self" else ""
    kin = re.sub(r"[\s-]+in[\s-]+law", "-in-law", presented["kin"]) if presented else ""
    if titled and KIN[titled][1] and (presented is None or KIN[titled][0] != KIN.get(kin, ("",))[0]):
        # "My wife does not sleep. Our son is three weeks old": the title tells.
        subject, sex = KIN[titled]
        return Patient(subject, titled, sex or said.sex or "", said.age_years if said.subject == subject else None)
    if presented is None or (said.subject == "self" and _OWN_COMPLAINT.search(asked)):
        return Patient(said.subject, "", said.sex or "", said.age_years)
    subject, sex = KIN.get(kin, (said.subject, None))
    years = read_number(presented["n"]) / (12 if presented["months"] else 52 if presented["weeks"] else 1)
    return Patient(
        subject,
        kin,
        sex or said.sex or "",
        said.age_years if said.age_years is not None and said.subject == subject else years,
    )


def _said_by_relation(asked: str) -> Patient | None:
    hit = _RELATED.search(asked[:_OPENING])
    if hit is None or hit["kin"] not in _CONVERSE:
        return None
    female = hit["they"] == "she"
    kin = _CONVERSE[hit["kin"]][female]
    years = re.match(r"\s+(?:only\s+)?(\d{1,3})\b(?![.,]\d|\s*(?:weeks|months|kg|cm))", asked[hit.end() :])
    return Patient(KIN[kin][0], kin, "female" if female else "male", float(years[1]) if years else None)


def _small_one(said: Demographics, asked: str) -> Patient | None:
    hit = _OUR_SMALL.search(asked[:_OPENING]) if said.subject != "child" else None
    if hit is None or (not hit["months"] and int(hit["n"]) >= _GROWN):
        return None
    return Patient("child", "", "", int(hit["n"]) / (12 if hit["months"] else 1))


def _titled_kin(asked: str) -> str:
    hit = _IN_TITLE.search(asked.partition("\n")[0])
    return "" if hit is None else next(value for value in hit.groupdict().values() if value)


def _own(hit: re.Match[str]) -> str:
    return "female" if hit["female"] else "male" if hit["male"] else ""


def read_sexes(recorded: str, said: Patient, asked: str) -> Sexes:
    """`recorded` is "female", "male", "other" or ""; `asked` the folded question. Any text returns."""
    if said.subject == "self":
        own = recorded or said.sex
        return Sexes(own, own)
    told = _told_of_patient(said, asked)
    differs = recorded in OTHER_SEX and told == OTHER_SEX[recorded]
    writer = _told_of_writer(asked) or (recorded if differs else "")
    partner = _MY_PARTNER.search(asked)
    if not writer and recorded in OTHER_SEX and partner and partner[recorded]:
        writer = recorded
    return Sexes(told or ("" if writer and recorded == writer else recorded), writer)


def _told_of_patient(said: Patient, asked: str) -> str:
    """By the word that names the patient, unless the pronouns of the text speak for the other sex."""
    she, he = len(_SHE.findall(asked)), len(_HE.findall(asked))
    mostly = "female" if she > _MOSTLY * he else "male" if he > _MOSTLY * she else ""
    if said.sex and mostly and said.sex != mostly:
        return ""
    return said.sex or mostly


def _told_of_writer(asked: str) -> str:
    for hit in _WRITER.finditer(asked):
        word = next(value for value in hit.groupdict().values() if value)
        sex = KIN.get(word, ("", None))[1]
        if sex:
            return sex
    stated = _WRITER_STATES.search(asked)
    return "" if stated is None else "female" if stated["female"] else "male"
