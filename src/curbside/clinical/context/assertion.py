"""What is asserted about a span: denied, past, somebody else's, hypothetical, feared, or only possible?

Method: NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009) over the triggers of knowledge/context.yaml.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from curbside.clinical.context.denial import (
    context_signs,
    ends_at_comma,
    has_denial_ended,
    has_verb_of_its_own,
    is_said_of_next,
    lists_denials,
)
from curbside.clinical.context.past import goes_on, is_bridged, is_long_ago, only_dates, past_times
from curbside.clinical.sentences import Sentence, split_sentences
from curbside.knowledge.context_triggers import ContextTriggers, TriggerKind, load_context_triggers


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around a span say about it; all False means: the writer has it now.

    `family`: another person than the writer has it. `recent` says the sentence gives a time within a day.
    `kin_past`: an elder's or other's illness told as over ("my father had a stroke", "died of").
    `answered`: it was feared, expected or looked for, and the sentence says that it was not there.
    """

    negated: bool = False
    past: bool = False
    family: bool = False
    hypothetical: bool = False
    feared: bool = False
    possible: bool = False
    recent: bool = False
    kin_past: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """A trigger seen in a sentence: offsets in the whole text and the direction its scope runs."""

    kind: str
    direction: str
    start: int
    end: int


# A bare "not" reaches a few words only: "I did not sleep with this chest pain" denies sleep.
_WINDOWS = {"near": 4, "next": 0}
_CHARS_PER_WORD, _REACH_CHARS = 12, 240
# "HIV test negative", "chest pain: none": what stands so close behind says it of the last thing named.
_CLOSE_WORDS = 2
# What a pseudo phrase's "not " stands for; an adverb may follow.
_ANY_NOT = (
    r"(?:(?:(?:do|does|did|has|have|had|is|are|was|were|wo|ca|ai|could|would|should)n'?t|cannot|never"
    r"|(?:(?:do|does|did|has|have|had|is|are|was|were|will|can|could|would|should)\s+)?not)"
    r"(?:\s+(?:really|even|yet|ever|actually|just|completely|fully))?(?:\s+(?:been|be))?\s+)"
)
_RECENT = re.compile(
    r"\b(?:just now|right now|now|(?<!year ago )(?<!years ago )today|tonight|this (?:morning|afternoon|evening)"
    r"|(?:minutes?|mins?|hours?|hrs?) ago|yesterday|last night|just had|currently|is having|are having)\b"
)
_KIN_HAD = re.compile(
    r"\b(?:father|dad|mother|mom|mum|parents|brother|sister|siblings|uncle|aunt|cousin|grand\w+|nan|gran|granny|friend"
    r"|neighbou?r|colleague|coworker|boss|relatives?)\b(?:\W+\w+){0,2}?\W+"
    r"(?:had|have had|has had|got|suffered|was diagnosed|lost)\b"
    r"|\bfamily history\b|\b(?:died|passed away)\b"
)
_TAKES_UP = frozenset({"which", "that", "this", "it", "they", "both", "all"})
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class ContextReader:
    """Reads one text once and answers for any number of its spans."""

    def __init__(self, text: str) -> None:
        self._text = folded(text)
        self._sentences = split_sentences(text)
        self._starts = [sentence.start for sentence in self._sentences]
        self._seen: dict[int, tuple[tuple[_Mark, ...], tuple[int, ...], bool]] = {}
        self._told: dict[int, tuple[bool, bool]] = {}

    def assess(self, start: int, end: int) -> Context:
        """The context of characters [start, end). A span outside every sentence is plainly asserted."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return Context()
        sentence = self._sentences[at]
        if at not in self._seen:
            self._seen[at] = _marks(self._text, sentence), _stops(self._text, sentence), self._is_dated_by_next(at)
        marks, stops, dated = self._seen[at]
        close = marks[
            bisect_left(marks, start - _REACH_CHARS, key=_start_of) : bisect_right(
                marks, end + _REACH_CHARS, key=_start_of
            )
        ]
        covering = [mark for mark in close if self._covers(mark, start, end, stops)]
        # What was feared, looked for or asked about, and the answer was no, is neither feared nor possible.
        answered = any(mark.direction == "within" for mark in covering)
        kinds = {"negated", "answered"} if answered else {mark.kind for mark in covering}
        return self._context(kinds | {"past"} if dated else kinds, sentence)

    def _is_dated_by_next(self, at: int) -> bool:
        """Does the sentence after the one at `at` only say when that was?"""
        return any(only_dates(self._text, after.start, after.end) for after in self._sentences[at + 1 : at + 2])

    def _covers(self, mark: _Mark, start: int, end: int, stops: tuple[int, ...]) -> bool:
        """Does the scope of `mark` reach [start, end)? A trigger inside the span is part of what was said."""
        if mark.direction == "sentence":
            return True
        if mark.direction == "within":
            return mark.start <= start and end <= mark.end
        if mark.start < start and mark.direction not in ("backward", "close"):
            low, high = min(mark.end, start), start
        elif mark.end > end and mark.direction in ("backward", "close", "clause"):
            low, high = end, max(mark.start, end)
        else:
            return False
        if mark.direction == "close":
            words = list(_WORD.finditer(self._text, low, high))
            # "Cough +, fever -" says it of what the comma parts from the rest, "DVT, which was excluded" does not.
            parted = words and words[0][0] not in _TAKES_UP and self._text.find(",", low, words[0].start()) >= 0
            return high - low <= _CLOSE_WORDS * _CHARS_PER_WORD and len(words) < _CLOSE_WORDS and not parted
        window = _WINDOWS.get(mark.direction, load_context_triggers().kinds[mark.kind].window)
        if high - low > (window + 1) * _CHARS_PER_WORD or len(_WORD.findall(self._text, low, high)) > window:
            return False
        if mark.kind == "negated" and (
            has_denial_ended(self._text, (mark.start, mark.end), (start, end))
            or (mark.direction == "near" and ends_at_comma(self._text, low, high, phrase_end=end))
        ):
            return False
        told_on = mark.kind == "past" and mark.direction == "forward"
        if told_on and has_verb_of_its_own(self._text, low, high, phrase_end=end):
            return False
        ends = _ends(mark.kind)
        if ends is not None and self._is_ended(ends, mark, low, high):
            return False
        if mark.kind == "feared":
            return True
        between = stops[bisect_left(stops, low) : bisect_left(stops, high)]
        # "I had it in April, with the rash": what came with an illness is as past as the illness, while "no fever, with
        # a cough" ends the denial.
        return not between or (mark.kind == "past" and all(is_bridged(self._text, stop) for stop in between))

    def _is_ended(self, ends: re.Pattern[str], mark: _Mark, low: int, high: int) -> bool:
        """Does a word of `ends` stand in [low, high)? "Negative for strep and for flu" goes on."""
        goes_on = self._text[mark.start : mark.end].endswith(" for")
        return any(not goes_on or said[0] != "for" for said in ends.finditer(self._text, low, high))

    def _context(self, kinds: set[str], sentence: Sentence) -> Context:
        recent, kin_had = self._times(sentence)
        return Context(
            **dict.fromkeys(kinds, True), recent=recent, kin_past=not recent and kin_had and "family" in kinds
        )

    def _times(self, sentence: Sentence) -> tuple[bool, bool]:
        """Does the sentence give a time within a day, and an elder's illness as had? Searched once a sentence."""
        low, high = sentence.start, sentence.end
        if low not in self._told:
            recent = _RECENT.search(self._text, low, high) is not None
            self._told[low] = recent, _KIN_HAD.search(self._text, low, high) is not None
        return self._told[low]


def assess(text: str, start: int, end: int) -> Context:
    """The context of characters [start, end) of `text` in their sentence. Any text and any offsets return."""
    return _reader(text).assess(start, end)


@lru_cache(maxsize=2)
def _reader(text: str) -> ContextReader:
    return ContextReader(text)


def folded(text: str) -> str:
    """Lower case with straight apostrophes, character for character, so offsets stay."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("’", "'").replace("‘", "'").replace("`", "'")


def _marks(text: str, sentence: Sentence) -> tuple[_Mark, ...]:
    found: list[_Mark] = []
    said = text[sentence.start : sentence.end]
    heads = frozenset(_HEAD.findall(said)) if said.isascii() else None
    for name, kind in load_context_triggers().kinds.items():
        patterns = _patterns(name)
        marks = [
            _Mark(name, direction, match.start(), match.end())
            for direction, pattern, begins in patterns.directions
            if heads is None or begins.may_stand_in(said, heads)
            for match in _finditer(pattern, text, sentence)
        ]
        if marks and patterns.pseudo is not None:
            pseudo = [match.span() for match in _finditer(patterns.pseudo, text, sentence)]
            marks = [mark for mark in marks if not _is_within(mark, pseudo)]
        if name == "negated":
            marks = [m for m in marks if m.direction != "forward" or is_said_of_next(text, m.start, m.end)]
        dated = []
        if kind.year_is_past:
            dated = [_Mark(name, *time) for time in past_times(text, sentence.start, sentence.end)]
        if (marks or dated) and patterns.cancel and goes_on(patterns.cancel, text, sentence.start, sentence.end):
            dated += [mark for mark in marks if is_long_ago(text[mark.start : mark.end])] if kind.year_is_past else []
            marks, dated = [], [mark for mark in dated if _is_closed(mark, patterns.cancel, text, sentence)]
        found.extend((*marks, *dated))
    found.extend(_Mark(*sign) for sign in context_signs(text, sentence.start, sentence.end))
    return tuple(sorted(found, key=_start_of))


def _is_closed(mark: _Mark, cancel: re.Pattern[str], text: str, sentence: Sentence) -> bool:
    """Is the year or age of `mark` told in a clause of its own, outside which "now", "still" or "since" stands?

    "Suicidal at 19, in therapy since" is over; "since 2012" and "when I was two ... and now" go on.
    """
    if mark.direction not in ("clause", "backward") or text.startswith("since", mark.start):
        return False
    stops = _stops(text, sentence)
    low = max((stop for stop in stops if stop <= mark.start), default=sentence.start)
    high = min((stop for stop in stops if stop >= mark.end), default=sentence.end)
    return not goes_on(cancel, text, low, high)


def _is_within(mark: _Mark, spans: list[tuple[int, int]]) -> bool:
    """Does `mark` begin in one of `spans`, which stand in order and apart, without reaching beyond it?

    The longer of the two is what was said: "no one" denies nothing, "no one in the house has" does.
    """
    place = bisect_right(spans, mark.start, key=_first) - 1
    return place >= 0 and mark.start < spans[place][1] and mark.end <= spans[place][1]


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _start_of(mark: _Mark) -> int:
    return mark.start


def _stops(text: str, sentence: Sentence) -> tuple[int, ...]:
    stops = [match.start() for match in _finditer(_termination(), text, sentence)]
    if lists_denials(text, sentence.start, sentence.end):
        stops = [stop for stop in stops if text[stop] != ";"]
    return tuple(stops)


def _finditer(pattern: re.Pattern[str] | None, text: str, sentence: Sentence) -> "list[re.Match[str]]":
    return list(pattern.finditer(text, sentence.start, sentence.end)) if pattern is not None else []


# Letters and figures as a trigger begins with them: "don" of "don't".
_HEAD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Beginnings:
    """The first words of phrases, to look for before their pattern is searched; `negated`: some begin with _ANY_NOT."""

    heads: frozenset[str]
    negated: bool

    def may_stand_in(self, said: str, heads: frozenset[str]) -> bool:
        """False only where none of the phrases can stand in `said`, Latin letters of which `heads` are the words."""
        return not self.heads.isdisjoint(heads) or (
            self.negated and ("n't" in said or "nt" in said or "not" in said or "never" in said)
        )


@dataclass(frozen=True, slots=True)
class _Patterns:
    directions: tuple[tuple[str, re.Pattern[str], _Beginnings], ...]
    pseudo: re.Pattern[str] | None
    cancel: re.Pattern[str] | None


@cache
def _patterns(name: str) -> _Patterns:
    kind: TriggerKind = load_context_triggers().kinds[name]
    listed = (
        ("forward", kind.forward),
        ("near", kind.near),
        ("close", kind.close),
        ("backward", kind.backward),
        ("clause", kind.clause),
    )
    return _Patterns(
        directions=tuple(
            (direction, _any_of(words, behind=direction in ("close", "backward")), _beginnings(words))
            for direction, words in listed
            if words
        ),
        pseudo=_any_of(kind.pseudo) if kind.pseudo else None,
        cancel=_any_of(kind.cancel) if kind.cancel else None,
    )


def _any_of(phrases: tuple[str, ...], *, behind: bool = False) -> re.Pattern[str]:
    """One pattern for whole words, longest phrase first; Chinese phrases have no word edges.

    `behind`: they stand after what they say it of; "was not seen by a doctor", "not noted until May" and
    "not there all the time" deny nothing.
    """
    ordered = sorted(phrases, key=len, reverse=True)
    han = "|".join(re.escape(p) for p in ordered if _IS_HAN.search(p))
    latin = _latin([p for p in ordered if not _IS_HAN.search(p)])
    later = r"(?!\s+(?:until|till|before|how|why|what|for|all\s+the\s+time|every|always|yesterday)\b)" if behind else ""
    parts = ([rf"\b(?:{latin})\b(?!'){later}"] if latin else []) + ([han] if han else [])
    return re.compile("|".join(parts))


def _beginnings(phrases: tuple[str, ...]) -> _Beginnings:
    latin = [phrase for phrase in phrases if not _IS_HAN.search(phrase)]
    heads = frozenset(head[0] for phrase in latin if (head := _HEAD.search(phrase)))
    return _Beginnings(heads, any(phrase.startswith("not ") for phrase in latin))


_IS_HAN = re.compile(r"[\u3400-\u9fff]")
_GAP = r"(?:\s+[\w']+){0,3}?\s+"


def _latin(phrases: Sequence[str]) -> str:
    """Alternatives that share what is slow to try: "not " for every negated verb, and "…" for up to three words."""
    plain = [p for p in phrases if "…" not in p and not p.startswith("not ")]
    denied = [p.removeprefix("not ") for p in phrases if p.startswith("not ")]
    gapped: dict[str, list[str]] = {}
    for first, last in (p.split(" … ") for p in phrases if " … " in p):
        gapped.setdefault(first, []).append(last)
    # The longest wins, so what may be longest is tried first.
    parts = [_written(first) + _GAP + f"(?:{'|'.join(map(_written, lasts))})" for first, lasts in gapped.items()]
    parts += [_ANY_NOT + f"(?:{'|'.join(map(_written, denied))})"] if denied else []
    parts += [_written(p) for p in plain]
    return "|".join(parts)


def _written(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+")


@cache
def _termination() -> re.Pattern[str]:
    triggers: ContextTriggers = load_context_triggers()
    always = "|".join(_written(w) for w in triggers.terminations if not _IS_HAN.search(w))
    han = "|".join(w for w in triggers.terminations if _IS_HAN.search(w))
    after_comma = "|".join(re.escape(w) for w in triggers.comma_terminations)
    return re.compile(
        rf"\b(?:{always})\b|{han}|[;—–，；：]|(?<!denies)(?<!denied)(?<!negative)(?<!no):|(?:,|\band\b"
        rf"|\s-)\s*(?:and\s+)?(?:{after_comma})\b"
    )


@cache
def _ends(kind: str) -> re.Pattern[str] | None:
    words = load_context_triggers().kinds[kind].ends
    return re.compile(rf"\b(?:{'|'.join(map(_written, words))})\b") if words else None
