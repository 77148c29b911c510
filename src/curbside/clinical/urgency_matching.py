"""Which red-flag patterns does a text assert, and with which words?"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from curbside.clinical.context import Context, ContextReader
from curbside.clinical.sentences import split_sentences
from curbside.clinical.urgency_phrases import PhraseBook, Token, expand, tokens_of
from curbside.clinical.urgency_spelling import Speller
from curbside.knowledge.red_flags import Condition, Group, Pattern, Rule, load_concepts, load_real_words, load_rules

# Two things said within 12 words in one sentence belong together (near); in one sentence or the next (window).
NEAR_WORDS = 12
_MAX_HITS_PER_GROUP = 40


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


def matches(text: str, person: Callable[[], Person]) -> tuple[Match, ...]:
    """Rules whose pattern `text` asserts, in table order; `person` is asked only when a pattern has a condition."""
    said = _Said(text)
    found = []
    for rule in load_rules():
        best = None
        for pattern in rule.patterns:
            if best is not None and (best.level == "emergency" or pattern.level == "urgent"):
                continue
            span = said.span_of(pattern)
            if span is not None and _holds(pattern.condition, person):
                best = Match(rule, pattern.level, *span)
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
        self._raw = book.find([speller.meant(token.word) for token in self._tokens])
        self._context = ContextReader(text)
        self._sentence_at = _sentence_numbers(text, self._tokens)
        self._contexts: dict[tuple[int, int], Context] = {}
        self._asserted: dict[Group, list[_Hit]] = {}

    def span_of(self, pattern: Pattern) -> tuple[int, int] | None:
        """Characters that carry `pattern`, or None. The first group's first workable mention wins."""
        if any(group.phrases not in self._raw for group in pattern.groups):
            return None
        lists = [self._hits(group) for group in pattern.groups]
        for anchor in lists[0]:
            chosen = [anchor]
            for hits in lists[1:]:
                partner = next((hit for hit in hits if self._together(pattern.scope, anchor, hit)), None)
                if partner is None:
                    break
                chosen.append(partner)
            else:
                if not self._excused(pattern, anchor):
                    return self._characters(chosen)
        return None

    def _hits(self, group: Group) -> list[_Hit]:
        if group not in self._asserted:
            ranges = self._raw[group.phrases][:_MAX_HITS_PER_GROUP]
            hits = [_Hit(first, last, self._sentence_at[first]) for first, last in ranges]
            self._asserted[group] = [hit for hit in hits if _is_asserted(self._context_of(hit), group)]
        return self._asserted[group]

    def _context_of(self, hit: _Hit) -> Context:
        key = (hit.first, hit.last)
        if key not in self._contexts:
            start, end = self._tokens[hit.first].start, self._tokens[hit.last].end
            self._contexts[key] = self._context.assess(start, end)
        return self._contexts[key]

    def _together(self, scope: str, one: _Hit, other: _Hit) -> bool:
        apart = abs(one.sentence - other.sentence)
        if scope == "near":
            return apart == 0 and max(one.first, other.first) - min(one.last, other.last) <= NEAR_WORDS
        return scope == "text" or apart <= (1 if scope == "window" else 0)

    def _excused(self, pattern: Pattern, anchor: _Hit) -> bool:
        """Is something said near by (same sentence or the next) that makes `pattern` harmless?"""
        ranges = self._raw.get(pattern.unless, ()) if pattern.unless else ()
        return any(abs(self._sentence_at[first] - anchor.sentence) <= 1 for first, _ in ranges)

    def _characters(self, chosen: list[_Hit]) -> tuple[int, int]:
        first, last = min(hit.first for hit in chosen), max(hit.last for hit in chosen)
        return self._tokens[first].start, self._tokens[last].end


def _is_asserted(context: Context, group: Group) -> bool:
    """A standing fact yields to denial only; a symptom also to past and hypothesis; a bare name also to fear."""
    if group.background:
        return not context.negated
    over = context.past and not context.recent
    if context.negated or over or context.hypothetical or context.kin_past:
        return False
    return not (group.named and context.feared)


def _sentence_numbers(text: str, tokens: list[Token]) -> list[int]:
    starts = [sentence.start for sentence in split_sentences(text)]
    numbers, at = [], 0
    for token in tokens:
        while at < len(starts) and starts[at] <= token.start:
            at += 1
        numbers.append(at)
    return numbers


@cache
def _book() -> tuple[PhraseBook, Speller]:
    book, concepts = PhraseBook(), load_concepts()
    wanted = {text for rule in load_rules() for pattern in rule.patterns for text in _texts_of(pattern)}
    for text in sorted(wanted):
        book.add(text, expand(text, concepts))
    return book, Speller(book.words, load_real_words())


def _texts_of(pattern: Pattern) -> list[str]:
    return [group.phrases for group in pattern.groups] + ([pattern.unless] if pattern.unless else [])
