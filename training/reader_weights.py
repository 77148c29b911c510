"""Reads the weights of a shipped int8 reader back as floats, so that a fit can go on from it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

_SCALED = ("_quantized", "_scale", "_zero_point")


def float_weights(path: Path) -> dict[str, torch.Tensor]:
    """State of fit_reader.Reader from `path`, each weight within half a step of its int8 grid."""
    graph = onnx.load(str(path)).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state = {name: array for name, array in stored.items() if not name.endswith(_SCALED)}
    state |= {
        name.removesuffix("_quantized"): _widened(stored, name.removesuffix("_quantized"))
        for name in stored
        if name.startswith("bert.embeddings") and name.endswith("_quantized")
    }
    state |= {layer + ".weight": _widened(stored, base).T for layer, base in _products(graph)}
    return {name: torch.tensor(np.ascontiguousarray(array)) for name, array in state.items()}


def _products(graph: onnx.GraphProto) -> Iterator[tuple[str, str]]:
    """(name of the layer, name of its weight) of every quantised product."""
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            layer = node.name.strip("/").removesuffix("/MatMul_quant").removesuffix("/Gemm_MatMul_quant")
            yield layer.replace("/", "."), node.input[1].removesuffix("_quantized")


def _widened(stored: dict[str, np.ndarray], base: str) -> np.ndarray:
    whole = stored[base + "_quantized"].astype(np.float32) - stored[base + "_zero_point"].astype(np.float32)
    return np.asarray(whole * stored[base + "_scale"], dtype=np.float32)
