"""Does a sentence that says what to look out for put that danger off: "if you faint, mention it at your next visit"?

Only what the sentence itself holds counts: a sign behind an "if", a deed on a later day, and nothing nearer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from curbside.clinical.reply_checks.clauses import CONDITIONS, PARTS, REFUSALS, SHOULD_AT_HEAD
from curbside.clinical.reply_checks.lexicon import entry, listed, phrases
from curbside.clinical.reply_checks.reading import is_negated

_PARTS = re.compile(rf"{PARTS}|(?<=\w)[–—](?=\s)")
_MARKER = re.compile(rf"\b(?:{CONDITIONS}|in case|as soon as|in the event of|for|with)\b|{SHOULD_AT_HEAD}")
# Behind these two a plain purpose stands more often than a danger: one sign is not enough.
_WEAK = ("for", "with")
_EXCEPT = re.compile(r"\bunless\b|\bas long as\b|\bprovided\b|\bso long as\b|\brather than\b|\binstead of\b")
# What may stand before the deed: "so please just book …", "you can mention it …", "our advice is to wait".
_HEAD = re.compile(
    r"^\W*(?:(?:and|or|but|so|then|please|just|simply|do|first|only|you|he|she|they|it|that|this|these|those|we|i"
    r"|let|have|can|may|could|should|will|would|might|need|needs|to|best|always|also|kindly|calmly|quietly|better"
    r"|well|in that case|her|him|them|there is|there's|is|are|be|no|the|your|'ll|\w+ly)\s+){0,6}$"
)
_REFUSED = re.compile(
    rf"(?:\b(?:{REFUSALS}|too \w+ to)|n't)"
    r"\s+(?:\w+\s+){0,2}$"
)
# A day or two may pass over one mild sign; a month may not.
_DAYS = re.compile(r"tomorrow|morning|night|day|opens")


@dataclass(frozen=True, slots=True)
class DelayedNet:
    """Offsets of the delay in the folded sentence, the sign it puts off, and whether that sign waits for nothing."""

    start: int
    end: int
    sign: str
    certain: bool


def delayed_net(sentence: str, danger: tuple[re.Pattern[str], ...]) -> DelayedNet | None:
    """The first delay of a folded sentence whose own "if" names a danger. `danger`: what waits for nothing."""
    for low, part in parts_of(sentence, _PARTS):
        found = _in_part(part, danger)
        if found is not None:
            return DelayedNet(low + found.start, low + found.end, found.sign, found.certain)
    return None


def parts_of(sentence: str, cuts: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """(where it starts, part) of what `cuts` part `sentence` into."""
    low = 0
    for cut in cuts.finditer(sentence):
        yield low, sentence[low : cut.start()]
        low = cut.end()
    yield low, sentence[low:]


def _in_part(part: str, danger: tuple[re.Pattern[str], ...]) -> DelayedNet | None:
    if _EXCEPT.search(part) or is_near(part):
        return None
    for hit, is_later in _delays(part):
        left, right, behind = _clause(part, hit.start(), hit.end())
        if behind is None or _REFUSED.search(part[left : hit.start()]):
            continue
        deed = part[left:right]
        if emergency_places().search(part[:left] + " " + part[right:]):
            continue
        if is_later and not has_deed_at_head(deed):
            continue
        sign, count, certain = _signs_in(behind[1], danger)
        if not sign or (not certain and any(p.search(behind[1]) for p in _lasting())):
            continue
        later = later_in(deed) or next((h for p in phrases("waiting_times") if (h := p.search(deed))), None)
        if not certain and count < 2 and (behind[0] in _WEAK or later is None or _DAYS.search(later[0])):
            continue
        return DelayedNet(hit.start(), hit.end(), sign, certain)
    return None


def is_near(text: str) -> bool:
    """Does a folded text name the nearer day that takes a delay back?"""
    return _near().search(text) is not None


def later_in(text: str) -> "re.Match[str] | None":
    """The first later day of a folded text."""
    return next(iter(later_times(text)), None)


def idle_in(text: str) -> "re.Match[str] | None":
    """The first waiting of a folded text that is not refused in it."""
    hits = (hit for pattern in phrases("idle_deeds") for hit in pattern.finditer(text))
    kept = (hit for hit in hits if not _REFUSED.search(text[: hit.start()]))
    return min(kept, key=lambda hit: hit.start(), default=None)


def later_times(text: str) -> "list[re.Match[str]]":
    """Every later day of a folded text, in its order; two lists may see one day twice."""
    return sorted((hit for one in phrases("later_times") for hit in one.finditer(text)), key=lambda hit: hit.start())


def _delays(part: str) -> "list[tuple[re.Match[str], bool]]":
    found = [(hit, True) for hit in later_times(part)]
    found += [(hit, True) for pattern in phrases("waiting_times") for hit in pattern.finditer(part)]
    found += [(hit, False) for pattern in phrases("idle_deeds") for hit in pattern.finditer(part)]
    return sorted(found, key=lambda one: (one[0].start(), not one[1]))


def _clause(part: str, start: int, end: int) -> tuple[int, int, tuple[str, str] | None]:
    """Bounds of the deed around [start, end), and the condition it hangs on as (marker, text); None without one."""
    markers = [hit for hit in _MARKER.finditer(part) if not start <= hit.start() < end]
    left = max((hit.end() for hit in re.finditer(r",\s+|:\s+|\?\s+", part[:start])), default=0)
    before = [hit for hit in markers if hit.start() < start and hit[0] not in _WEAK]
    after = [hit for hit in markers if hit.start() >= end]
    if before and before[-1].start() >= left:
        return left, end, None  # the later day stands in the condition itself: "if it is no better by Monday"
    if before and after and after[0][0] in _WEAK:
        after = []
    right = after[0].start() if after else len(part)
    if after:
        return left, right, (_plain(after[0][0]), part[after[0].end() :])
    if before:
        return left, right, (_plain(before[0][0]), part[before[0].end() : left])
    colon = part.find(":")
    if 0 < colon < start:  # a telegram: "Fever, pus: tell us next week"
        return left, right, ("if", part[:colon])
    if 0 <= end <= colon:  # and the other way round: "For the next visit, note: fever, pus"
        return left, colon, ("if", part[colon:])
    return left, right, None


def _plain(marker: str) -> str:
    return marker.strip(" ,")


def has_deed_at_head(deed: str) -> bool:
    """Does a folded clause begin with something to do: "see your doctor", "you can mention it"?"""
    return any(_HEAD.match(deed[: hit.start()]) for hit in _care().finditer(deed))


def _signs_in(text: str, danger: tuple[re.Pattern[str], ...]) -> tuple[str, int, bool]:
    """The first sign, how many there are, and whether one waits for nothing; what is denied is none."""
    certain = [hit for pattern in danger for hit in pattern.finditer(text) if not is_negated(text, hit.start())]
    mild = [hit for pattern in _alarms() for hit in pattern.finditer(text) if not is_negated(text, hit.start())]
    places = {hit.start() for hit in (*certain, *mild)}
    first = min((*certain, *mild), key=lambda hit: hit.start(), default=None)
    return (first[0] if first else "", len(places), bool(certain))


@cache
def _near() -> re.Pattern[str]:
    return re.compile(str(entry("near_times")))


@cache
def _care() -> re.Pattern[str]:
    return re.compile(str(entry("care_deeds")))


@cache
def emergency_places() -> re.Pattern[str]:
    return re.compile(str(entry("emergency_places")))


@cache
def _alarms() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![a-z])(?:{sign})(?![a-z])") for sign in listed("alarm_signs"))


@cache
def _lasting() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![a-z])(?:{word})(?![a-z])") for word in listed("lasting_words"))
