"""How probable is each department given the words alone? A linear model over hashed word and letter features."""

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from curbside.clinical.findings.words import stem

WORD_BUCKETS, LETTER_BUCKETS = 16_384, 16_384
BUCKETS = WORD_BUCKETS + LETTER_BUCKETS
_LETTERS = 4
_WORD = re.compile(r"[a-z]+")
# Percent-encoded bytes are no words: "%e5%bf" would read as "e" and "bf".
_ESCAPED = re.compile(r"(?:%[0-9a-f]{2})+")
# More words than any real question has; bounds the time a hostile text can take.
_MOST_WORDS = 1_200
_FILE = "routing/weights.npz"


@dataclass(frozen=True, slots=True)
class RoutingModel:
    """`weights`: int8, (departments, BUCKETS); `scale`: (departments,) units per step; `bias`: (departments,);
    `idf`: (BUCKETS,) inverse document frequencies; `temperature`: divides the logits (Guo et al., ICML 2017)."""

    departments: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    idf: NDArray[np.float32]
    temperature: float

    def probabilities(self, text: str) -> Mapping[str, float]:
        """Department → probability, adding up to 1; empty for a text without a word seen in training."""
        buckets, values = features(text)
        if not len(buckets):
            return {}
        weighted = values * self.idf[buckets]
        norm = float(np.linalg.norm(weighted))
        if norm == 0.0:
            return {}
        picked = self.weights[:, buckets].astype(np.float32) * self.scale[:, None]
        logits = (picked @ (weighted / norm) + self.bias) / self.temperature
        raised = np.exp(logits - logits.max())
        return dict(zip(self.departments, (raised / raised.sum()).tolist(), strict=True))


def features(text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Buckets (sorted) and their 1 + ln(count): stems, pairs of neighbouring stems, and four-letter pieces of words.

    Feature hashing (Weinberger et al., ICML 2009): no word can be read back from a bucket with certainty.
    """
    said = _WORD.findall(_ESCAPED.sub(" ", text.lower()))[:_MOST_WORDS]
    roots = [stem(word) for word in said]
    counts = Counter([_bucket(root, WORD_BUCKETS) for root in roots])
    counts.update([_bucket(f"{a} {b}", WORD_BUCKETS) for a, b in pairwise(roots)])
    for word, many in Counter(said).items():
        for bucket in _pieces(word):
            counts[bucket] += many
    buckets = sorted(counts)
    values = [1.0 + math.log(counts[bucket]) for bucket in buckets]
    return np.array(buckets, dtype=np.int64), np.array(values, dtype=np.float32)


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[int, ...]:
    """Buckets of the four-letter pieces of `word`, one for each time a piece stands in it."""
    edged = f"<{word[:40]}>"
    pieces = [edged[at : at + _LETTERS] for at in range(max(1, len(edged) - _LETTERS + 1))]
    return tuple(WORD_BUCKETS + _bucket(piece, LETTER_BUCKETS) for piece in pieces)


def _bucket(feature: str, buckets: int) -> int:
    return zlib.crc32(feature.encode()) % buckets


@cache
def routing_model() -> RoutingModel | None:
    """The packaged model, loaded once; None when its file is missing, so that the rules decide alone."""
    path = files("curbside.knowledge") / _FILE
    if not path.is_file():
        return None
    with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as table:
        return RoutingModel(
            departments=tuple(str(one) for one in table["departments"]),
            weights=table["weights"],
            scale=table["scale"],
            bias=table["bias"],
            idf=table["idf"].astype(np.float32),
            temperature=float(table["temperature"]),
        )
