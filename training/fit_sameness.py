"""How the weights of retrieval/sameness.json were fitted, and how they do on doctors unseen at calibration.

    PYTHONPATH=training .venv/bin/python training/fit_sameness.py --calibrate mqp_dev.jsonl.gz

Weights come from made-up pairs alone. The pairs given with --calibrate (research use: never trained on) set two
numbers, a slope (Platt 1999) and an offset, so that 0.5 is the threshold; accuracy leaves one doctor out.
"""

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
from made_up_pairs import made_up_pairs
from numpy.typing import NDArray

from curbside.retrieval.onnx_encoder import load_encoder
from curbside.retrieval.pair_features import pair_features
from curbside.retrieval.sameness import FEATURES, WEIGHTS_FILE

PAIRS, SEED, L2 = 4000, 7, 30.0
SMOOTH = 21
Array = NDArray[np.float64]


def features(pairs: list[tuple[str, str]]) -> Array:
    encoder = load_encoder()
    first, second = encoder.encode([a for a, _ in pairs]), encoder.encode([b for _, b in pairs])
    cosines = (first * second).sum(axis=1)
    rows = [pair_features(a, b, float(c)) for (a, b), c in zip(pairs, cosines, strict=True)]
    return np.array([[row[name] for name in FEATURES] for row in rows])


def fit(x: Array, y: Array, l2: float) -> Array:
    """Logistic regression by Newton's method on standardised columns; returns raw-scale [intercept, weights…]."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = np.c_[np.ones(len(x)), (x - mean) / spread]
    penalty = l2 * np.eye(z.shape[1])
    penalty[0, 0] = 0.0
    beta = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ beta))
        hessian = z.T @ (z * (p * (1 - p))[:, None]) + penalty
        beta -= np.linalg.solve(hessian, z.T @ (p - y) + penalty @ beta)
    weights = beta[1:] / spread
    return np.r_[beta[0] - weights @ mean, weights]


def calibrated(raw: Array, y: Array) -> tuple[float, float]:
    """Platt's slope, and the offset that puts 0.5 at the threshold of best accuracy (smoothed over neighbours)."""
    _, slope = fit(raw[:, None], y, 1e-6)
    cuts = np.unique(raw)[::5]
    right = np.array([((raw > cut) == (y == 1)).mean() for cut in cuts])
    smooth = np.convolve(np.pad(right, SMOOTH // 2, mode="edge"), np.ones(SMOOTH) / SMOOTH, "valid")
    return float(slope), float(-slope * cuts[int(np.argmax(smooth))])


def unseen_accuracy(raw: Array, y: Array, doctors: Array) -> float:
    right = 0
    for doctor in np.unique(doctors):
        held = doctors == doctor
        slope, offset = calibrated(raw[~held], y[~held])
        right += int((((slope * raw[held] + offset) > 0) == (y[held] == 1)).sum())
    return right / len(y)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calibrate", type=Path, required=True)
    path: Path = parser.parse_args().calibrate
    made_up = list(made_up_pairs(PAIRS, SEED))
    beta = fit(features([(p.a, p.b) for p in made_up]), np.array([float(p.label) for p in made_up]), L2)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    y = np.array([float(r["label"]) for r in records])
    raw = beta[0] + features([(r["q1"], r["q2"]) for r in records]) @ beta[1:]
    slope, offset = calibrated(raw, y)
    unseen = unseen_accuracy(raw, y, np.array([r["dr"] for r in records]))
    write(beta, slope, offset, unseen)
    print(
        f"leave-one-doctor-out accuracy {unseen:.4f}, in sample {((slope * raw + offset > 0) == (y == 1)).mean():.4f}"
    )


def write(beta: Array, slope: float, offset: float, unseen: float) -> None:
    table = {
        "encoder": load_encoder().recipe.name,
        "intercept": round(float(beta[0]), 4),
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, beta[1:], strict=True)},
        "slope": round(slope, 4),
        "offset": round(offset, 4),
        "provenance": {
            "weights": f"{PAIRS} made-up pairs, seed {SEED} (training/made_up_pairs.py), logistic regression, L2 {L2}",
            "calibration": "slope and offset on Medical Question Pairs (McCreery et al. 2020), not trained on",
            "leave_one_doctor_out_accuracy": round(unseen, 4),
            "script": "training/fit_sameness.py",
        },
    }
    WEIGHTS_FILE.write_text(json.dumps(table, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
