"""How two questions differ: nearness, kind of question, and the differences that change an answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from curbside.retrieval.encoder import Vectors
from curbside.retrieval.person_words import READ, PersonWords, person_words
from curbside.retrieval.plain import plain
from curbside.retrieval.words import tokens

# Kinds of question, after the question types of MedQuAD
# (Ben Abacha & Demner-Fushman 2019, doi 10.1186/s12859-019-3119-4).
_INTENT_WORDS = {
    "treat": (
        "treat treatment treated cure cured heal therapy remedy remedies relieve relief manage medicine "
        "medication rid help surgery operation"
    ),
    "cause": "cause causes caused causing why reason reasons due origin trigger triggers",
    "effect": ("effect effects reaction reactions interact interaction interactions mix together combine combined"),
    "prevent": "prevent prevention avoid preventing stop reduce lower protect risk",
    "duration": "long last lasts soon quickly duration recover recovery when until",
    "safe": "safe safely okay ok alright allowed harmful dangerous danger harm",
    "know": (
        "diagnose diagnosed diagnosis test tests tested detect check confirm scan tell signs symptom symptoms sign"
    ),
    "dose": "dose dosage much many mg often times",
    "spread": "contagious infectious catch spread transmit transmitted pass infect",
    "inherit": "inherit inherited genetic hereditary family runs genes",
    "worry": "worry worried serious concerned emergency normal bad",
    "eat": "eat food foods diet drink eating drinking",
    "pregnant": "pregnant pregnancy breastfeeding breastfeed nursing conceive trimester",
}
INTENTS: Mapping[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in _INTENT_WORDS.items()}
_SIDES = {"left": "left", "right": "right", "both": "both"}
_SEXES = {
    "male": "man men male husband father dad son boy brother boyfriend grandfather prostate penis testicle testicular",
    "female": "woman women female wife mother mom mum daughter girl sister girlfriend grandmother uterus vaginal",
}
_OPPOSED: Mapping[str, Mapping[str, frozenset[str]]] = {
    name: {value: frozenset(words.split()) for value, words in group.items()}
    for name, group in {"side": _SIDES, "sex": _SEXES}.items()
}
# A week is another question than three months, two weeks are not another than a month: at least two weeks on the
# longer side, and six times as long.
_LONG_DAYS, _TIMES_AS_LONG = 14.0, 6.0
# What one denies and the other has changes the answer when the rest is alike: this part of the shorter text's content
# words, and no more of them than tell one thing. In longer letters denials are details (measured: 6 same pairs to 1).
_ALIKE, _MOST_WORDS = 0.8, 6


# Stems of what a test says.
_RESULTS = frozenset({"posit", "negat"})


@dataclass(frozen=True, slots=True)
class _Said:
    words: frozenset[str]
    person: PersonWords


DIFFERENCES = ("pregnancy", "side", "age", "sex", "duration", "negation")


def intent_shared(a: str, b: str) -> float:
    """Part of the kinds of question two texts share, 0 to 1; order does not matter."""
    first, second = _values(INTENTS, _said(a).words), _values(INTENTS, _said(b).words)
    return len(first & second) / max(1, len(first | second))


@lru_cache(maxsize=20_000)
def _said(text: str) -> _Said:
    return _Said(frozenset(tokens(plain(text)[:READ])), person_words(text))


def apart(a: str, b: str) -> frozenset[str]:
    """Which of DIFFERENCES lie between two questions; order does not matter.

    Sides, sexes, ages and times differ when both texts give one and none agrees; pregnancy when one alone is about it;
    negation when one denies a symptom that the other, otherwise alike, has.
    """
    first, second = _said(a), _said(b)
    found = {name for name, group in _OPPOSED.items() if _opposed(group, first.words, second.words)}
    if _with_child_apart(first.person, second.person):
        found.add("pregnancy")
    if _ages_apart(first.person, second.person):
        found.add("age")
    if _times_apart(first.person.lasting_days, second.person.lasting_days):
        found.add("duration")
    if _denied_apart(first.person, second.person):
        found.add("negation")
    return frozenset(found)


def vector_features(first: Vectors, second: Vectors) -> Vectors:
    """float32[n, d] twice → float32[n, 2 d]: where two vectors part, and where they meet (|u−v| and u·v, as in
    Conneau et al. 2017, arXiv 1705.02364)."""
    return np.concatenate([np.abs(first - second), first * second], axis=-1)


def _values(group: Mapping[str, frozenset[str]], words: frozenset[str]) -> frozenset[str]:
    return frozenset(value for value, cues in group.items() if words & cues)


def _opposed(group: Mapping[str, frozenset[str]], a: frozenset[str], b: frozenset[str]) -> bool:
    """Both say something, and nothing of it agrees."""
    first, second = _values(group, a), _values(group, b)
    return bool(first) and bool(second) and not first & second


def _with_child_apart(a: PersonWords, b: PersonWords) -> bool:
    return (a.with_child and not b.of_childbearing) or (b.with_child and not a.of_childbearing)


def _ages_apart(a: PersonWords, b: PersonWords) -> bool:
    if a.ages is None or b.ages is None:
        return False
    return a.ages[1] < b.ages[0] or b.ages[1] < a.ages[0]


def _times_apart(a: float | None, b: float | None) -> bool:
    if not a or not b:
        return False
    shorter, longer = sorted((a, b))
    return longer >= _LONG_DAYS and longer / shorter >= _TIMES_AS_LONG


def _denied_apart(a: PersonWords, b: PersonWords) -> bool:
    words_a, words_b = a.said | a.denied, b.said | b.denied
    results_a, results_b = words_a & _RESULTS, words_b & _RESULTS
    opposed = len(results_a) == len(results_b) == 1 and results_a != results_b
    words_a, words_b = words_a - _RESULTS, words_b - _RESULTS
    shorter = min(len(words_a), len(words_b))
    if shorter > _MOST_WORDS or len(words_a & words_b) < _ALIKE * shorter:
        return False
    return opposed or bool(a.denied & b.said or b.denied & a.said)
