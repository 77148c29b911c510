"""Cuts a second look out of a reader that fit_top_reader.py went on with: its top layers and heads of whole texts.

    PYTHONPATH=src /tmp/training/bin/python training/export_second_reader.py /tmp/reader/reader.pt FOLDER

FOLDER/model.onnx stays as it is, but for one more output: what goes into the top layers. The second look, int8, reads
on from there (clinical/reader_model.py): a doubtful text costs the top layers once more, any other costs nothing more.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from fit_reader import CRISES, URGENCIES, Reader, start_model
from fit_top_reader import BOTTOM, through

WIDTH = 384
STATE = f"/bert/encoder/layer.{BOTTOM - 1}/output/LayerNorm/LayerNormalization_output_0"


class SecondLook(torch.nn.Module):
    """float[batch, tokens, width] and int64[batch, tokens] to float[batch, urgencies + crises]."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.layers = reader.bert.encoder.layer[BOTTOM:]
        self.texts = reader.texts

    def forward(self, state: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        state = through(self.layers, state, attention_mask)
        told = attention_mask.unsqueeze(-1).to(state.dtype)
        mean = (state * told).sum(1) / told.sum(1).clamp(min=1)
        most = (state - (1 - told) * 1e4).max(1).values
        return self.texts(torch.cat([mean, most], dim=1))[:, : len(URGENCIES) + len(CRISES)]


def show_state(path: Path) -> None:
    """Add the state to the outputs of the reader in `path`; its numbers stay."""
    model = onnx.load(str(path))
    if any(one.name == STATE for one in model.graph.output):
        return
    names = {name for node in model.graph.node for name in node.output}
    if STATE not in names:
        raise SystemExit(f"{path} has no {STATE}; it has {sorted(n for n in names if 'layer.0/output' in n)}")
    shape = ["batch", "tokens", WIDTH]
    model.graph.output.append(onnx.helper.make_tensor_value_info(STATE, onnx.TensorProto.FLOAT, shape))
    onnx.save(model, str(path))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fitted", type=Path)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    show_state(given.folder / "model.onnx")
    layers = {name.split(".")[3] for name in torch.load(given.fitted) if name.startswith("bert.encoder.layer.")}
    reader = start_model(len(layers), given.fitted)
    example = (torch.zeros((2, 8, WIDTH)), torch.ones((2, 8), dtype=torch.int64))
    axes = {0: "batch", 1: "tokens"}
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "second-float.onnx"
        torch.onnx.export(
            SecondLook(reader).eval(), example, str(whole), dynamo=False, opset_version=17,
            input_names=["state", "attention_mask"], output_names=["texts"],
            dynamic_axes={"state": axes, "attention_mask": axes, "texts": {0: "batch"}},
        )  # fmt: skip
        target = given.folder / "second.onnx"
        quantize_dynamic(whole, target, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


if __name__ == "__main__":
    main()
