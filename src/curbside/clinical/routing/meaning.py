"""How much does a question's meaning speak for each department? Its sentence vector beside made-up questions of each.

A radial kernel over the vectors of a shipped sentence encoder (Gaussian process or kernel ridge regression, Rasmussen
and Williams 2006, chapter 2) with made-up questions as its centres, so that no vector of a person's question is stored.
The encoder stands above this package and is handed in; only the very one the weights were fitted on is used.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
# What the complaint is stands at the beginning; more words cost time (some 0.1 ms each) and blur one vector.
MOST_WORDS = 60
_LETTER, _LATIN = re.compile(r"[^\W\d_]"), re.compile(r"[A-Za-z]")
_FILE = "routing/meaning.npz"


class SentenceEncoder(Protocol):
    """What routing needs of an encoder; `recipe.fingerprint` names model and tokenizer exactly."""

    @property
    def recipe(self) -> Any: ...

    def encode(self, texts: Sequence[str]) -> Array:
        """float32[n, dimension], rows of length 1."""
        ...


@dataclass(frozen=True, slots=True)
class MeaningModel:
    """`centres`: float32[m, d], vectors of made-up questions; `weights`: float32[departments, m]; `bias`:
    float32[departments]; `width`: the kernel is exp(width · (cosine - 1)); `fingerprint`: of the encoder."""

    departments: tuple[str, ...]
    centres: Array
    weights: Array
    bias: Array
    width: float
    fingerprint: str

    def scores(self, text: str, encoder: SentenceEncoder) -> Mapping[str, float]:
        """Department → score: about 1 for the right one and 0 for the others; empty for a text that is not mostly in
        the letters of English, the one language the weights were fitted on.

        Raises ValueError for an encoder that is not the one of `fingerprint`.
        """
        if not self.knows(encoder):
            raise ValueError("These weights were fitted on another encoder; leave the encoder out.")
        said = first_words(text)
        if not (letters := len(_LATIN.findall(said))) or 2 * letters < len(_LETTER.findall(said)):
            return {}
        near = np.exp(self.width * (self.centres @ encoder.encode([said])[0] - 1.0))
        return dict(zip(self.departments, (self.weights @ near + self.bias).tolist(), strict=True))

    def knows(self, encoder: SentenceEncoder) -> bool:
        return bool(encoder.recipe.fingerprint == self.fingerprint)


def first_words(text: str) -> str:
    """The first MOST_WORDS words, with one space between; of a word that never ends, no more than words are long."""
    return " ".join(word[:40] for word in text.split(maxsplit=MOST_WORDS)[:MOST_WORDS])


@cache
def meaning_model() -> MeaningModel | None:
    """The packaged weights, loaded once; None when their file is missing, so that rules and words go on alone."""
    path = files("curbside.knowledge") / _FILE
    if not path.is_file():
        return None
    with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as table:
        return MeaningModel(
            departments=tuple(str(one) for one in table["departments"]),
            centres=table["centres"].astype(np.float32) * np.float32(table["centre_step"]),
            weights=table["weights"].astype(np.float32),
            bias=table["bias"].astype(np.float32),
            width=float(table["width"]),
            fingerprint=str(table["fingerprint"]),
        )
