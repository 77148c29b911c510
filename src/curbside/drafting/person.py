"""Does a claim speak of the person the question is about: age group, sex, pregnancy?"""

import re
from dataclasses import dataclass
from functools import lru_cache

from curbside.clinical.case import CaseQuestion
from curbside.clinical.demographics import read_demographics

# Words that limit a claim to a group of people (our own lists, over the words the packaged topics use).
_BABY = re.compile(r"\b(?:bab(?:y|ies)|newborns?|infants?)\b", re.I)
_CHILD = re.compile(r"\b(?:toddlers?|child(?:ren|hood)?|kids?|teen\w*|school|nursery|nappy)\b", re.I)
_PREGNANT = re.compile(r"\b(?:pregnan\w*|miscarriage\w*|unborn|breastfe\w+|giving birth|after birth)\b", re.I)
_WOMEN = re.compile(r"\b(?:wom[ae]n|periods?|menopaus\w*|vagina\w*|womb|ovar\w+|menstru\w*)\b", re.I)
_MEN = re.compile(r"\b(?:m[ae]n|prostate|testic\w+|penis|erecti\w+|semen)\b", re.I)
_OLD = re.compile(r"\b(?:older (?:people|adults|men|women)|old age|with age|elderly|over (?:5|6|7)\d)\b", re.I)
# A condition that only somebody of the group can have: "a baby struggles to breathe", "you are pregnant".
_A_BABY = re.compile(r"^(?:an?|the|your) (?:\w+ )?(?:bab(?:y|ies)|newborns?|infants?)\b|\bunder 3 months\b", re.I)
_A_CHILD = re.compile(r"^(?:an?|the|your) (?:\w+ )?(?:child(?:ren)?|toddlers?|teen\w*)\b", re.I)
_A_WOMAN = re.compile(
    r"\b(?:pregnan\w*|gave birth|giving birth|breastfe\w+|a mother|vagina\w*|period|miscarriage)\b", re.I
)
_A_MAN = re.compile(r"\b(?:penis|testic\w+|prostate|erection)\b", re.I)
_YEARS = re.compile(r"\d{1,3}")
_BABY_TO, _GROWN_UP, _OLDER = 2, 18, 50


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of the person: years, "female" or "male" or "", and what the case says of pregnancy."""

    age: float | None
    sex: str
    pregnant: bool
    subject: str


@lru_cache(maxsize=128)
def person_of(question: CaseQuestion) -> Person:
    """The question's own facts first, else what its words say."""
    text = f"{question.title}\n{question.body}"
    read = read_demographics(text)
    years = _YEARS.search(question.age)
    return Person(
        age=float(years[0]) if years else read.age_years,
        sex=question.sex or read.sex or "",
        pregnant=read.pregnant is True or (read.pregnant is None and bool(_PREGNANT.search(text))),
        subject=read.subject,
    )


def fits_person(text: str, person: Person) -> bool:
    """False when `text` is about a group the person is not known to belong to."""
    is_child = person.age < _GROWN_UP if person.age is not None else person.subject == "child"
    if _BABY.search(text) and not (person.age is not None and person.age < _BABY_TO):
        return False
    if _CHILD.search(text) and not is_child:
        return False
    if _PREGNANT.search(text) and (not person.pregnant or person.sex == "male"):
        return False
    if _WOMEN.search(text) and (person.sex != "female" or is_child):
        return False
    if _MEN.search(text) and (person.sex != "male" or is_child):
        return False
    return not (_OLD.search(text) and person.age is not None and person.age < _OLDER)


def may_concern(text: str, person: Person) -> bool:
    """False when `text` is a condition that this person cannot have, by what is known of age and sex. Kinder than
    `fits_person`: a woman who did not say that she is pregnant may be."""
    is_child = person.age < _GROWN_UP if person.age is not None else person.subject == "child"
    if _A_BABY.search(text) and not (is_child and (person.age is None or person.age < _BABY_TO)):
        return False
    if _A_CHILD.search(text) and not is_child:
        return False
    if _A_WOMAN.search(text) and person.sex == "male":
        return False
    return not (_A_MAN.search(text) and person.sex == "female")
