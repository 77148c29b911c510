"""Opening the files of a shipped model: onnxruntime and tokenizers, one thread a text, no network."""

import hashlib
import importlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from curbside.errors import ModelUnavailable


def checked_recipe(folder: Path, files: Iterable[str], *, name: str = "recipe.json") -> dict[str, Any]:
    """What folder/`name` says, once every one of `files` beside it is found to be the one whose digest it names.

    Raises ModelUnavailable.
    """
    try:
        recipe: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
        digests = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}
        is_same = digests == recipe["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(f"The model in {folder} cannot be read ({error}). Reinstall Curbside.") from error
    if not is_same:
        raise ModelUnavailable(f"The files in {folder} are not those of its recipe, {name}. Reinstall Curbside.")
    return recipe


def open_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer without padding and without a limit of length. Raises ModelUnavailable."""
    try:
        tokenizer = Tokenizer.from_buffer(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"The tokenizer {path} cannot be read: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def open_session(path: Path) -> Any:
    """An onnxruntime.InferenceSession, safe to share between threads. Raises ModelUnavailable.

    onnxruntime is loaded here: commands that read no text start without it.
    """
    onnxruntime = importlib.import_module("onnxruntime")
    state = importlib.import_module("onnxruntime.capi.onnxruntime_pybind11_state")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (state.InvalidProtobuf, state.InvalidGraph, state.Fail, state.NoSuchFile, RuntimeError) as error:
        raise ModelUnavailable(f"The model {path} cannot be read: {error}") from error
