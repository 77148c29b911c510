"""Opening the files of a shipped model: onnxruntime and tokenizers, one thread a text, no network."""

import importlib
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from curbside.errors import ModelUnavailable


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
