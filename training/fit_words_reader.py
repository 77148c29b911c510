"""Fits the table of words beside the learned reader (clinical/urgency/danger_words.py), with numpy alone.

    PYTHONPATH=src .venv/bin/python training/fit_words_reader.py --data … src/curbside/clinical/models/reader

Logistic regression over hashed words and runs of words, one output for danger now and one for crisis, on the train
split of the made-up corpora and on half of the triage vignettes (manner of telling only). tune_reader.py sets the
thresholds of reader and words together.
"""

import argparse
import random
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from reader_corpus import (
    Example,
    crisis_texts,
    lay_urgency,
    ordinary_texts,
    rule_texts,
    seed_urgency,
    twin_urgency,
    vignettes,
)

from curbside.clinical.urgency.danger_words import BUCKETS, STRETCH, features

EPOCHS, BATCH, RATE, SHRINK, SEED = 12, 64, 0.05, 4e-6, 20261127
Floats = NDArray[np.float64]


def wanted(example: Example) -> tuple[float, float]:
    """1 and 0 for danger now and for crisis; nan where the label is not known or lies between."""
    danger = {"emergency": 1.0, "routine": 0.0}.get(example.urgency or "", np.nan)
    return danger, np.nan if example.crisis is None else float(example.crisis != "none")


def fit(texts: list[NDArray[np.int64]], labels: Floats) -> tuple[Floats, Floats]:
    """Weights float[BUCKETS, 2] and bias float[2], by Adagrad over the log loss."""
    weights, bias = np.zeros((BUCKETS, 2)), np.zeros(2)
    seen, seen_bias = np.full((BUCKETS, 2), 1e-10), np.full(2, 1e-10)
    rng, order = random.Random(SEED), list(range(len(texts)))
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for at in range(0, len(order), BATCH):
            group = order[at : at + BATCH]
            slope = np.zeros((BUCKETS, 2))
            slope_bias = np.zeros(2)
            for n in group:
                scale = STRETCH / np.sqrt(len(texts[n]))
                odds = scale * weights[texts[n]].sum(axis=0) + bias
                error = np.nan_to_num(1 / (1 + np.exp(-odds)) - labels[n]) / len(group)
                slope[texts[n]] += scale * error
                slope_bias += error
            touched = np.unique(np.concatenate([texts[n] for n in group]))
            step = slope[touched] + SHRINK * weights[touched]
            seen[touched] += step**2
            weights[touched] -= RATE * step / np.sqrt(seen[touched])
            seen_bias += slope_bias**2
            bias -= RATE * slope_bias / np.sqrt(seen_bias)
    return weights, bias


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--crisis-only", action="store_true", help="keep the folder's weights for danger")
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    made_up = [*lay_urgency(), *twin_urgency(), *seed_urgency(), *crisis_texts(), *ordinary_texts(), *rule_texts()]
    examples = [*made_up, *vignettes(given.data / "triage_dev.jsonl.gz")]
    rows = [(features(e.text), wanted(e)) for e in examples if e.split == "train"]
    rows = [(found, labels) for found, labels in rows if len(found)]
    weights, bias = fit([found for found, _ in rows], np.array([labels for _, labels in rows]))
    steps = np.abs(weights).max(axis=0) / 127
    table = {"weights": np.round(weights / steps).astype(np.int8), "steps": steps, "bias": bias}
    if given.crisis_only:
        with np.load(given.folder / "words.npz") as kept:
            for name, values in table.items():
                values[..., 0] = kept[name][..., 0]
    np.savez_compressed(given.folder / "words.npz", **table)
    print(len(rows), "texts", (given.folder / "words.npz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
