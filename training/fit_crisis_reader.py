"""Fits the judgement of the second look for crisis anew on what its layers, as shipped, make of a text.

    PYTHONPATH=src /tmp/training/bin/python training/fit_crisis_reader.py --data … FOLDER

FOLDER/second.onnx keeps its int8 layers bit by bit and gets another last step for crisis: softmax regression over the
mean and the maximum, by place, of the states that come out (2 × 384 numbers). Minutes instead of the hours that the
layers take, so that new texts around crisis can be learned by themselves. Run it after export_second_reader.py and
before tune_reader.py, in the same environment.
"""

import argparse
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from tokenizers import Tokenizer

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from fit_reader import MAX_TOKENS, names_pool, varied
from reader_corpus import (
    CRISES,
    URGENCIES,
    Example,
    crisis_texts,
    demo_texts,
    lay_urgency,
    ordinary_texts,
    real_ordinary,
    seed_urgency,
    twin_urgency,
)

from curbside.clinical.reader_model import capitals_of

SEED, SHRINK, COPIES = 20261128, 0.03, 2
# Texts in crisis are half as many as the others and count double; what has another subject counts less.
IN_CRISIS, ELSEWHERE, ELSEWHERE_SHARE, REAL = 2.0, 0.3, 0.5, 500
HEAD, SEEN = "crisis_head", "crisis_seen"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sight:
    """What one text looks like to the layers: float32[2 * 384], by the files in `folder`."""

    first: onnxruntime.InferenceSession
    crisis: onnxruntime.InferenceSession
    tokenizer: Tokenizer

    def __call__(self, text: str) -> Floats:
        said = self.tokenizer.encode(text)
        row = np.array([said.ids], dtype=np.int64)
        capitals = np.array([[capitals_of(text[start:end]) for start, end in said.offsets]])
        mask = np.ones_like(row)
        state = self.first.run(None, {"input_ids": row, "attention_mask": mask, "capitals": capitals})[2]
        (seen,) = self.crisis.run([SEEN], {"state": state, "attention_mask": mask})
        return np.asarray(seen[0], dtype=np.float32)


def opened(folder: Path, crisis: onnx.ModelProto) -> Sight:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    shown = onnx.ModelProto()
    shown.CopyFrom(crisis)
    shown.graph.output.append(helper.make_tensor_value_info(SEEN, onnx.TensorProto.FLOAT, None))
    return Sight(
        onnxruntime.InferenceSession(str(folder / "model.onnx"), options),
        onnxruntime.InferenceSession(shown.SerializeToString(), options),
        tokenizer,
    )


def with_head(model: onnx.ModelProto) -> None:
    """Give the graph of `model` a last step of its own for crisis, still all zero, in place of the old one's part."""
    graph = model.graph
    if any(one.name == f"{HEAD}_weight" for one in graph.initializer):
        return
    pooled = [node for node in graph.node if node.op_type == "Concat"][-1].output[0]
    last = next(node for node in graph.node if "texts" in node.output)
    last.output[:] = ["texts_before"]
    width = 2 * 384
    for name, array in (
        (f"{HEAD}_weight", np.zeros((width, len(CRISES)), np.float32)),
        (f"{HEAD}_bias", np.zeros(len(CRISES), np.float32)),
        (f"{HEAD}_from", np.array([0], np.int64)),
        (f"{HEAD}_to", np.array([len(URGENCIES)], np.int64)),
        (f"{HEAD}_axis", np.array([1], np.int64)),
    ):
        graph.initializer.append(numpy_helper.from_array(array, name))
    graph.node.extend(
        [
            helper.make_node("Identity", [pooled], [SEEN]),
            helper.make_node("Gemm", [SEEN, f"{HEAD}_weight", f"{HEAD}_bias"], [f"{HEAD}_odds"]),
            helper.make_node(
                "Slice", ["texts_before", f"{HEAD}_from", f"{HEAD}_to", f"{HEAD}_axis"], [f"{HEAD}_urgency"]
            ),
            helper.make_node("Concat", [f"{HEAD}_urgency", f"{HEAD}_odds"], ["texts"], axis=1),
        ]
    )


def settle(model: onnx.ModelProto, weight: Floats, bias: Floats) -> None:
    for one in model.graph.initializer:
        if one.name in (f"{HEAD}_weight", f"{HEAD}_bias"):
            array = weight if one.name.endswith("weight") else bias
            one.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(array, dtype=np.float32), one.name))


def chosen(data: Path, rng: random.Random) -> list[Example]:
    """The train split: texts around crisis as written and varied, and others that say nothing of it."""
    around = [one for one in crisis_texts() if one.split == "train"]
    others = [*lay_urgency(), *twin_urgency(), *ordinary_texts(), *demo_texts()]
    others += real_ordinary(data / "patient_qa.jsonl.gz", REAL)
    elsewhere = [one for one in others if one.split == "train" and rng.random() < ELSEWHERE_SHARE]
    plans = [one for one in seed_urgency() if one.split == "train" and one.crisis != "none"]
    calm = [one for one in others if one.split == "train" and one.urgency == "routine" and 30 < len(one.text) < 400]
    names = names_pool(rng)
    copies = [varied(one, rng, calm, names) for one in around for _ in range(COPIES - 1)]
    return [*around, *copies, *plans, *elsewhere]


def fitted(seen: Floats, labels: NDArray[np.int64], weights: Floats) -> tuple[Floats, Floats]:
    """Weight float32[numbers, crises] and bias of a softmax regression over `seen`, scaled to unit spread first."""
    middle, spread = seen.mean(0), seen.std(0) + 1e-6
    given = torch.tensor((seen - middle) / spread)
    wanted, counts = torch.tensor(labels), torch.tensor(weights / weights.sum())
    weight = torch.zeros((seen.shape[1], len(CRISES)), requires_grad=True)
    bias = torch.zeros(len(CRISES), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        each = torch.nn.functional.cross_entropy(given @ weight + bias, wanted, reduction="none")
        total = (each * counts).sum() + SHRINK * weight.square().sum() / 2
        total.backward()
        return total

    optimizer.step(loss)
    found = weight.detach().numpy() / spread[:, None]
    return found.astype(np.float32), (bias.detach().numpy() - middle @ found).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model = onnx.load(str(given.folder / "second.onnx"))
    with_head(model)
    sight = opened(given.folder, model)
    examples = chosen(given.data, rng)
    seen = np.array([sight(one.text) for one in examples])
    labels = np.array([CRISES.index(one.crisis or "none") for one in examples])
    weights = np.where(labels > 0, IN_CRISIS, [1.0 if one.origin == "crisis" else ELSEWHERE for one in examples])
    settle(model, *fitted(seen, labels, weights.astype(np.float32)))
    onnx.save(model, str(given.folder / "second.onnx"))
    print(len(examples), "texts,", int((labels > 0).sum()), "in crisis")


if __name__ == "__main__":
    main()
