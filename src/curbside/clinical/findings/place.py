"""Where is it, which side, how bad, and since when: what stands around one mention in its sentence."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from curbside.clinical.findings.time import TimeSaid
from curbside.clinical.findings.vocabulary import Mention
from curbside.clinical.findings.words import Word

# Characters: about eight words to a site, half a long sentence to a time.
_SITE_REACH, _TIME_REACH, _SEVERITY_REACH = 48, 130, 28
# Crossing a comma or "and" costs as much as this many characters: the next clause has its own facts.
_CLAUSE_COST = 30
_CROSSING = re.compile(r"[,;:]|\b(?:and|but|while|then)\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(left|right|both|bilateral)\b|左|右|雙|双|兩側", re.IGNORECASE)
_SIDES = {
    "left": "left", "right": "right", "both": "both", "bilateral": "both", "左": "left", "右": "right",
    "雙": "both", "双": "both", "兩側": "both",
}  # fmt: skip
_NOT_A_SIDE = re.compile(
    r"^\s+(?:now|away|after|before|when|then|doctor|thing|wing|handed)\b|^\s*[?.!,]", re.IGNORECASE
)
_SEVERITY = re.compile(
    r"\b(mild|slight|slightly|little|minor|moderate|severe|severely|intense|terrible|awful|horrible|excruciating|"
    r"unbearable|extreme|extremely|worst|sharp|dull|constant|sudden|bad|very bad|occasional)\b",
    re.IGNORECASE,
)
_DEGREES = {
    "slight": "mild", "slightly": "mild", "little": "mild", "minor": "mild", "mild": "mild", "moderate": "moderate",
    "severe": "severe", "severely": "severe", "intense": "severe", "terrible": "severe", "awful": "severe",
    "horrible": "severe", "excruciating": "severe", "unbearable": "severe", "extreme": "severe", "extremely": "severe",
    "worst": "severe", "bad": "severe", "very bad": "severe",
}  # fmt: skip
# What denies from within a phrase ("my knee does not hurt").
_DENIALS = frozenset(
    {"not", "no", "never", "without", "negative", "free",
     "isn't", "aren't", "wasn't", "weren't", "doesn't", "don't", "didn't", "hasn't", "haven't",
     "isnt", "arent", "wasnt", "doesnt", "dont", "didnt", "hasnt", "havent"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """One text's words, body sites, times and sentence bounds, read once for all its findings."""

    text: str
    words: tuple[Word, ...]
    sites: tuple[Mention, ...]
    times: tuple[TimeSaid, ...]
    sentences: tuple[tuple[int, int], ...]

    def sentence_of(self, at: int) -> tuple[int, int]:
        """Bounds of the sentence that holds character `at`; the whole text when none does."""
        index = bisect_right(self.sentences, (at, len(self.text) + 1)) - 1
        return self.sentences[index] if index >= 0 else (0, len(self.text))

    def site_of(self, mention: Mention, *, inside_only: bool = False) -> Mention | None:
        """The body site inside the mention, else (unless `inside_only`) the nearest one in its sentence."""
        low, high = self.sentence_of(mention.start)
        inside = [s for s in self._near(self.sites, mention) if mention.start <= s.start and s.end <= mention.end]
        if inside or inside_only:
            return inside[-1] if inside else None
        near = [s for s in self._near(self.sites, mention) if low <= s.start and s.end <= high]
        costs = [(self._cost(mention, site.start, site.end), site.start, site) for site in near]
        best = min(costs, key=lambda cost: cost[:2], default=None)
        return best[2] if best and best[0] <= _SITE_REACH else None

    def side_of(self, mention: Mention, site: Mention | None) -> str | None:
        """left | right | both, said just before the site or within the mention or just before it."""
        spans = [(site.start - 16, site.end)] if site else []
        spans.append((mention.start - 16, mention.end))
        low, high = self.sentence_of(mention.start)
        for start, end in spans:
            for match in _SIDE.finditer(self.text, max(low, start), min(high, end)):
                if not _NOT_A_SIDE.match(self.text[match.end() : match.end() + 12]):
                    return _SIDES[match.group().lower()]
        return None

    def severity_of(self, mention: Mention) -> str | None:
        """mild | moderate | severe as said within the mention or just before it."""
        low, _ = self.sentence_of(mention.start)
        start = max(low, mention.start - _SEVERITY_REACH)
        before = self.text[start : mention.end]
        cut = max((m.end() for m in _CROSSING.finditer(before) if m.end() <= mention.start - start), default=0)
        said = [match.group(1).lower() for match in _SEVERITY.finditer(before, cut)]
        return next((_DEGREES[word] for word in reversed(said) if word in _DEGREES), None)

    def denied_within(self, mention: Mention) -> bool:
        """Does a denial stand among the words the phrase steps over?"""
        if not mention.indexes or mention.indexes[-1] - mention.indexes[0] + 1 == len(mention.indexes):
            return False
        gaps = set(range(mention.indexes[0], mention.indexes[-1])).difference(mention.indexes)
        return any(self.words[at].written.lower().replace("’", "'") in _DENIALS for at in gaps)

    def time_of(self, mention: Mention) -> TimeSaid | None:
        """The nearest time said in the sentence."""
        low, high = self.sentence_of(mention.start)
        near = [t for t in self.times if low <= t.start and t.end <= high]
        costs = [(self._cost(mention, time.start, time.end), time.start, time) for time in near[:40]]
        best = min(costs, key=lambda cost: cost[:2], default=None)
        return best[2] if best and best[0] <= _TIME_REACH else None

    def _near(self, sites: tuple[Mention, ...], mention: Mention) -> list[Mention]:
        return [s for s in sites if s.end >= mention.start - _SITE_REACH and s.start <= mention.end + _SITE_REACH]

    def _cost(self, mention: Mention, start: int, end: int) -> int:
        """Characters between the mention and [start, end), clause crossings added."""
        low, high = (end, mention.start) if end <= mention.start else (mention.end, start)
        if high <= low:
            return 0
        if high - low > _TIME_REACH:
            return high - low
        return high - low + _CLAUSE_COST * sum(1 for _ in _CROSSING.finditer(self.text, low, high))
