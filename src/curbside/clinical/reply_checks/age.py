"""Does the reply give the asker's age as the question gives it?"""

import re
from collections.abc import Iterator

from curbside.clinical.demographics_age_number import read_number
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "age_mismatch"
_N = r"(?P<n>\d{1,3})"
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
_STATED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:at )?(?:your|his|her) age (?:of |is |\(|being )+{_N}\b",
        rf"\byou(?: are|'re) (?:only |now |just |still |already )?(?:a )?{_N}(?=[ -]years?[ -]old|\b(?:,|\.| and| so"
        rf"| which)(?!\d))",
        rf"\b(?:as|for|being|in) an? (?:[a-z]+ )?{_N}[ -]years?[ -]old\b(?! (?:and|or) (?:over|older))",
        rf"\b(?:since|as|because) you(?: are|'re) {_N}\b(?! (?:weeks|days|months|kg|cm))",
        rf"\byour {_N}[ -]years?[ -]old\b",
        rf"\bat {_N} years of age\b",
        r"\b(?:man|woman|patient) in (?:his|her|their) (?:early |mid |mid-|late )?"
        r"(?P<tens>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b",
        rf"\bat {_N}(?: years(?: of age| old)?)?, (?:you|your|this|it|a|such)\b",
        # A bare "at 62," is an age; numbers around 38 and 40 are as often a temperature.
        r"\bat (?P<n>[12]\d|3[0-4]|4[3-9]|[5-8]\d), [a-z]",
        # "For a man of 58", "a boy of 9"; and "a nine-year-old who" where the words speak of this patient.
        rf"\b(?:an?|the) (?:\w+ )?(?:man|woman|girl|boy|child|patient|lady|gentleman|person) (?:of|"
        rf"aged) {_N}\b(?!\s?(?:kg|cm|st))",
        r"(?:^|[.!?\n]\s*)at (?P<n>[12]\d|3[0-4]|4[3-9]|[5-8]\d) (?=[a-z])(?!weeks|months|days|kg|cm|mg|degrees|"
        r"percent|to)",
        rf"\ba (?P<word>{_WORDS})[ -]years?[ -]old\b(?! (?:and|or) (?:over|older))",
        rf"\ba {_N}[ -]years?[ -]old (?=who|whose|with|that)",
        rf"\ba {_N}[ -]years?[ -]old (?:woman|man|girl|boy|female|male|person|patient) (?:like|such as|as) (?:you"
        rf"|yours)",
        r"\b(?:in|at) your (?:early |mid |mid-|late )?(?P<decade>[2-9]0)'?s\b",
        r"\b(?:in|at) your (?:early |mid |mid-|late )?(?P<tens>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b",
        r"\b(?:as a|being a|you are a|you're a) (?:healthy )?(?P<teen>teenager|teen)\b",
        r"\b(?:as an|being an|you are an|you're an|at your) (?P<old>elderly|older|advanced|old)(?: age| person| man| "
        r"woman| patient| adult)?\b",
    )
)
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
# "Elderly" below this age is a mix-up of records rather than a matter of taste (WHO: older person, 60 and over).
_OLDER_FROM = 55.0
_BAND = re.compile(r"(\d{1,3})\s*(?:-|–|—|~|to)\s*(\d{1,3})")


def find_age(case: ReplyCase) -> Iterator[Problem]:
    """An age given as the patient's that neither the record's band nor the question's own words allow."""
    allowed = [span for span in (_recorded(case.question.age), _written(case.age_years)) if span]
    if not allowed:
        return
    for pattern in _STATED:
        for hit in pattern.finditer(case.folded):
            low, high = _stated(hit)
            if any(low <= upper and lower <= high for lower, upper in allowed):
                continue
            message = "The reply gives another age than the question."
            yield problem(case, TYPE, hit.start(), hit.end(), severity=Severity.WARN, message=message)


def _stated(hit: re.Match[str]) -> tuple[float, float]:
    """Lowest and highest age in years that the words allow."""
    groups = hit.groupdict()
    if word := groups.get("word"):
        years = read_number(word)
        return years, years + 0.99
    if number := groups.get("n"):
        return float(number), float(number) + 0.99
    if groups.get("teen"):
        return 12.0, 19.99
    if groups.get("old"):
        return _OLDER_FROM, 130.0
    decade = float(groups["decade"]) if groups.get("decade") else float(_TENS[hit["tens"]])
    return decade, decade + 9.99


def _recorded(age: str) -> tuple[float, float] | None:
    if band := _BAND.search(age):
        return float(band[1]), float(band[2]) + 0.99
    number = re.search(r"\d{1,3}", age)
    if number is None:
        return None
    years = read_number(number[0])
    is_open = re.search(r"\+|over|older|above|up", age.lower()) is not None
    if re.search(r"month|week|day|under", age.lower()):
        return 0.0, 2.0
    return years, 130.0 if is_open else years + 0.99


def _written(years: float | None) -> tuple[float, float] | None:
    return None if years is None else (float(int(years)), float(int(years)) + 0.99)
