"""Is a medicine to be taken oftener, or more pieces of it at once, than anybody takes it?

Weekly medicines come from knowledge/reply_checks_drugs.yaml (`weekly_only`). Frames are everyday English, our own list;
unreviewed.
"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.demographics.age_number import NUMBER_WORDS, read_number
from curbside.clinical.reply_checks.lexicon import alternatives, listed
from curbside.clinical.reply_checks.medicines.dose_words import dose_words
from curbside.clinical.reply_checks.reading import is_negated

_N = rf"(?:\d{{1,3}}|{NUMBER_WORDS})"
_MOST_TIMES, _MOST_PIECES = 8, 10
_TIMES = re.compile(
    rf"\b(?P<n>{_N})\s*(?:x|times)\s+(?:a|per|each|every|in\s+a|in\s+the|over\s+the)\s+(?:day|morning|night|hour)\b|\b(?P<n2>{_N})\s+times\s+daily\b"
)
_PIECES = re.compile(
    rf"\b(?P<n>{_N})(?:\s+(?:or|to)\s+(?P<n2>{_N}))?\s+(?:tablets|pills|capsules|caplets)\b(?P<after>[^.;]{{0,40}})"
)
_AT_A_TIME = re.compile(
    r"\b(?:times|every|daily|a\s+day|each|at\s+once|at\s+a\s+time|together|twice|once|morning|night|with)\b"
)
_TAKE = re.compile(r"\b(?:take|takes|taking|swallow|give|giving|mg)\b[^.;]{0,30}$")
_IN_ALL = re.compile(
    r"\b(?:over|in\s+all|in\s+total|altogether|a\s+month|box|pack|strip|left|prescri\w+|bottle|course)\b"
)
# "Sips every ten minutes" and sprays for a heart in pain are no dosing of tablets.
_NO_HOURLY = re.compile(
    r"\b(?:sips?|water|fluids?|angina|chest|nitro\w*|check|measure|eye\s*drops?|drops|at\s+most\s+once)\b"
)
_DAILY = (
    r"(?:(?:once|twice|three\s+times|one|two)\s+(?:tablets?\s+|times?\s+)?(?:a|per|each|every)\s+day|(?:once\s+|twice\s+)?daily|every\s+(?:single\s+)?(?:day|morning|evening|night)|each"
    r"\s+(?:day|morning|evening|night)|(?:a|per)\s+day)"
)
_NOT_IT = re.compile(r"\b(?:folic|folate|except|other\s+than|but\s+not|the\s+day|any\s+other|instead)\b")


def too_often(sentence: str) -> Iterator[tuple[int, int, str]]:
    """Spans of the folded sentence with more times a day, shorter pauses or more pieces at once than are ever meant."""
    for hit in _TIMES.finditer(sentence):
        if read_number(hit["n"] or hit["n2"]) > _MOST_TIMES:
            yield hit.start(), hit.end(), "So many times a day are hardly ever meant."
    for hit in _hourly().finditer(sentence):
        if not _NO_HOURLY.search(sentence[max(0, hit.start() - 40) : hit.end()]):
            yield hit.start(), hit.end(), "So many times a day are hardly ever meant."
    for hit in _PIECES.finditer(sentence):
        most = read_number(hit["n2"] or hit["n"])
        meant = _AT_A_TIME.search(hit["after"]) or _TAKE.search(sentence[: hit.start()])
        if most >= _MOST_PIECES and meant and not _IN_ALL.search(sentence):
            yield hit.start(), hit.end("n"), "So many tablets at once are hardly ever meant."


def weekly_taken_daily(sentence: str) -> Iterator[tuple[int, int, str]]:
    """A medicine that is taken once a week, said to be taken each day."""
    for hit in _weekly().finditer(sentence):
        if not is_negated(sentence, hit.start("daily"), reach=90) and not _NOT_IT.search(hit[0]):
            yield hit.start("daily"), hit.end("daily"), f"{hit['name'].capitalize()} is usually taken once a week."


@cache
def _hourly() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:\d[\d.,]*\s?(?:{dose_words('weighed')}|units?|iu)|tablets?|capsules?|pills?|dose)\b[^.;]{{0,30}}?\b(?:every|each)\s+(?:single\s+)?"
        r"(?:hour|half\s+hour|half\s+an\s+hour|\d{1,2}\s+minutes|(?:ten|fifteen|twenty|thirty)\s+minutes)\b"
    )


@cache
def _weekly() -> re.Pattern[str]:
    name = alternatives(listed("weekly_only"))
    return re.compile(rf"(?<![a-z])(?P<name>{name})(?![a-z])(?:(?!\bweek)[^.;:,()]){{0,60}}?\b(?P<daily>{_DAILY})\b")
