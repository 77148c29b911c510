"""How much does a question's meaning speak for each department? Its vector beside those of made-up questions of each.

Layers on the state that the shared reader has computed of the text give the vector; they have learned it from a larger
sentence encoder. A radial kernel (Gaussian process or kernel ridge regression, Rasmussen and Williams 2006, chapter 2)
has made-up questions as its centres, so that no vector of a person's question is stored. With a file missing or changed
routing goes on by rules and words. How the layers were made and measured: models/reader/card.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curbside.clinical.model_files import checked_recipe, open_session
from curbside.clinical.reader_model import (
    MODEL_FOLDER,
    STATE_WIDTH,
    Lately,
    ReaderModel,
    digest_of,
    given_state,
    shipped_model,
)
from curbside.errors import ModelUnavailable

Array = NDArray[np.float32]
# What the complaint is stands at the beginning; more words cost time (some 0.12 ms a token) and blur one vector.
MOST_WORDS, MOST_TOKENS = 40, 56
RECIPE = "meaning.json"
# below.onnx reads tokens up to the state and has its weights from model.onnx, where they lie.
FILES = ("model.onnx", "below.onnx", "meaning.onnx")
_WORD, _LETTER, _LATIN = re.compile(r"\S+"), re.compile(r"[^\W\d_]"), re.compile(r"[A-Za-z]")
_FILE = "routing/meaning.npz"


class MeaningLayers:
    """Thread-safe. `below` is the graph up to the state; `above` gives of a state the vector of its meaning."""

    def __init__(self, below: Any, above: Any, digest: str) -> None:
        self.digest = digest
        self._below, self._above = below, above
        self._lately: Lately[Array | None] = Lately()

    def vector(self, text: str, own: str, reader: ReaderModel) -> Array | None:
        """float32[STATE_WIDTH] of length 1; None where nothing of `own` is left.

        `own`: `text` with blanks, as many as it had characters, in place of what shall not count. The last few texts
        are remembered by digest, never with the text itself: a question is routed when sent and again when prepared.
        """
        return self._lately.of(digest_of(f"{text}\0{own}"), lambda: self._vector(text, own, reader))

    def _vector(self, text: str, own: str, reader: ReaderModel) -> Array | None:
        states = reader.states(text, self._below)
        if not states.rows:
            return None
        count = states.windows[0][1]
        kept = kept_tokens(own, states.offsets[:count])
        if not kept:
            return None
        rows = np.frombuffer(states.rows[0], dtype=np.float32).reshape(count + 2, STATE_WIDTH)
        # The sign before a text's first token belongs to it, the one behind its last only where nothing was cut off.
        ends = [count + 1] if len(kept) == count else []
        state = rows[[0, *(1 + at for at in kept), *ends]][None]
        return np.asarray(self._above.run(None, given_state(state))[0][0], dtype=np.float32)


def kept_tokens(own: str, offsets: Any) -> list[int]:
    """Which tokens, by their (start, end) in `own`, the vector is made of: of its first MOST_WORDS words that are not
    blanked out, MOST_TOKENS at most."""
    words = [word.span() for word in _WORD.finditer(own)][:MOST_WORDS]
    last = words[-1][1] if words else 0
    kept = [at for at, (start, end) in enumerate(offsets) if end <= last and own[start:end].strip()]
    return kept[:MOST_TOKENS]


@dataclass(frozen=True, slots=True)
class MeaningModel:
    """`centres`: float32[m, d], vectors of made-up questions; `weights`: float32[departments, m]; `bias`:
    float32[departments]; `width`: the kernel is exp(width · (cosine - 1))."""

    departments: tuple[str, ...]
    centres: Array
    weights: Array
    bias: Array
    width: float
    layers: MeaningLayers
    reader: ReaderModel

    def scores(self, text: str, own: str) -> Mapping[str, float]:
        """Department → score: about 1 for the right one and 0 for the others; empty for a text that is not mostly in
        the letters of English, the one language the weights were fitted on. `own`: as for MeaningLayers.vector."""
        if not (letters := len(_LATIN.findall(own))) or 2 * letters < len(_LETTER.findall(own)):
            return {}
        vector = self.layers.vector(text, own, self.reader)
        if vector is None:
            return {}
        near = np.exp(self.width * (self.centres @ vector - 1.0))
        return dict(zip(self.departments, (self.weights @ near + self.bias).tolist(), strict=True))


def load_layers(folder: Path) -> MeaningLayers:
    """The layers in `folder`. Raises ModelUnavailable when a file is missing, broken or not the one of the recipe."""
    recipe = checked_recipe(folder, FILES, name=RECIPE)
    below, above = (open_session(folder / name) for name in FILES[1:])
    return MeaningLayers(below, above, str(recipe["sha256"][FILES[2]]))


@cache
def meaning_model() -> MeaningModel | None:
    """The packaged weights and layers, loaded once; None when a file is missing or not the one they were fitted on, so
    that rules and words go on alone."""
    path, reader = files("curbside.knowledge") / _FILE, shipped_model()
    if reader is None or not path.is_file():
        return None
    try:
        layers = load_layers(MODEL_FOLDER)
    except ModelUnavailable:
        return None
    with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as table:
        if str(table["layers"]) != layers.digest:
            return None
        return MeaningModel(
            departments=tuple(str(one) for one in table["departments"]),
            centres=table["centres"].astype(np.float32) * np.float32(table["centre_step"]),
            weights=table["weights"].astype(np.float32),
            bias=table["bias"].astype(np.float32),
            width=float(table["width"]),
            layers=layers,
            reader=reader,
        )
