"""How strongly does a sentence of a reply promise, diagnose, put a danger off, or stop a medicine?

A table of weights over the features of its frame (sentence_frames.py), hashed; under a millisecond a sentence and no
runtime but numpy. How it was made and measured: models/reply/card.md.
"""

import re
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curbside.clinical.model_files import checked_recipe
from curbside.clinical.reply_checks.learned.sentence_frames import features
from curbside.errors import ModelUnavailable

MODEL_FOLDER = Path(__file__).parents[2] / "models" / "reply"
WEIGHTS = "frames.npz"
BUCKETS = 1 << 16
# Keeps the log odds of a sentence of usual length within some five; of no other meaning.
STRETCH = 5.0
# A part of a sentence says less than the whole it was cut from: its log odds count that much less.
PART_LESS = 0.5
_PARTS = re.compile(r"[;:]\s+|\s[–—]\s|,\s+(?:(?:and|but|so|because|since|as|which|though|although)\s+)?")
_FEWEST_WORDS, _MOST_PARTS = 3, 8


class SentenceModel:
    """`weights` int8[BUCKETS, kinds] in steps of `steps` float[kinds], with `bias` float[kinds]; `thresholds` by kind,
    in the order of the columns."""

    def __init__(
        self,
        weights: NDArray[np.int8],
        steps: NDArray[np.float64],
        bias: NDArray[np.float64],
        thresholds: Mapping[str, float],
    ) -> None:
        self._weights, self._steps, self._bias = weights, steps, bias
        self.thresholds = dict(thresholds)

    def odds(self, sentence: str) -> Mapping[str, float]:
        """Log odds of each kind, the strongest of the sentence and its parts. Any text returns."""
        rows = [self._odds(sentence), *(self._odds(part) - PART_LESS for part in parts_of(sentence))]
        return dict(zip(self.thresholds, np.max(rows, axis=0).tolist(), strict=True))

    def _odds(self, text: str) -> NDArray[np.float64]:
        found = buckets(text)
        sums = self._weights[found].astype(np.int32).sum(axis=0) * self._steps
        return np.asarray(STRETCH * sums / np.sqrt(len(found)) + self._bias)


def parts_of(sentence: str) -> tuple[str, ...]:
    """Clauses of at least three words between commas and the like; none for a sentence of one clause."""
    parts = [part for part in _PARTS.split(sentence) if len(part.split()) >= _FEWEST_WORDS]
    return tuple(parts[:_MOST_PARTS]) if len(parts) > 1 else ()


def buckets(text: str) -> NDArray[np.int64]:
    """int64[n]: the buckets of the features of `text`, each once, ascending; never empty."""
    return np.unique(np.array([zlib.crc32(one.encode()) % BUCKETS for one in features(text)], dtype=np.int64))


def load_sentence_model(folder: Path) -> SentenceModel:
    """The model in `folder`. Raises ModelUnavailable when a file is missing, broken or not the one of its recipe."""
    recipe = checked_recipe(folder, (WEIGHTS,))
    try:
        thresholds = {str(kind): float(value) for kind, value in recipe["thresholds"].items()}
        with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
            model = SentenceModel(stored["weights"], stored["steps"], stored["bias"], thresholds)
            if stored["weights"].shape != (BUCKETS, len(thresholds)):
                raise ValueError(f"{stored['weights'].shape} weights")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelUnavailable(f"The reader in {folder} cannot be read ({error}). Reinstall Curbside.") from error
    return model


@cache
def shipped_sentence_model() -> SentenceModel | None:
    """The shipped model, loaded once; None when it is missing or broken: the rules go on alone."""
    try:
        return load_sentence_model(MODEL_FOLDER)
    except ModelUnavailable:
        return None
