"""The shipped linear map of the encoder's vectors, after which questions are near when one answer serves both."""

import logging
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from curbside.clinical.model_files import checked_recipe
from curbside.errors import ModelUnavailable
from curbside.retrieval.encoder import Vectors

MODEL_FOLDER = Path(__file__).parent / "models" / "sameness"
# Log odds beyond this are all one.
_SUREST = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SamenessMap:
    """`table`: float32[d, d]; `slope` and `offset` turn the cosine of two images into log odds (Platt 1999)."""

    table: Vectors
    slope: float
    offset: float

    def chance(self, first: Vectors, second: Vectors) -> float:
        """That one answer serves both, in [0, 1]; float32[d] each, order does not matter."""
        one, other = self.table @ first, self.table @ second
        lengths = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
        odds = self.slope * float(one @ other) / max(lengths, 1e-9) + self.offset
        return 1 / (1 + math.exp(-max(-_SUREST, min(_SUREST, odds))))


@cache
def load_map() -> SamenessMap | None:
    """The shipped map, loaded once per process; None, said in the log, when it is missing or not its recipe's."""
    try:
        recipe = checked_recipe(MODEL_FOLDER, ("map.npy",))
        slope, offset = (float(recipe["calibration"][name]) for name in ("slope", "offset"))
        table = np.load(MODEL_FOLDER / "map.npy", allow_pickle=False)
    except (ModelUnavailable, OSError, ValueError, KeyError, TypeError) as error:
        log.warning("sameness.map_missing folder=%s error=%s", MODEL_FOLDER, error)
        return None
    return SamenessMap(np.asarray(table, dtype=np.float32), slope, offset)
