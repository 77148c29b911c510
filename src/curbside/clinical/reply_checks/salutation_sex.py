"""Does the greeting's title fit the asker's sex?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.greeting import find_greeting
from curbside.clinical.reply_checks.lexicon import listed
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "salutation_sex_mismatch"
_OPENING_CHARACTERS = 200
_ADDRESSED = re.compile(r"(?:thank you|thanks|sorry|yes|well|hello|hi|so)[ ,]+(sir|madam|ma'am|mister)\b")


def find_salutation_sex(case: ReplyCase) -> Iterator[Problem]:
    """A title of the other sex in the greeting. A carer's own sex is not on record, so only askers about themselves."""
    if case.subject != "self" or case.sex not in ("female", "male"):
        return
    for start, end, title in _titles(case):
        sex = "male" if title in listed("male_titles") else "female"
        if sex != case.sex:
            message = f"The greeting is for a {sex} asker; the question says {case.sex}."
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)
            return


def _titles(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    greeting = find_greeting(case)
    if greeting and greeting.title in (*listed("male_titles"), *listed("female_titles")):
        yield greeting.start, greeting.end, greeting.title
    for hit in _ADDRESSED.finditer(case.folded[:_OPENING_CHARACTERS]):
        yield hit.start(1), hit.end(1), hit[1]
