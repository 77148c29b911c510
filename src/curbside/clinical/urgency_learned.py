"""Does a text read like an emergency that no rule lists? A linear head over the sentence encoder and hashed words."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curbside.clinical.sentences import split_sentences
from curbside.clinical.urgency import Crisis, Reason, Urgency
from curbside.clinical.urgency_features import Embed, hashed, numbers_of, pieces_of
from curbside.clinical.urgency_matching import Person
from curbside.errors import ModelUnavailable

MODEL_FOLDER = Path(__file__).parent / "models" / "urgency"
SOURCE = "learned layer, see card"


@dataclass(frozen=True, slots=True)
class Weights:
    """Two linear heads over the numbers of a piece: help needed now, and a plan to die.

    `heads` is float32[2, d + 1] with the intercept last; a score above its threshold counts. `encoder` names the
    fingerprint of the encoder that was trained on.
    """

    heads: NDArray[np.float32]
    now_threshold: float
    plan_threshold: float
    encoder: str


def discount(pieces: int) -> float:
    """Log odds taken off each of `pieces` scores: the worst of many pieces is high by chance (Bonferroni's idea)."""
    return math.log(max(pieces, 1))


def load_weights(folder: Path = MODEL_FOLDER) -> Weights:
    """The shipped weights. Raises ModelUnavailable when a file is missing or broken."""
    try:
        facts = json.loads((folder / "head.json").read_text(encoding="utf-8"))
        heads = np.load(folder / "head.npy", allow_pickle=False).astype(np.float32)
        return Weights(heads, float(facts["now_threshold"]), float(facts["plan_threshold"]), facts["encoder"])
    except (OSError, ValueError, KeyError) as error:
        raise ModelUnavailable(f"The urgency head in {folder} cannot be read ({error}). Reinstall Curbside.") from error


class LearnedLayer:
    """A layer of `screen`: at most one reason, naming the sentence that speaks. Any text returns."""

    name = "learned"

    def __init__(self, embed: Embed, weights: Weights) -> None:
        self._embed = embed
        self._weights = weights

    def __call__(self, text: str, person: Callable[[], Person]) -> tuple[Reason, ...]:
        """The worst piece above the threshold, as a reason; facts about the person change nothing here."""
        pieces = pieces_of(text)
        if not pieces:
            return ()
        now, plan = self.scores([text[start:end] for start, end in pieces])
        now = now - discount(len(pieces))
        worst = int(now.argmax())
        if now[worst] <= self._weights.now_threshold:
            return ()
        start, end = self._speaking(text, *pieces[worst])
        planned = plan[worst] > self._weights.plan_threshold
        return (_reason(text, start, end, Crisis.PLAN if planned else None),)

    def scores(self, texts: list[str]) -> NDArray[np.float32]:
        """float32[2, n]: log odds of help needed now and of a plan to die, per piece."""
        numbers = numbers_of(texts, self._embed)
        return np.asarray(self._weights.heads[:, :-1] @ numbers.T + self._weights.heads[:, -1:], dtype=np.float32)

    def _speaking(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The sentence of a piece whose words weigh most."""
        spans = [(start + sentence.start, start + sentence.end) for sentence in split_sentences(text[start:end])]
        if len(spans) < 2:
            return start, end
        words = self._weights.heads[0, -1 - hashed(["x"]).shape[1] : -1]
        weights = hashed([text[low:high] for low, high in spans]) @ words
        return spans[int(weights.argmax())]


def _reason(text: str, start: int, end: int, crisis: Crisis | None) -> Reason:
    return Reason(
        rule="learned",
        title="Reads like an emergency",
        level=Urgency.EMERGENCY,
        text=text[start:end],
        start=start,
        end=end,
        source=SOURCE,
        advice="Sit or lie down, do not stay alone, and do not drive.",
        crisis=crisis,
    )
