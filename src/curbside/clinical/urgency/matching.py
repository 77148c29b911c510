"""Which red-flag patterns does a text assert, and with which words?"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from curbside.clinical.context.assertion import Context, ContextReader, folded
from curbside.clinical.sentences import Sentence, split_sentences
from curbside.clinical.urgency.phrases import PhraseBook, Token, expand, tokens_of
from curbside.clinical.urgency.spelling import Speller
from curbside.clinical.urgency.voices import Voices
from curbside.knowledge.red_flags import (
    Condition,
    Group,
    Pattern,
    Rule,
    load_concepts,
    load_real_words,
    load_rules,
    load_sayings,
)
from curbside.knowledge.voices import load_voice_words

# How many words may stand between things that belong together, by scope (measured on questions that are not
# emergencies: with no bound a sentence without points joins anything). A window reaches into the next sentence.
NEAR_WORDS, SENTENCE_WORDS, WINDOW_WORDS = 12, 24, 18
_FOREIGN = "-other-languages"
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_SAYING = "saying"


@dataclass(frozen=True, slots=True)
class Person:
    """What patterns may ask about; None where nobody said."""

    age_years: float | None = None
    sex: str | None = None
    pregnant: bool | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """One rule's strongest pattern in a text: level and the characters [start, end) that carry it."""

    rule: Rule
    level: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Hit:
    first: int
    last: int
    sentence: int


@dataclass(frozen=True, slots=True)
class _Span:
    """Characters [start, end) that carry a pattern, and its level here: a long-standing complaint is urgent at most."""

    level: str
    start: int
    end: int


def matches(text: str, person: Callable[[], Person]) -> tuple[Match, ...]:
    """Rules whose pattern `text` asserts, in table order; `person` is asked only when a pattern has a condition."""
    said = _Said(text)
    found = []
    for rule in load_rules():
        best = None
        for pattern in rule.patterns:
            if best is not None and (best.level == "emergency" or pattern.level == "urgent"):
                continue
            span = said.span_of(pattern, rule)
            if span is None or (best and span.level == "urgent") or not _holds(pattern.condition, person):
                continue
            best = Match(rule, span.level, span.start, span.end)
        if best is not None:
            found.append(best)
    return tuple(found)


def _holds(condition: Condition, person: Callable[[], Person]) -> bool:
    if condition == Condition():
        return True
    who = person()
    if condition.min_age is not None and (who.age_years is None or who.age_years < condition.min_age):
        return False
    if condition.max_age is not None and (who.age_years is None or who.age_years >= condition.max_age):
        return False
    if condition.pregnant is not None and who.pregnant is not condition.pregnant:
        return False
    return condition.sex is None or who.sex == condition.sex


class _Said:
    """The phrases a text says, with the sentence and the assertion of each."""

    def __init__(self, text: str) -> None:
        book, speller = _book()
        self._tokens: list[Token] = tokens_of(text)
        words = [speller.meant(token.word) for token in self._tokens]
        self._raw = book.find(words)
        self._context = ContextReader(text)
        sentences = split_sentences(text)
        self._voices = Voices(folded(text), sentences)
        self._sentence_at = _sentence_numbers(sentences, self._tokens)
        said = _sayings().find(words).get(_SAYING, [])
        self._sayings = [(low, high) for low, high in said if self._is_one(text, low, high)]
        self._paragraph_at = _paragraph_numbers(text, self._tokens)
        self._contexts: dict[tuple[int, int], Context] = {}
        self._asserted: dict[Group, list[_Hit]] = {}

    def _is_one(self, text: str, low: int, high: int) -> bool:
        """Do words low to high stand in one sentence, or run on over "..."?"""
        if self._sentence_at[low] == self._sentence_at[high]:
            return True
        said = text[self._tokens[low].start : self._tokens[high].end]
        return len(re.findall(r"[.?!\n]", said)) == 3 * said.count("...") > 0

    def span_of(self, pattern: Pattern, rule: Rule) -> "_Span | None":
        """What carries `pattern` of `rule`, or None. The first group's first workable mention wins."""
        if any(group.phrases not in self._raw for group in pattern.groups):
            return None
        lists = [self._hits(group) for group in pattern.groups]
        for anchor in lists[0]:
            if rule.id in load_voice_words().no_likeness and self._voices.is_likeness(self._tokens[anchor.first].start):
                continue
            chosen = [anchor]
            for group, hits in zip(pattern.groups[1:], lists[1:], strict=True):
                scope = "text" if group.anywhere else pattern.scope
                partner = next((hit for hit in hits if self._together(scope, anchor, hit)), None)
                if partner is None:
                    break
                chosen.append(partner)
            else:
                if not self._excused(pattern, anchor) and not self._is_over(rule):
                    return self._span(pattern, chosen, rule)
        return None

    def _hits(self, group: Group) -> list[_Hit]:
        if group not in self._asserted:
            ranges = self._raw[group.phrases]
            hits = [_Hit(first, last, self._sentence_at[first]) for first, last in ranges]
            self._asserted[group] = [hit for hit in hits if self._counts(hit, group)]
        return self._asserted[group]

    def _counts(self, hit: _Hit, group: Group) -> bool:
        if any(first <= hit.first and hit.last <= last for first, last in self._sayings):
            return False
        start = self._tokens[hit.first].start
        return not self._voices.is_muted(start) and _is_asserted(self._context_of(hit), group)

    def _context_of(self, hit: _Hit) -> Context:
        key = (hit.first, hit.last)
        if key not in self._contexts:
            start, end = self._tokens[hit.first].start, self._tokens[hit.last].end
            self._contexts[key] = self._context.assess(start, end)
        return self._contexts[key]

    def _together(self, scope: str, one: _Hit, other: _Hit) -> bool:
        apart = abs(one.sentence - other.sentence)
        words = max(one.first, other.first) - min(one.last, other.last)
        if scope == "text":
            return True
        if scope == "window":
            same_paragraph = self._paragraph_at[one.first] == self._paragraph_at[other.first]
            return (apart == 0 and words <= SENTENCE_WORDS) or (apart == 1 and same_paragraph and words <= WINDOW_WORDS)
        return apart == 0 and words <= (NEAR_WORDS if scope == "near" else SENTENCE_WORDS)

    def _excused(self, pattern: Pattern, anchor: _Hit) -> bool:
        """Is something said near by (same sentence or the next; anywhere after ~) that makes `pattern` harmless?"""
        ranges = self._raw.get(pattern.unless.lstrip("~"), ()) if pattern.unless else ()
        if pattern.unless.startswith("~"):
            return bool(ranges)
        return any(abs(self._sentence_at[first] - anchor.sentence) <= 1 for first, _ in ranges)

    def _is_over(self, rule: Rule) -> bool:
        """Does `rule` read harm to oneself where it is told as over? Violence by others is never so excused."""
        return rule.crisis in ("plan", "ideation") and self._voices.is_recovered

    def _span(self, pattern: Pattern, chosen: list[_Hit], rule: Rule) -> "_Span":
        first, last = min(hit.first for hit in chosen), max(hit.last for hit in chosen)
        start, end = self._tokens[first].start, self._tokens[last].end
        places = tuple(self._tokens[hit.first].start for hit in chosen)
        over = rule.id not in load_voice_words().never_calmed and self._voices.is_well
        # A wish to die or violence at home is no less dangerous for having gone on for months.
        lasting = rule.crisis is None and self._voices.is_chronic(places)
        taught = rule.crisis is None and self._voices.is_taught
        treated = rule.id in load_voice_words().ends_with_care and self._voices.is_treated
        calmed = pattern.level == "emergency" and (over or lasting or taught or treated)
        return _Span("urgent" if calmed else pattern.level, start, end)


def _is_asserted(context: Context, group: Group) -> bool:
    """A standing fact yields to denial only; a symptom also to past and hypothesis; a bare name also to fear."""
    if group.background:
        return not context.negated
    over = context.past and not context.recent
    if context.negated or over or context.hypothetical or context.kin_past:
        return False
    return not (group.named and context.feared)


def _sentence_numbers(sentences: tuple[Sentence, ...], tokens: list[Token]) -> list[int]:
    starts = [sentence.start for sentence in sentences]
    return [bisect_right(starts, token.start) for token in tokens]


def _paragraph_numbers(text: str, tokens: list[Token]) -> list[int]:
    breaks = [match.start() for match in _BLANK_LINE.finditer(text)]
    return [bisect_right(breaks, token.start) for token in tokens]


@cache
def _book() -> tuple[PhraseBook, Speller]:
    """All phrases, and a speller of English alone: "bring" is no misspelt "bringe", nor "fieber" a misspelt "fever"."""
    book = PhraseBook()
    foreign = [rule for rule in load_rules() if rule.id.endswith(_FOREIGN)]
    _add_all(book, [rule for rule in load_rules() if not rule.id.endswith(_FOREIGN)])
    english = frozenset(book.words)
    _add_all(book, foreign)
    return book, Speller(english, load_real_words() | book.words)


@cache
def _sayings() -> PhraseBook:
    """Apart from the rules' own words, so that no misspelling is mended towards a saying's."""
    book = PhraseBook()
    for saying in load_sayings():
        book.add(_SAYING, expand(saying, load_concepts()))
    return book


def _add_all(book: PhraseBook, rules: list[Rule]) -> None:
    wanted = {text for rule in rules for pattern in rule.patterns for text in _texts_of(pattern)}
    for text in sorted(wanted):
        book.add(text, expand(text, load_concepts()))


def _texts_of(pattern: Pattern) -> list[str]:
    return [group.phrases for group in pattern.groups] + ([pattern.unless.lstrip("~")] if pattern.unless else [])
