"""What does the learned reader make of a text? One pass of a small transformer, shared by urgency, crisis and privacy,
and the weight of its very words added to what it says of danger; where that leaves a doubt, a second look.

It marks tokens (identifiers; words that show danger) and judges the whole text. It only ever adds to the rules; with
its files missing the rules go on alone. How it was made and measured: models/reader/card.md.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from curbside.clinical.model_files import checked_recipe, open_session, open_tokenizer
from curbside.clinical.urgency.danger_words import DangerWords, load_words
from curbside.errors import ModelUnavailable

MODEL_FOLDER = Path(__file__).parent / "models" / "reader"
WEIGHTS = ("model.onnx", "second.onnx", "words.npz")
# Texts are read in windows of this many tokens that overlap, so that no phrase is cut in both of two windows. A
# question of 200 words fits in one.
WINDOW_TOKENS, OVERLAP_TOKENS = 254, 40
# Some 1,000 words. What stands farther on is left to the rules, which read all.
MAX_WINDOWS = 6
# Screening, redacting and checking read the same text one after the other; no more than that is remembered.
REMEMBERED = 4
# Numbers per token between the layers.
STATE_WIDTH = 384
# How much the words' log odds of danger and of crisis count beside the transformer's; chosen on the tune split, see
# docs/decisions/0006-learned-reader.md.
DANGER_WORDS_COUNT, CRISIS_WORDS_COUNT = 1.5, 1.0
# From these probabilities of not being routine and of crisis on the second look decides both: deeper layers fitted
# further on texts that only sound like danger. So low that it decides whenever the first reading could have; most
# questions of a desk lie below and cost nothing more.
DOUBT, CRISIS_DOUBT = 0.03, 0.005
Array = NDArray[np.float32]
T = TypeVar("T")
# Ids of the tokens of a window and their capitals.
Window = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Token:
    """Characters [start, end), the likeliest identifier type, and two probabilities: being an identifier at all, and
    being among the words that show danger."""

    start: int
    end: int
    tag: str
    identifies: float
    danger: float


@dataclass(frozen=True, slots=True)
class ModelReading:
    """Probabilities of the labels of each kind over the whole text: the worst window decides urgency and crisis, with
    the words' own odds (danger_words.py) added."""

    tokens: tuple[Token, ...]
    urgency: Mapping[str, float]
    crisis: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Labels:
    tags: tuple[str, ...]
    urgency: tuple[str, ...]
    crisis: tuple[str, ...]
    thresholds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class States:
    """A text as it stands below the top layers: characters [start, end) of its tokens, its windows as token ranges,
    and of each window float32[tokens + 2, STATE_WIDTH], or nothing yet."""

    offsets: Sequence[tuple[int, int]]
    windows: Sequence[tuple[int, int]]
    rows: tuple[bytes, ...] = ()


class Lately(dict[bytes, T], Generic[T]):
    """What is known of the last REMEMBERED texts, under their digests and never with a text itself. Thread-safe."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = Lock()

    def of(self, digest: bytes, make: Callable[[], T]) -> T:
        """What is known of a text, else what `make` finds out; no other text waits for it."""
        with self._lock:
            if digest in self:
                return self[digest]
        known = make()
        with self._lock:
            self[digest] = known
            while len(self) > REMEMBERED:
                del self[next(iter(self))]
        return known


@dataclass(frozen=True, slots=True)
class Graphs:
    """onnxruntime sessions: the first reading, and the second look at what the first leaves in doubt."""

    first: Any
    second: Any


class ReaderModel:
    """Thread-safe; one model per process, one thread per text."""

    def __init__(self, graphs: Graphs, tokenizer: Tokenizer, labels: Labels, words: DangerWords) -> None:
        self._graphs = graphs
        self._words = words
        self._tokenizer = tokenizer
        self.labels = labels
        # Behind the labels of urgency and crisis stand others that only helped in fitting.
        self._cuts = (len(labels.urgency), len(labels.urgency) + len(labels.crisis))
        self._lately: Lately[ModelReading] = Lately()
        # The text read last: who asks for its identifiers next reads on from there.
        self._below: tuple[bytes, States] = (b"", States((), ()))
        self._lock = Lock()

    def knows(self, word: str) -> bool:
        """Is `word`, in lower case without accents, whole in the reader's vocabulary, which is English for the most?"""
        return self._tokenizer.token_to_id(word) is not None

    def spells(self, word: str) -> bool:
        """Do the letters of `word`, in some order, make a whole word of the reader's vocabulary?"""
        return "".join(sorted(word)) in self._spelt

    @cached_property
    def _spelt(self) -> frozenset[str]:
        return frozenset("".join(sorted(word)) for word in self._tokenizer.get_vocab() if word.isalpha())

    def read(self, text: str) -> ModelReading:
        """Any text returns; one without words has no tokens and is routine.

        The last few readings are remembered under a digest of their text, never with the text itself.
        """
        digest = digest_of(text)
        return self._lately.of(digest, lambda: self._read_anew(text, digest))

    def _read_anew(self, text: str, digest: bytes) -> ModelReading:
        known, states = self._read(text)
        with self._lock:
            self._below = (digest, states)
        return known

    def states(self, text: str, below: Any) -> States:
        """What lies below the top layers, from the last reading if `text` was read last, else by the graph `below`."""
        with self._lock:
            digest, states = self._below
        if digest == digest_of(text):
            return states
        offsets, windows, rows = self._encoded(text)
        run = cache(lambda ids, capitals: below.run(None, self._given(ids, capitals))[0][0].tobytes())
        return States(offsets, windows, tuple(run(*row) for row in rows))

    def _encoded(self, text: str) -> tuple[Sequence[tuple[int, int]], list[tuple[int, int]], list[Window]]:
        """Characters of the tokens of `text`, its windows, and ids and capitals of each."""
        said = self._tokenizer.encode(text, add_special_tokens=False)
        ids, offsets = said.ids, said.offsets
        windows = _windows(len(ids))
        capitals = [capitals_of(text[start:end]) for start, end in offsets]
        return offsets, windows, [(tuple(ids[start:end]), tuple(capitals[start:end])) for start, end in windows]

    def _read(self, text: str) -> tuple[ModelReading, States]:
        offsets, windows, rows = self._encoded(text)
        if not windows:
            return ModelReading((), _harmless(self.labels.urgency), _harmless(self.labels.crisis)), States((), ())
        marks = np.zeros((windows[-1][1], len(self.labels.tags) + 1), dtype=np.float32)
        run = cache(self._run)  # a hostile text that repeats itself is read once
        read = [run(*row) for row in rows]
        for (start, end), (tokens, _, _) in zip(windows, read, strict=True):
            # Where two windows overlap, the reading that sees more danger or more of a name counts.
            marks[start:end] = np.maximum(marks[start:end], self._odds(tokens))
        danger_odds, crisis_odds = self._words.odds(text)
        judged, below = [judged for _, judged, _ in read], [state for _, _, state in read]
        urgency, crisis = self._urgency(judged, danger_odds), self._crisis(judged, crisis_odds)
        if 1 - crisis[self.labels.crisis[0]] >= CRISIS_DOUBT or 1 - urgency[self.labels.urgency[0]] >= DOUBT:
            looked = _looks(self._graphs.second, below)
            urgency, crisis = self._urgency(looked, danger_odds), self._crisis(looked, crisis_odds)
        states = States(offsets, windows, tuple(state for _, _, state in read))
        return ModelReading(self._tokens(offsets, marks), urgency, crisis), states

    def _urgency(self, windows: Sequence[Array], odds: float) -> dict[str, float]:
        """Shares of urgency, the worst of all windows, leaning towards what the words say."""
        shares = _worst(self.labels.urgency, [_softmax(judged[: self._cuts[0]]) for judged in windows])
        return leaned(shares, self.labels.urgency[-1], DANGER_WORDS_COUNT * odds)

    def _crisis(self, windows: Sequence[Array], odds: float) -> dict[str, float]:
        """As `_urgency`, of crisis."""
        shares = _worst(self.labels.crisis, [_softmax(judged[slice(*self._cuts)]) for judged in windows])
        return leaned(shares, self.labels.crisis[0], -CRISIS_WORDS_COUNT * odds)

    def _run(self, ids: Sequence[int], capitals: Sequence[int]) -> tuple[Array, Array, bytes]:
        """float32[n, tags + 1] and float32[labels] of one window, and float32[n + 2, width] for the second look."""
        tokens, texts, state = self._graphs.first.run(None, self._given(ids, capitals))
        return tokens[0, 1:-1], texts[0], state[0].tobytes()

    def _given(self, ids: Sequence[int], capitals: Sequence[int]) -> dict[str, NDArray[np.int64]]:
        """What the graphs take: one window between the tokens for a text's beginning and end."""
        start, end = self._tokenizer.token_to_id("[CLS]"), self._tokenizer.token_to_id("[SEP]")
        row = np.array([[start, *ids, end]], dtype=np.int64)
        return {"input_ids": row, "attention_mask": np.ones_like(row), "capitals": np.array([[0, *capitals, 0]])}

    def _odds(self, tokens: Array) -> Array:
        """Probabilities per tag, and of danger in the last column."""
        tags = tokens[:, :-1] - tokens[:, :-1].max(axis=1, keepdims=True)
        shares = np.exp(tags) / np.exp(tags).sum(axis=1, keepdims=True)
        danger = 1 / (1 + np.exp(-np.clip(tokens[:, -1:], -30, 30)))
        return np.hstack([shares, danger]).astype(np.float32)

    def _tokens(self, offsets: Sequence[tuple[int, int]], marks: Array) -> tuple[Token, ...]:
        """One token a row of `marks`; offsets beyond the last window have none."""
        named = marks[:, 1:-1]
        tags = [self.labels.tags[1 + at] for at in named.argmax(axis=1).tolist()]
        identifies, danger = np.minimum(named.sum(axis=1), 1.0).tolist(), marks[:, -1].tolist()
        rows = zip(offsets, tags, identifies, danger, strict=False)
        return tuple(Token(start, end, tag, named, shown) for (start, end), tag, named, shown in rows)


def _looks(graph: Any, states: Sequence[bytes]) -> list[Array]:
    """float32[labels] of every window by a second look, from the states that the first reading gave."""

    @cache  # a hostile text that repeats itself is looked at once
    def look(state: bytes) -> Array:
        rows = np.frombuffer(state, dtype=np.float32).reshape(1, -1, STATE_WIDTH)
        (texts,) = graph.run(None, given_state(rows))
        return np.asarray(texts[0], dtype=np.float32)

    return [look(state) for state in states]


def digest_of(text: str) -> bytes:
    """What a text is remembered by."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def given_state(rows: Array) -> dict[str, Any]:
    """What a graph above the state takes: float32[1, tokens, STATE_WIDTH], all of which count."""
    return {"state": rows, "attention_mask": np.ones(rows.shape[:2], dtype=np.int64)}


def _windows(count: int) -> list[tuple[int, int]]:
    """Token ranges [start, end) that cover `count` tokens, up to MAX_WINDOWS."""
    if count <= WINDOW_TOKENS:
        return [(0, count)] if count else []
    step = WINDOW_TOKENS - OVERLAP_TOKENS
    starts = range(0, count - OVERLAP_TOKENS, step)
    return [(start, min(start + WINDOW_TOKENS, count)) for start in starts][:MAX_WINDOWS]


def _harmless(labels: Sequence[str]) -> dict[str, float]:
    """All on the first label, which is the harmless one."""
    return {label: float(n == 0) for n, label in enumerate(labels)}


def _worst(labels: Sequence[str], windows: Sequence[Array]) -> dict[str, float]:
    """Per label the highest probability of any window; of the first, harmless one the lowest."""
    rows = np.array(windows)
    return {label: float(rows[:, n].min() if n == 0 else rows[:, n].max()) for n, label in enumerate(labels)}


def leaned(shares: Mapping[str, float], label: str, odds: float) -> dict[str, float]:
    """`shares` with `odds` (log odds) added to `label`; the other labels keep their proportions."""
    share = min(max(shares[label], 1e-4), 1 - 1e-4)
    moved = float(1 / (1 + np.exp(-np.clip(np.log(share / (1 - share)) + odds, -30, 30))))
    rest = (1 - moved) / max(1 - shares[label], 1e-4)
    return {name: moved if name == label else value * rest for name, value in shares.items()}


def _softmax(row: Array) -> Array:
    powers = np.exp(row - row.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)


def capitals_of(piece: str) -> int:
    """0 lower case, 1 a capital first, 2 capitals throughout: the vocabulary itself knows no capitals."""
    if not piece[:1].isupper():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1


def load_model(folder: Path) -> ReaderModel:
    """The model in `folder`. Raises ModelUnavailable when a file is missing, broken or not the one of its recipe."""
    recipe = checked_recipe(folder, WEIGHTS)
    try:
        labels = Labels(
            tuple(recipe["tags"]), tuple(recipe["urgency"]), tuple(recipe["crisis"]), dict(recipe["thresholds"])
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(f"The reader in {folder} cannot be read ({error}). Reinstall Curbside.") from error
    words = load_words(folder / "words.npz")
    graphs = Graphs(*(open_session(folder / name) for name in ("model.onnx", "second.onnx")))
    return ReaderModel(graphs, open_tokenizer(folder / "tokenizer.json"), labels, words)


@cache
def shipped_model() -> ReaderModel | None:
    """The shipped model, loaded once; None when it is missing or broken: the rules go on alone."""
    try:
        return load_model(MODEL_FOLDER)
    except ModelUnavailable:
        return None
