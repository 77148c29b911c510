"""Does the way the reply addresses the asker fit the asker's sex?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, fold, listed
from curbside.clinical.reply_checks.person.greeting import find_greeting
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "salutation_sex_mismatch"
# Words that address somebody wherever they stand: between commas, at an end, or after thanks. Our own list.
_ADDRESSED = re.compile(
    r"(?:(?:thank you|thanks|sorry|yes|well|hello|hi|so|good day|welcome)[ ,]+|[,;]\s*)"
    r"(?P<title>sir|madam|ma'am|mister)(?=\s*[,.!?;:\n]|\s*$)"
    r"|\b(?:my\s+(?:dear\s+|good\s+)?|dear\s+|young\s+|good\s+)(?P<who>lady|woman|girl|madam|man|sir|gentleman|boy"
    r"|fellow)"
    r"(?=\s*[,.!?;:\n])"
)
_MALE_WORDS = frozenset(
    {
        "man",
        "sir",
        "gentleman",
        "boy",
        "fellow",
        "mister",
        "brother",
        "uncle",
        "grandpa",
        "grandad",
        "grandfather",
        "father",
        "papa",
        "dad",
    }
)
# "Dear Uncle Prosper", "Brother Amal": kin words that stand as titles in many countries, before a name or alone.
_KIN_TITLE = re.compile(
    r"^\W*(?:(?P<dear>dear|hello|hi|respected|good\s+\w+|greetings|salam|namaste),?\s+)?(?P<kin>brother|sister|uncle|aunt|aunty|auntie|grandpa|grandad|grandfather"
    r"|grandma|granny|grandmother|mother|mama|father|papa|dad|mum|mom)(?=\s+[a-z]+\s*[,:!\n]|\s*[,:!\n])"
)
_RESPECTED = re.compile(
    r"^\W*(?:respected|esteemed|honou?red|most\s+respected)\s+(?:dear\s+)?(?P<title>sir|madam|ma'am|mr|mrs|ms|miss)\b"
)


def find_salutation_sex(case: ReplyCase) -> Iterator[Problem]:
    """A title of the other sex for the asker, whose own sex may differ from the patient's (people.py)."""
    if case.writer_sex not in ("female", "male"):
        return
    for start, end, title in _titles(case):
        sex = "male" if title in listed("male_titles") or title in _MALE_WORDS else "female"
        if sex != case.writer_sex:
            message = f"This addresses a {sex} asker; the question says {case.writer_sex}."
            yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)
            return


def _titles(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    greeting = find_greeting(case)
    if greeting and greeting.title in (*listed("male_titles"), *listed("female_titles")):
        yield greeting.start, greeting.end, greeting.title
    for hit in filter(None, (_KIN_TITLE.match(case.folded), _RESPECTED.match(case.folded))):
        yield hit.start(), hit.end(), hit.groupdict().get("kin") or hit.groupdict().get("title") or ""
    for hit in _ADDRESSED.finditer(case.folded):
        yield hit.start(), hit.end(), hit["title"] or hit["who"]
    names = [word for word in re.findall(r"\w+", fold(case.question.alias)) if len(word) > 1]
    if names:
        for hit in re.finditer(rf"{_titled()}\s+(?:{alternatives(names)})\b", case.folded):
            yield hit.start(), hit.end(), hit["title"]


@cache
def _titled() -> str:
    titles = (title for title in (*listed("male_titles"), *listed("female_titles")) if title.isascii())
    return rf"\b(?P<title>{alternatives(titles)})\.?"
