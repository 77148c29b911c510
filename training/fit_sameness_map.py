"""How retrieval/models/sameness was fitted, and how it does on doctors unseen at calibration.

    PYTHONPATH=training .venv/bin/python training/fit_sameness_map.py --calibrate mqp_dev.jsonl.gz

The map comes from the made-up triples of training/corpora/sameness alone, kinds "near" and "loose": their different
questions differ in what is asked. The other kinds differ in one word and test the differences that are read by rule.
The pairs given with --calibrate (research use: never trained on) set two numbers, a slope (Platt 1999) and an offset,
so that 0.5 is the threshold; accuracy leaves one doctor out. --hands instead fits on two of the three hands that wrote
the corpus and says how the third's questions are told apart; writes nothing. Two minutes on one core.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fit_sameness import CORPUS, FITTED_KINDS, area_under_curve, calibrated, rightly_decided
from numpy.typing import NDArray

from curbside.retrieval.onnx_encoder import load_encoder
from curbside.retrieval.pair_features import apart
from curbside.retrieval.sameness_map import MODEL_FOLDER

# The numbers of the files each of the three hands wrote (card.md).
HANDS = (range(1, 10), range(10, 14), range(14, 18))
# Chosen by --hands among 150 and 300 steps, rates 0.0003 and 0.001, and shares of the choice among the batch of 0.5,
# 0.1, 0.05 and 0 (docs/decisions/0003-retrieval.md). The mean of some seeds is steadier than one.
STEPS, BATCH, RATE, SEEDS = 300, 256, 3e-4, (0, 1, 2)
IN_BATCH_SHARE, IN_BATCH_SCALE = 0.1, 20.0
# Log odds of "same" = PAIR_SLOPE · (cosine − cut); the cut is fitted along, from where it begins.
PAIR_SLOPE, FIRST_CUT, CUT_RATE = 10.0, 0.65, 0.001
# Adam's usual numbers (Kingma & Ba 2015, arXiv 1412.6980).
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Triples:
    """float64[n, d] three times, rows of length 1; `hand`: int[n], index into HANDS."""

    question: Array
    same: Array
    different: Array
    hand: Array

    def chosen(self, rows: Array) -> "Triples":
        return Triples(self.question[rows], self.same[rows], self.different[rows], self.hand[rows])


def read_triples() -> Triples:
    """Those of FITTED_KINDS, lines `kind | question | same | different`, encoded."""
    rows: list[tuple[str, ...]] = []
    hands: list[int] = []
    for path in sorted(CORPUS.glob("*.txt")):
        hand = next(number for number, files in enumerate(HANDS) if int(path.stem) in files)
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, *texts = (part.strip() for part in line.split("|"))
            if kind in FITTED_KINDS:
                rows.append(tuple(texts))
                hands.append(hand)
    return Triples(*(encoded([row[place] for row in rows]) for place in range(3)), hand=np.array(hands))


def encoded(texts: Sequence[str]) -> Array:
    return load_encoder().encode(texts).astype(np.float64)


def fit_map(triples: Triples) -> Array:
    """float64[d, d]: the mean over SEEDS."""
    return np.mean([_fit_once(triples, seed) for seed in SEEDS], axis=0)


def _fit_once(triples: Triples, seed: int) -> Array:
    """From the identity, by Adam with a rate falling to zero, over batches of triples."""
    draw = np.random.default_rng(seed)
    size = triples.question.shape[1]
    table, cut = np.eye(size), FIRST_CUT
    mean, square = np.zeros_like(table), np.zeros_like(table)
    for step in range(1, STEPS + 1):
        batch = triples.chosen(draw.permutation(len(triples.question))[:BATCH])
        slope, cut = _gradient(table, batch, cut)
        mean = BETA_1 * mean + (1 - BETA_1) * slope
        square = BETA_2 * square + (1 - BETA_2) * slope**2
        change = (mean / (1 - BETA_1**step)) / (np.sqrt(square / (1 - BETA_2**step)) + EPSILON)
        table -= RATE * (1 - step / STEPS) * change
    return table


def _gradient(table: Array, batch: Triples, cut: float) -> tuple[Array, float]:
    """Of the loss by `table`, and the cut moved along its own.

    The loss is the cross entropy of "same" for each question with both others and for these two (the last two pairs
    half), and a small share of choosing the same question among all others of the batch (van den Oord et al. 2018).
    """
    n = len(batch.question)
    originals = (batch.question, batch.same, batch.different)
    images = [vectors @ table.T for vectors in originals]
    lengths = [np.linalg.norm(image, axis=1, keepdims=True) for image in images]
    question, same, different = (image / length for image, length in zip(images, lengths, strict=True))

    others = np.r_[same, different]
    odds = IN_BATCH_SCALE * question @ others.T
    chosen = np.exp(odds - odds.max(axis=1, keepdims=True))
    chosen /= chosen.sum(axis=1, keepdims=True)
    chosen[np.arange(n), np.arange(n)] -= 1
    chosen *= IN_BATCH_SHARE * IN_BATCH_SCALE / n
    by_others = chosen.T @ question
    slopes = [chosen @ others, by_others[:n], by_others[n:]]

    unit = [question, same, different]
    for one, other, label, weight in ((0, 1, 1.0, 1.0), (0, 2, 0.0, 0.5), (1, 2, 0.0, 0.5)):
        chance = 1 / (1 + np.exp(-PAIR_SLOPE * ((unit[one] * unit[other]).sum(axis=1) - cut)))
        push = ((chance - label) * (1 - IN_BATCH_SHARE) * weight * PAIR_SLOPE / n)[:, None]
        slopes[one] = slopes[one] + push * unit[other]
        slopes[other] = slopes[other] + push * unit[one]
        cut += CUT_RATE * PAIR_SLOPE * weight * float((chance - label).mean())

    total = np.zeros_like(table)
    for slope, image, length, original in zip(slopes, unit, lengths, originals, strict=True):
        along = (slope * image).sum(axis=1, keepdims=True) * image
        total += ((slope - along) / length).T @ original
    return total, cut


def cosines(table: Array, first: Array, second: Array) -> Array:
    """float64[n] of the rows' images."""
    one, other = first @ table.T, second @ table.T
    return np.asarray((one * other).sum(axis=1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1))


def print_hands(triples: Triples) -> None:
    """Area under the curve for each hand, by the encoder's cosine and by a map fitted on the other hands."""
    for hand in range(len(HANDS)):
        held = triples.chosen(triples.hand == hand)
        y = np.repeat([1.0, 0.0], len(held.question))
        tables = {"cosine": np.eye(held.question.shape[1]), "map": fit_map(triples.chosen(triples.hand != hand))}
        areas = {name: area_under_curve(_both(table, held), y) for name, table in tables.items()}
        print(f"files {HANDS[hand].start} to {HANDS[hand].stop - 1}, {len(held.question)} triples:", areas, flush=True)


def _both(table: Array, held: Triples) -> Array:
    return np.r_[cosines(table, held.question, held.same), cosines(table, held.question, held.different)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    aim = parser.add_mutually_exclusive_group(required=True)
    aim.add_argument("--calibrate", type=Path)
    aim.add_argument("--hands", action="store_true")
    given = parser.parse_args()
    triples = read_triples()
    if given.hands:
        print_hands(triples)
        return
    table = fit_map(triples).astype(np.float16)
    with gzip.open(given.calibrate, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    y, doctors = np.array([float(r["label"]) for r in records]), np.array([r["dr"] for r in records])
    differ = np.array([bool(apart(r["q1"], r["q2"])) for r in records])
    first, second = encoded([r["q1"] for r in records]), encoded([r["q2"] for r in records])
    raw = cosines(table.astype(np.float64), first, second)
    slope, offset = calibrated(raw[~differ], y[~differ])
    right = rightly_decided(raw, y, differ, doctors)
    within = (((slope * raw + offset > 0) & ~differ) == (y == 1)).mean()
    area = area_under_curve(np.where(differ, raw - 1e3, raw), y)
    by = {int(doctor): round(float(right[doctors == doctor].mean()), 3) for doctor in np.unique(doctors)}
    print(f"leave-one-doctor-out {right.mean():.4f}, in sample {within:.4f}, area under the curve {area:.4f}, {by}")
    print(f"without the first and the last 40, which authors of the corpus read: {right[40:-40].mean():.4f}")
    print(f"apart by rule: {int((differ & (y == 1)).sum())} same and {int((differ & (y == 0)).sum())} different pairs")
    write(table, slope, offset, float(right.mean()), len(triples.question))


def write(table: NDArray[np.float16], slope: float, offset: float, accuracy: float, count: int) -> None:
    np.save(MODEL_FOLDER / "map.npy", table)
    corpus = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(CORPUS.glob("*.txt")))).hexdigest()
    encoder = load_encoder().recipe
    recipe = {
        "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint},
        "dimension": len(table),
        "sha256": {"map.npy": hashlib.sha256((MODEL_FOLDER / "map.npy").read_bytes()).hexdigest()},
        "calibration": {"slope": round(slope, 4), "offset": round(offset, 4)},
        "provenance": {
            "map": f"{count} made-up triples (training/corpora/sameness, near and loose)",
            "corpus_sha256": corpus,
            "steps": STEPS,
            "seeds": list(SEEDS),
            "calibration": "slope and offset on Medical Question Pairs (McCreery et al. 2020), not trained on",
            "leave_one_doctor_out_accuracy": round(accuracy, 4),
            "script": "training/fit_sameness_map.py",
        },
    }
    (MODEL_FOLDER / "recipe.json").write_text(json.dumps(recipe, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
