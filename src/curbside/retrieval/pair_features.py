"""How two questions differ: nearness, kind of question, and the differences that change an answer."""

from collections.abc import Mapping

from curbside.retrieval.encoder import Vectors
from curbside.retrieval.plain import plain
from curbside.retrieval.words import tokens

# Enough for any question; what follows is detail that no answer hangs on, and keeps the cost bounded.
_READ = 4000
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
_AGES = {
    "child": "baby infant newborn toddler child kid son daughter boy girl child's kid's son's daughter's baby's",
    "old": "elderly grandmother grandfather grandma grandpa",
    "teen": "teenager teen adolescent",
}
_SEXES = {
    "male": "man male husband father dad son boy brother boyfriend prostate penis testicle testicular he his him",
    "female": "woman female wife mother mom mum daughter girl sister girlfriend uterus vaginal she her",
}
_OPPOSED: Mapping[str, Mapping[str, frozenset[str]]] = {
    name: {value: frozenset(words.split()) for value, words in group.items()}
    for name, group in {"side": _SIDES, "age": _AGES, "sex": _SEXES}.items()
}


def pair_features(a: str, b: str, cosine: float) -> dict[str, float]:
    """Name → value of every feature; the same for (a, b) and (b, a). `cosine` of the texts' vectors.

    `intent_shared` is the part of the kinds of question they share; `…_apart` is 1 when both texts name a side, an age
    group or a sex and none agrees, or when one alone is about pregnancy.
    """
    first, second = frozenset(tokens(plain(a)[:_READ])), frozenset(tokens(plain(b)[:_READ]))
    intents_a, intents_b = _values(INTENTS, first), _values(INTENTS, second)
    pregnant_a, pregnant_b = bool(first & INTENTS["pregnant"]), bool(second & INTENTS["pregnant"])
    features = {
        "cosine": cosine,
        "intent_shared": len(intents_a & intents_b) / max(1, len(intents_a | intents_b)),
        "pregnancy_apart": float(pregnant_a != pregnant_b),
    }
    for name, group in _OPPOSED.items():
        features[f"{name}_apart"] = float(_apart(_values(group, first), _values(group, second)))
    return features


def cosine_of(vectors: Vectors) -> float:
    """Cosine of two rows of length 1."""
    return float(vectors[0] @ vectors[1])


def _values(group: Mapping[str, frozenset[str]], words: frozenset[str]) -> frozenset[str]:
    return frozenset(value for value, cues in group.items() if words & cues)


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Both say something, and nothing of it agrees."""
    return bool(a) and bool(b) and not a & b
