"""Would one answer serve both questions?"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from curbside.errors import ModelUnavailable
from curbside.retrieval.document import Sameness
from curbside.retrieval.encoder import Encoder, Vectors
from curbside.retrieval.pair_features import apart, intent_shared, vector_features
from curbside.retrieval.plain import plain
from curbside.retrieval.sameness_map import load_map

WEIGHTS_FILE = Path(__file__).parent / "sameness.json"
THRESHOLD = 0.5
# A difference that changes the answer halves the score to just below the threshold: never the same, still in order.
_APART = 0.49


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model with its Platt calibration; `vectors` float32[2 d] weighs `vector_features`."""

    intercept: float
    cosine: float
    intent_shared: float
    vectors: Vectors
    slope: float
    offset: float

    def score(self, shared: float, first: Vectors, second: Vectors) -> float:
        """Calibrated to [0, 1]. `shared`: the intents shared; the vectors have length 1 and d numbers each."""
        nearness = self.cosine * float(first @ second) + self.intent_shared * shared
        raw = self.intercept + nearness + float(vector_features(first, second) @ self.vectors)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.slope * raw + self.offset))))


def same(a: str, b: str, *, encoder: Encoder) -> Sameness:
    """Decide over the pair of texts (order does not matter). Never raises on any text.

    By the map of models/sameness, or, when that is missing, by `likeness`. Questions apart in age, sex, pregnancy,
    side, duration or a denied symptom are never the same. A text without a letter or digit is the same as none.
    """
    if not _has_words(a) or not _has_words(b):
        return Sameness(same=False, score=0.0)
    first, second = encoder.encode([a, b])
    fitted = load_map()
    if fitted is None or len(first) != len(fitted.table):
        chance = likeness(a, b, first, second)
    else:
        chance = fitted.chance(first, second)
    score = chance * (_APART if apart(a, b) else 1.0)
    return Sameness(same=score >= THRESHOLD, score=round(score, 4))


def likeness(a: str, b: str, first: Vectors, second: Vectors) -> float:
    """How alike two questions are, 0 to 1, before differences in person and time count. float32[d] each, of length 1.

    Puts the candidates of a query in order, which the map of `same` does less well (docs/decisions/0003-retrieval.md).
    Vectors of another size than the weights were fitted for are told apart by their cosine alone.
    """
    weights = load_weights()
    if len(first) * 2 != len(weights.vectors):
        return max(0.0, min(1.0, float(first @ second)))
    return weights.score(intent_shared(a, b), first, second)


@cache
def load_weights() -> Weights:
    """Raises ModelUnavailable when sameness.json is missing or damaged."""
    try:
        table = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
        numbers = {name: float(table[name]) for name in ("intercept", "cosine", "intent_shared", "slope", "offset")}
        return Weights(vectors=np.array(table["vectors"], dtype=np.float32), **numbers)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(f"{WEIGHTS_FILE} is missing or damaged ({error}). Reinstall Curbside.") from error


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in plain(text))
