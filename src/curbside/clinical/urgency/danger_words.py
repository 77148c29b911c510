"""How do a text's very words speak of danger and of crisis? A table of weights for words and runs of words.

The transformer weighs the whole; on texts that differ from an emergency in one fact ("scan clear", "in 2019", "never")
short runs of words tell better. The two are added (reader_model.py). How it was fitted: training/fit_words_reader.py.
"""

import re
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curbside.errors import ModelUnavailable

BUCKETS = 1 << 17
# What stands farther on is left to the transformer and the rules.
MAX_WORDS = 1200
# Keeps the log odds of a text of usual length within some ten; of no other meaning.
STRETCH = 3.0
_WORD = re.compile(r"[a-z']+|\d+|[.?!,]")


def features(text: str) -> NDArray[np.int64]:
    """int64[n]: buckets of the words, pairs, triples and pairs with a gap that `text` holds, each once, ascending."""
    words = _WORD.findall(text.lower())[:MAX_WORDS]
    runs = set(words)
    runs.update(f"{a}_{b}" for a, b in pairwise(words))
    for a, b, c in zip(words, words[1:], words[2:], strict=False):
        runs.update((f"{a}_{b}_{c}", f"{a}__{c}"))
    return np.unique(np.array([zlib.crc32(run.encode()) % BUCKETS for run in runs], dtype=np.int64))


class DangerWords:
    """`weights` int8[BUCKETS, 2] in steps of `steps` float[2], with `bias` float[2]: danger, crisis."""

    def __init__(self, weights: NDArray[np.int8], steps: NDArray[np.float64], bias: NDArray[np.float64]) -> None:
        self._weights, self._steps, self._bias = weights, steps, bias

    def odds(self, text: str) -> tuple[float, float]:
        """Log odds of danger and of crisis by the words of `text`; 0 for a text without any."""
        found = features(text)
        if not len(found):
            return 0.0, 0.0
        sums = self._weights[found].astype(np.int32).sum(axis=0) * self._steps
        danger, crisis = (STRETCH * sums / np.sqrt(len(found)) + self._bias).tolist()
        return danger, crisis


def load_words(path: Path) -> DangerWords:
    """The table in `path`. Raises ModelUnavailable when it is missing or broken."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            words = DangerWords(stored["weights"], stored["steps"], stored["bias"])
            if stored["weights"].shape != (BUCKETS, 2):
                raise ValueError(f"{stored['weights'].shape} weights")
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnavailable(f"The words in {path} cannot be read ({error}). Reinstall Curbside.") from error
    return words
