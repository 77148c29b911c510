"""Text to vector without a model: hashed words and character trigrams, for tests and where the model is missing."""

import hashlib
import re
from collections.abc import Iterator, Sequence

import numpy as np

from curbside.retrieval.encoder import Recipe, Vectors
from curbside.retrieval.plain import plain

_WORD = re.compile(r"\w+")
# A whole word says more than one of its trigrams.
_WORD_WEIGHT = 3.0


class HashEncoder:
    """Feature hashing with signs (Weinberger et al. 2009, arXiv 0902.2206): same text, same vector, on any machine."""

    def __init__(self, dimension: int = 256) -> None:
        fingerprint = hashlib.sha256(f"hash-words-trigrams-1:{dimension}".encode()).hexdigest()
        self.recipe = Recipe(name="hash", dimension=dimension, fingerprint=fingerprint)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32[n, dimension], rows of length 1. Never raises on any text."""
        vectors = np.zeros((len(texts), self.recipe.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for feature, weight in _features(text):
                slot, sign = self._slot(feature)
                vectors[row, slot] += sign * weight
            if not vectors[row].any():
                vectors[row, 0] = 1.0
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    def _slot(self, feature: str) -> tuple[int, float]:
        digest = int.from_bytes(hashlib.blake2b(feature.encode(), digest_size=8).digest(), "big")
        return (digest >> 1) % self.recipe.dimension, 1.0 if digest & 1 else -1.0


def _features(text: str) -> Iterator[tuple[str, float]]:
    for word in _WORD.findall(plain(text).lower()):
        yield word, _WORD_WEIGHT
        padded = f"<{word}>"
        for start in range(len(padded) - 2):
            yield padded[start : start + 3], 1.0
