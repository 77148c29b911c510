"""How the weights of retrieval/sameness.json were fitted, and how they do on doctors unseen at calibration.

    PYTHONPATH=training .venv/bin/python training/fit_sameness.py --calibrate mqp_dev.jsonl.gz

These weights put the candidates of a query in order, and decide when the map of fit_sameness_map.py is missing. They
come from the made-up triples of training/corpora/sameness alone, files 01 to 09, kinds "near" and "loose": their
different questions differ in what is asked. (With the later files, whose different questions are the nearer ones,
they learn that near means different: 0.75.) The other kinds differ in one word and test the differences that are read
by rule.
The pairs given with --calibrate (research use: never trained on) set two numbers, a slope (Platt 1999) and an offset,
so that 0.5 is the threshold; accuracy leaves one doctor out.
"""

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from curbside.retrieval.onnx_encoder import load_encoder
from curbside.retrieval.pair_features import apart, intent_shared, vector_features
from curbside.retrieval.sameness import WEIGHTS_FILE

CORPUS = Path(__file__).parent / "corpora" / "sameness"
FITTED_KINDS = frozenset({"near", "loose"})
FITTED_FILES = "0[1-9].txt"
# Penalties on standardised columns: of the 768 of the vectors, chosen among 1000, 2000 and 4000
# (docs/decisions/0003-retrieval.md), and of the three of the second stage.
L2, L2_SECOND = 4000.0, 3.0
FOLDS, SEED = 5, 0
NEWTON_STEPS = 15
SMOOTH = 21
Array = NDArray[np.float64]
Pairs = list[tuple[str, str]]


def triples(kinds: frozenset[str]) -> list[tuple[str, str, str]]:
    """(question, same, different) of the corpus, lines `kind | question | same | different`."""
    lines = [line.split("|") for path in sorted(CORPUS.glob(FITTED_FILES)) for line in path.read_text().splitlines()]
    return [(q.strip(), s.strip(), d.strip()) for kind, q, s, d in lines if kind.strip() in kinds]


def features(pairs: Pairs) -> Array:
    """Columns: cosine, intents shared, then those of the vectors."""
    encoder = load_encoder()
    first, second = encoder.encode([a for a, _ in pairs]), encoder.encode([b for _, b in pairs])
    shared = [intent_shared(a, b) for a, b in pairs]
    return np.c_[(first * second).sum(axis=1), shared, vector_features(first, second)].astype(np.float64)


def fit(x: Array, y: Array, l2: float) -> Array:
    """Logistic regression by Newton's method on standardised columns; returns raw-scale [intercept, weights…]."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    penalty = l2 * np.eye(z.shape[1])
    penalty[0, 0] = 0.0
    beta = np.zeros(z.shape[1])
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-z @ beta))
        hessian = z.T @ (z * (p * (1 - p))[:, None]) + penalty
        beta -= np.linalg.solve(hessian, z.T @ (p - y) + penalty @ beta)
    weights = beta[1:] / spread
    return np.r_[beta[0] - weights @ mean, weights]


def two_stages(x: Array, y: Array, fold: Array) -> Array:
    """[intercept, weights…] of x: all columns at once, then that score beside cosine and intents, whose own weights the
    strong penalty of the first stage hides. The second stage sees scores of triples the first was not fitted on."""
    unseen = np.zeros(len(y))
    for held in (fold == number for number in range(FOLDS)):
        part = fit(x[~held], y[~held], L2)
        unseen[held] = part[0] + x[held] @ part[1:]
    first, second = fit(x, y, L2), fit(np.c_[unseen, x[:, :2]], y, L2_SECOND)
    beta = second[1] * first
    beta[0] += second[0]
    beta[1:3] += second[2:]
    return beta


def calibrated(raw: Array, y: Array) -> tuple[float, float]:
    """Platt's slope, and the offset that puts 0.5 at the threshold of best accuracy (smoothed over neighbours)."""
    _, slope = fit(raw[:, None], y, 1e-6)
    cuts = np.unique(raw)[::5]
    right = np.array([((raw > cut) == (y == 1)).mean() for cut in cuts])
    smooth = np.convolve(np.pad(right, SMOOTH // 2, mode="edge"), np.ones(SMOOTH) / SMOOTH, "valid")
    return float(slope), float(-slope * cuts[int(np.argmax(smooth))])


def rightly_decided(raw: Array, y: Array, differ: Array, doctors: Array) -> NDArray[np.bool_]:
    """bool[n]: each doctor's pairs by a threshold from the others'; pairs apart by rule are never the same."""
    right = np.zeros(len(y), dtype=np.bool_)
    for doctor in np.unique(doctors):
        held = doctors == doctor
        others = ~held & ~differ
        slope, offset = calibrated(raw[others], y[others])
        right[held] = ((slope * raw[held] + offset > 0) & ~differ[held]) == (y[held] == 1)
    return right


def area_under_curve(raw: Array, y: Array) -> float:
    """How often a same pair scores above a different one (Mann-Whitney)."""
    ranks = np.argsort(np.argsort(raw))
    same, n = ranks[y == 1], int((y == 1).sum())
    return float((same.sum() - n * (n - 1) / 2) / (n * (len(y) - n)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calibrate", type=Path, required=True)
    path: Path = parser.parse_args().calibrate
    made_up = triples(FITTED_KINDS)
    pairs = [(q, s) for q, s, _ in made_up] + [(q, d) for q, _, d in made_up]
    fold = np.tile(np.random.default_rng(SEED).integers(0, FOLDS, len(made_up)), 2)
    beta = two_stages(features(pairs), np.repeat([1.0, 0.0], len(made_up)), fold)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    y = np.array([float(r["label"]) for r in records])
    theirs = [(r["q1"], r["q2"]) for r in records]
    raw, differ = beta[0] + features(theirs) @ beta[1:], np.array([bool(apart(a, b)) for a, b in theirs])
    slope, offset = calibrated(raw[~differ], y[~differ])
    unseen = float(rightly_decided(raw, y, differ, np.array([r["dr"] for r in records])).mean())
    write(beta, slope, offset, unseen, len(made_up))
    within = (((slope * raw + offset > 0) & ~differ) == (y == 1)).mean()
    area = area_under_curve(np.where(differ, raw - 1e3, raw), y)
    print(f"leave-one-doctor-out accuracy {unseen:.4f}, in sample {within:.4f}, area under the curve {area:.4f}")
    print(f"apart by rule: {int((differ & (y == 1)).sum())} same and {int((differ & (y == 0)).sum())} different pairs")


def write(beta: Array, slope: float, offset: float, unseen: float, count: int) -> None:
    table = {
        "encoder": load_encoder().recipe.name,
        "intercept": round(float(beta[0]), 4),
        "cosine": round(float(beta[1]), 4),
        "intent_shared": round(float(beta[2]), 4),
        "slope": round(slope, 4),
        "offset": round(offset, 4),
        "provenance": {
            "weights": f"{count} made-up triples (training/corpora/sameness, near and loose), L2 {L2} and {L2_SECOND}",
            "calibration": "slope and offset on Medical Question Pairs (McCreery et al. 2020), not trained on",
            "leave_one_doctor_out_accuracy": round(unseen, 4),
            "script": "training/fit_sameness.py",
        },
        "vectors": [round(float(weight), 3) for weight in beta[3:]],
    }
    head, _, tail = json.dumps(table, indent=2).partition('"vectors": [')
    numbers = " ".join(tail.split()).removesuffix(" ] }")
    WEIGHTS_FILE.write_text(f'{head}"vectors": [{numbers.strip()}]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
