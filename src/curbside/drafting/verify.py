"""Is a sentence supported by the passages it cites?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from curbside.clinical.reply_checks.lexicon import any_of, fold, load_table
from curbside.drafting.evidence import Passage
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import idf

# Shares of a sentence's idf-weighted content words that its passages must hold together, and the best one alone; set on
# made-up sentences so that one swapped noun in a sentence of eight fails.
_ALL_SHARE, _BEST_SHARE = 0.85, 0.6
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+|\b[A-Z]{2,}\b")
_NEGATION = re.compile(r"\b(?:no|not|never|none|nor|neither|without|cannot|seldom|rarely|unlikely)\b|n't\b")
_HEDGE = re.compile(
    r"\b(?:may|might|can|could|often|usually|sometimes|some|most|many|rare|rarely|likely|unlikely|common|commonly|probably|possibly|"
    r"possible|mostly|tend|tends|if|should|seldom|few)\b"
)
_ABSOLUTE = re.compile(r"\b(?:always|never|all|every|definitely|certainly|only|must|guarantee\w*|impossible|cures?)\b")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` is "" when supported, else one plain reason."""

    supported: bool
    why: str = ""


def verify(sentence: str, passages: Sequence[Passage]) -> Verdict:
    """Checks numbers, names and medicines, content words, negation, hedging and absolutes, in that order."""
    if not passages:
        return Verdict(False, "no passage is cited")
    best = max(passages, key=lambda passage: _coverage(sentence, [passage]))
    why = (
        _unknown_number(sentence, passages)
        or _unknown_name(sentence, passages)
        or _uncovered(sentence, passages, best)
        or _turned(sentence, best)
    )
    return Verdict(not why, why)


def _unknown_number(sentence: str, passages: Sequence[Passage]) -> str:
    known = {number for passage in passages for number in _NUMBER.findall(passage.quote)}
    missing = [number for number in _NUMBER.findall(sentence) if number not in known]
    return f"the number {missing[0]} is in no passage" if missing else ""


def _unknown_name(sentence: str, passages: Sequence[Passage]) -> str:
    known = fold(" ".join(f"{passage.quote} {passage.title}" for passage in passages))
    drugs = any_of(str(name) for name in load_table("reply_checks_drugs")["drugs"])
    named = [*_NAME.findall(sentence), *drugs.findall(fold(sentence))]
    missing = [name for name in named if fold(name) not in known]
    return f"{missing[0]} is in no passage" if missing else ""


def _uncovered(sentence: str, passages: Sequence[Passage], best: Passage) -> str:
    if _coverage(sentence, passages) < _ALL_SHARE or _coverage(sentence, [best]) < _BEST_SHARE:
        held = content_stems(" ".join(passage.quote for passage in passages))
        loose = sorted(content_stems(sentence) - held)
        return f"the passages do not say: {', '.join(loose) or 'this in one place'}"
    return ""


def _coverage(sentence: str, passages: Sequence[Passage]) -> float:
    said = content_stems(sentence)
    held = content_stems(" ".join(f"{passage.quote} {passage.title}" for passage in passages))
    total = sum(idf(stem) for stem in said)
    return sum(idf(stem) for stem in said & held) / total if total else 0.0


def _turned(sentence: str, best: Passage) -> str:
    """Does the sentence deny, harden or widen what its closest passage says?"""
    said, held = fold(sentence), fold(best.quote)
    if len(_NEGATION.findall(said)) % 2 != len(_NEGATION.findall(held)) % 2:
        return "the passage says the opposite or leaves the “not” out"
    if _HEDGE.search(held) and not _HEDGE.search(said):
        return "the passage says “may” or “often”, the sentence says it is so"
    if absolute := next((hit[0] for hit in _ABSOLUTE.finditer(said) if hit[0] not in held), ""):
        return f"“{absolute}” is in no passage"
    return ""
