"""Text to vector by the shipped sentence encoder: onnxruntime and tokenizers, no torch, no network."""

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np

from curbside.clinical.model_files import open_session, open_tokenizer
from curbside.errors import ModelUnavailable
from curbside.retrieval.encoder import Recipe, Vectors
from curbside.retrieval.plain import plain

MODEL_FOLDER = Path(__file__).parent / "models" / "minilm"
# max_seq_length in the model's own sentence_bert_config.json.
MAX_TOKENS = 256
_FILES = ("model.onnx", "tokenizer.json")


@cache
def load_encoder() -> "OnnxEncoder":
    """The shipped encoder, loaded once per process. Raises ModelUnavailable."""
    return OnnxEncoder(MODEL_FOLDER)


class OnnxEncoder:
    """An encoder folder: model.onnx (input_ids, attention_mask → hidden), tokenizer.json, recipe.json.

    Vectors are means over tokens, L2 normalised. Each text goes through the model alone: dynamic int8 scales
    activations over the whole batch, so mates in a batch move a vector (cosine down to 0.985 measured) and a text
    would not equal itself; on a CPU without padding waste one at a time costs the same. `threads` texts are read
    at once. Safe to share between threads.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.recipe = read_recipe(folder)
        self._threads = threads
        self._tokenizer = open_tokenizer(folder / "tokenizer.json")
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._session = open_session(folder / "model.onnx")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """float32[n, dimension], rows of length 1, in the order of `texts`. Never raises on any text."""
        if self._threads == 1 or len(texts) < 2:
            rows = [self._encode_one(text) for text in texts]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                rows = list(pool.map(self._encode_one, texts))
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.recipe.dimension)

    def _encode_one(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(plain(text)).ids], dtype=np.int64)
        (hidden,) = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return _pool(hidden[0])


def _pool(hidden: Vectors) -> Vectors:
    """Mean over tokens, then L2 norm 1 (Reimers & Gurevych 2019, arXiv 1908.10084). float32[tokens, d] → [d]."""
    mean = hidden.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def read_recipe(folder: Path) -> Recipe:
    """The recipe of an encoder folder; its fingerprint is a sha256 over the model's and the tokenizer's bytes.

    Raises ModelUnavailable when a file is missing or recipe.json cannot be read.
    """
    try:
        facts = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
        digest = hashlib.sha256()
        for name in _FILES:
            digest.update((folder / name).read_bytes())
        return Recipe(name=facts["name"], dimension=int(facts["dimension"]), fingerprint=digest.hexdigest())
    except (OSError, ValueError, KeyError) as error:
        message = f"The encoder in {folder} is incomplete ({error}). Reinstall Curbside or export it again."
        raise ModelUnavailable(message) from error
