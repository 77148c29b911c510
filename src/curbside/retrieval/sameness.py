"""Would one answer serve both questions?"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from curbside.errors import ModelUnavailable
from curbside.retrieval.document import Sameness
from curbside.retrieval.encoder import Encoder
from curbside.retrieval.pair_features import cosine_of, pair_features
from curbside.retrieval.plain import plain

WEIGHTS_FILE = Path(__file__).parent / "sameness.json"
# Nearness and what changes an answer. Word overlap, numbers and negation words are left out: on doctors'
# pairs they add nothing to the cosine (docs/decisions/0003-retrieval.md).
FEATURES = (
    "cosine",
    "intent_shared",
    "pregnancy_apart",
    "side_apart",
    "age_apart",
    "sex_apart",
)
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model and its Platt calibration: score = σ(slope · (intercept + Σ weight · feature) + offset)."""

    intercept: float
    by_feature: tuple[tuple[str, float], ...]
    slope: float
    offset: float


def same(a: str, b: str, *, encoder: Encoder) -> Sameness:
    """Decide over the pair of texts (order does not matter). Never raises on any text.

    Model and calibration with their provenance in sameness.json. A text without a letter or digit is the same as none.
    """
    if not _has_words(a) or not _has_words(b):
        return Sameness(same=False, score=0.0)
    cosine = cosine_of(encoder.encode([a, b]))
    features = pair_features(a, b, cosine)
    weights = load_weights()
    raw = weights.intercept + sum(weight * features[name] for name, weight in weights.by_feature)
    score = 1 / (1 + math.exp(-(weights.slope * raw + weights.offset)))
    return Sameness(same=score >= THRESHOLD, score=round(score, 4))


@cache
def load_weights() -> Weights:
    """Raises ModelUnavailable when sameness.json is missing or damaged."""
    try:
        table = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
        by_feature = tuple((name, float(table["weights"][name])) for name in FEATURES)
        return Weights(float(table["intercept"]), by_feature, float(table["slope"]), float(table["offset"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(f"{WEIGHTS_FILE} is missing or damaged ({error}). Reinstall Curbside.") from error


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in plain(text))
