"""Which tokens may identify somebody: by layers fitted on marked texts alone, on top of the shared reader's lowest.

They read on from the state below the shared reader's top layers, so that what it says of urgency and crisis stays as it
is. With a file missing or changed its own marks serve. How they were made and measured: models/reader/card.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
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
)
from curbside.errors import ModelUnavailable

Array = NDArray[np.float32]
RECIPE = "identifiers.json"
# below.onnx reads tokens up to the state and has its weights from model.onnx, where they lie.
FILES = ("model.onnx", "below.onnx", "identifiers-1.onnx", "identifiers-2.onnx")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, end) of a token, the likeliest identifier type, the probability of being any identifier."""

    start: int
    end: int
    tag: str
    identifies: float


@dataclass(frozen=True, slots=True)
class Settled:
    """What the tune split settled. `thresholds`: by type, the probability of being an identifier from which a word
    counts as one; `leans`: log odds that the kind of a word adds to it; `doubt`: the probability from which, at any
    token of a window, the first look asks the second; `suspect`: from which the shared reader is asked about a word,
    which then counts where that reader gives it `seconded`."""

    thresholds: Mapping[str, float]
    leans: Mapping[str, float]
    doubt: float
    suspect: float
    seconded: float


class IdentifierLayers:
    """Thread-safe. `below` is the graph up to the state; each of `looks` gives odds of `tags` by the state: a short one
    of one layer and, where that sees anybody, a deeper one."""

    def __init__(self, below: Any, looks: tuple[Any, Any], tags: tuple[str, ...], settled: Settled) -> None:
        self.settled = settled
        self._below, self._looks, self._tags = below, looks, tags
        self._lately: Lately[tuple[Mark, ...]] = Lately()

    def marks(self, text: str, model: ReaderModel) -> tuple[Mark, ...]:
        """Every token that `model` reads. The last few texts are remembered by digest, never with the text itself."""
        return self._lately.of(digest_of(text), lambda: self._marks(text, model))

    def _marks(self, text: str, model: ReaderModel) -> tuple[Mark, ...]:
        states = model.states(text, self._below)
        if not states.windows:
            return ()
        shares = cache(self._shares)  # a hostile text that repeats itself is read once
        named = np.zeros((states.windows[-1][1], len(self._tags) - 1), dtype=np.float32)
        for (start, end), row in zip(states.windows, states.rows, strict=True):
            # Where two windows overlap, the reading that sees more of a name counts.
            named[start:end] = np.maximum(named[start:end], shares(row)[:, 1:])
        tags = [self._tags[1 + at] for at in named.argmax(axis=1).tolist()]
        rows = zip(states.offsets, tags, np.minimum(named.sum(axis=1), 1.0).tolist(), strict=False)
        return tuple(Mark(start, end, tag, share) for (start, end), tag, share in rows)

    def _shares(self, state: bytes) -> Array:
        """float32[tokens, tags]: probability of each tag, the two ends of the window left out. Where the first look
        sees nobody at all, which is in most texts, the second is not asked."""
        rows = np.frombuffer(state, dtype=np.float32).reshape(1, -1, STATE_WIDTH)
        first, second = self._looks
        shares = _softmax(first.run(["tags"], given_state(rows))[0][0, 1:-1])
        if float(1 - shares[:, 0].min()) < self.settled.doubt:
            return shares
        return _softmax(second.run(["tags"], given_state(rows))[0][0, 1:-1])


def _softmax(odds: Array) -> Array:
    powers = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def load_identifiers(folder: Path) -> IdentifierLayers:
    """The layers in `folder`. Raises ModelUnavailable when a file is missing, broken or not the one of the recipe."""
    recipe = checked_recipe(folder, FILES, name=RECIPE)
    try:
        thresholds, leans = ({kind: float(at) for kind, at in recipe[name].items()} for name in ("thresholds", "leans"))
        tags = tuple(recipe["tags"])
        settled = Settled(thresholds, leans, *(float(recipe[name]) for name in ("doubt", "suspect", "seconded")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelUnavailable(
            f"The privacy layers in {folder} cannot be read ({error}). Reinstall Curbside."
        ) from error
    below, first, second = (open_session(folder / name) for name in FILES[1:])
    return IdentifierLayers(below, (first, second), tags, settled)


@cache
def shipped_identifiers() -> IdentifierLayers | None:
    """The shipped layers, loaded once; None when they are missing or broken: the shared reader's own marks serve."""
    try:
        return load_identifiers(MODEL_FOLDER)
    except ModelUnavailable:
        return None
