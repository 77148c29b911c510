"""Text to vector: the port every encoder keeps, and the recipe that says which vectors may be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Names an encoder exactly: vectors of two recipes never mix. `fingerprint`: sha256 of model and tokenizer."""

    name: str
    dimension: int
    fingerprint: str


class Encoder(Protocol):
    @property
    def recipe(self) -> Recipe: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32[n, dimension], rows of length 1."""
        ...
