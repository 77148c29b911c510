"""Is a sentence supported by the passages it cites?

Rules only, tuned on the tuning half of tests/evaluation/data/claims; docs/clinical/explanations.md has what they reach
on the frozen half, and why no encoder is among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from curbside.clinical.reply_checks.lexicon import any_of, fold, load_table
from curbside.drafting.evidence import Passage
from curbside.drafting.lists import subject_of
from curbside.drafting.polarity import NEGATION, turned_round
from curbside.drafting.quantities import foreign_quantity
from curbside.drafting.terms import meanings
from curbside.drafting.topic_index import idf

# The share of a sentence's idf-weighted content words that its closest passage alone must hold, and the share of what
# sentence and passage share that one clause must hold for the passage to be read clause by clause.
_BEST_SHARE, _CLAUSE_SHARE = 0.6, 0.8
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+|\b[A-Z]{2,}\b|(?<=[Vv]itamin )[A-Z]\d*\b|(?<=type )\d\b")
_HEDGE = re.compile(
    r"\b(?:may|might|can|could|often|usually|sometimes|some|most|many|rare|rarely|likely|unlikely|common|commonly"
    r"|probably|possibly|possible|mostly|tend|tends|seldom|few|points?)\b"
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|every|everyone|definitely|certainly|only|must|guarantee\w*|impossible|cures?)\b"
)
_CLAUSE = re.compile(
    r",\s*(?:so|but|as|because|and)\s+|;\s*|,\s*(?=(?:even|not)\b)"
    r"|\s+and\s+(?=(?:is|are|should|can|may|does|do|will|has|have|not|gets?|needs?|goes|stops?|spreads?|makes?)\b)"
)
# Words that a sentence may choose freely: they join a thing to another and carry no content of their own.
_LIGHT = meanings(
    "make cause bring take use come get become lead often mostly common help find found show treat affect pass need "
    "test person people age after over about points mean check increase lower raise give work alone long case sign "
    "reason feel"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` is "" when supported, else one plain reason."""

    supported: bool
    why: str = ""


def verify(sentence: str, passages: Sequence[Passage]) -> Verdict:
    """Checks numbers, names and medicines, content words, then what is turned round, denied, hardened or widened.

    Every word must stand in one of `passages`, most of them in the closest; that one decides on the rest.
    """
    if not passages:
        return Verdict(False, "no passage is cited")
    best = max(passages, key=lambda passage: _coverage(sentence, passage))
    why = (
        _unknown_number(sentence, passages)
        or _unknown_name(sentence, passages)
        or _uncovered(sentence, passages, best)
        or _turned(sentence, best)
    )
    return Verdict(not why, why)


def _unknown_number(sentence: str, passages: Sequence[Passage]) -> str:
    missing = foreign_quantity(fold(sentence), *(fold(passage.quote) for passage in passages))
    return f"the number {missing} is in no passage" if missing else ""


def _unknown_name(sentence: str, passages: Sequence[Passage]) -> str:
    known = fold(" ".join(f"{passage.quote} {passage.title}" for passage in passages))
    named = [*_NAME.findall(sentence), *drugs_in(fold(sentence))]
    missing = [name for name in named if not re.search(rf"\b{re.escape(fold(name))}", known)]
    return f"{missing[0]} is in no passage" if missing else ""


def drugs_in(folded: str) -> list[str]:
    """Names of medicines in a folded text, in order (knowledge/reply_checks_drugs.yaml)."""
    return [str(name) for name in _drugs().findall(folded)]


@cache
def _drugs() -> re.Pattern[str]:
    return any_of(str(name) for name in load_table("reply_checks_drugs")["drugs"])


def _uncovered(sentence: str, passages: Sequence[Passage], best: Passage) -> str:
    held = meanings(" ".join(f"{passage.quote} {passage.title}" for passage in passages))
    if loose := sorted(meanings(sentence) - held - _LIGHT):
        return f"the passages do not say: {', '.join(loose)}"
    return "the passages do not say: this in one place" if _coverage(sentence, best) < _BEST_SHARE else ""


def _coverage(sentence: str, passage: Passage) -> float:
    said = meanings(sentence)
    total = sum(map(idf, said))
    return sum(map(idf, said & meanings(f"{passage.quote} {passage.title}"))) / total if total else 0.0


def _turned(sentence: str, best: Passage) -> str:
    """Does the sentence turn round, deny, harden or widen what its closest passage says?"""
    said, held = fold(sentence), fold(best.quote)
    if word := turned_round(said, held):
        return f"the passage says the opposite of “{word}”"
    part = _closest_clause(said, held)
    if len(NEGATION.findall(said)) % 2 != len(NEGATION.findall(part)) % 2:
        return "the passage says the opposite or leaves the “not” out"
    if _HEDGE.search(part) and not _HEDGE.search(said):
        return "the passage says “may” or “often”, the sentence says it is so"
    if absolute := next((hit[0] for hit in _ABSOLUTE.finditer(said) if hit[0] not in held), ""):
        return f"“{absolute}” is in no passage"
    return ""


def _closest_clause(said: str, held: str) -> str:
    """The clause of a passage, with the passage's subject, that says nearly all of what the sentence shares with it;
    else the whole."""
    subject, parts = subject_of(held), [part for part in _CLAUSE.split(held) if part]
    clauses = [parts[0], *(f"{subject} {part}" for part in parts[1:])] if parts else [held]
    shared = meanings(said) & meanings(held)
    best = max(clauses, key=lambda clause: (sum(map(idf, shared & meanings(clause))), -len(clause)))
    enough = sum(map(idf, shared & meanings(best))) >= _CLAUSE_SHARE * sum(map(idf, shared))
    return best if enough else held
