"""Fits the table of the reply checks' learned layer (reply_checks/learned/sentence_model.py), with numpy alone.

    PYTHONPATH=src .venv/bin/python training/fit_reply_reader.py --data … src/curbside/clinical/models/reply

Logistic regression with an L2 penalty over hashed frame features, one output a kind, slips and clean sentences weighing
alike. Five folds by family give every sentence of the corpus odds by a table that has not seen its family. From those
of whole clean replies, and from real replies (unlabelled, for the rate of alarms alone), come the thresholds; what is
shipped is fitted on all.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from reply_corpus import SPLITS, ReplySentence, reply_sentences

from curbside.clinical.reply_checks.learned.sentence_model import BUCKETS, STRETCH, WEIGHTS, SentenceModel, buckets
from curbside.clinical.sentences import split_sentences

# Letters of the corpus, by the names of sentence_sense.KINDS.
LETTERS = {"promise": "R", "diagnosis": "D", "delay": "W", "stop": "S"}
STEPS, RATE, SHRINK, DECAY = 300, 0.05, 1.0, (0.9, 0.999)
# Share of sentences that may alarm: of whole clean replies of the corpus, held out, and of the first sentences of real
# replies. Those hold diagnoses and promises stated as certain; put-off dangers and stopped medicines hardly ever.
CLEAN_ALARMS, REAL_SENTENCES = 0.005, 4000
REAL_ALARMS = {"promise": 0.0075, "diagnosis": 0.0085, "delay": 0.001, "stop": 0.0015}
PLAIN_ORIGINS = ("06-whole-replies", "12-whole-replies-more")
Floats = NDArray[np.float64]


def fit(rows: Sequence[NDArray[np.int64]], labels: Floats) -> tuple[Floats, Floats]:
    """Weights float[BUCKETS, kinds] and bias float[kinds], by full-batch Adam over the balanced log loss."""
    sizes = np.array([len(row) for row in rows])
    owner, place = np.repeat(np.arange(len(rows)), sizes), np.concatenate(rows)
    scale = STRETCH / np.sqrt(sizes)
    weights, bias = np.zeros((BUCKETS, labels.shape[1])), np.zeros(labels.shape[1])
    for kind in range(labels.shape[1]):
        wanted = labels[:, kind]
        share = wanted.mean()
        count = np.where(wanted > 0, 0.5 / share, 0.5 / (1 - share))
        w, b = np.zeros(BUCKETS + 1), np.zeros(BUCKETS + 1)
        table, mean, square = w, b, np.zeros(BUCKETS + 1)
        for step in range(1, STEPS + 1):
            odds = scale * np.bincount(owner, table[place], minlength=len(rows)) + table[BUCKETS]
            error = count * (1 / (1 + np.exp(-np.clip(odds, -30, 30))) - wanted)
            slope = np.bincount(place, (error * scale)[owner], minlength=BUCKETS + 1)
            slope[:BUCKETS] += SHRINK * table[:BUCKETS]
            slope[BUCKETS] = error.sum()
            mean = DECAY[0] * mean + (1 - DECAY[0]) * slope
            square = DECAY[1] * square + (1 - DECAY[1]) * slope**2
            move = (mean / (1 - DECAY[0] ** step)) / (np.sqrt(square / (1 - DECAY[1] ** step)) + 1e-8)
            table = table - RATE * (1 - step / (STEPS + 1)) * move
        weights[:, kind], bias[kind] = table[:BUCKETS], table[BUCKETS]
    return weights, bias


def model_of(weights: Floats, bias: Floats, thresholds: dict[str, float]) -> SentenceModel:
    steps = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    return SentenceModel(np.round(weights / steps).astype(np.int8), steps, bias, thresholds)


def held_out(sentences: list[ReplySentence], rows: list[NDArray[np.int64]], labels: Floats) -> Floats:
    """float[n, kinds]: log odds of each sentence by a table fitted without its fold."""
    none = dict.fromkeys(LETTERS, 0.0)
    folds = np.array([one.family % SPLITS for one in sentences])
    odds = np.zeros(labels.shape)
    for fold in range(SPLITS):
        kept, left = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        model = model_of(*fit([rows[n] for n in kept], labels[kept]), none)
        odds[left] = [list(model.odds(sentences[n].text).values()) for n in left]
    return odds


def real_sentences(path: Path) -> list[str]:
    """The first sentences of real replies, for the rate of alarms; none is kept."""
    found: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found += [one.text for one in split_sentences(json.loads(line)["answer"])]
            if len(found) >= REAL_SENTENCES:
                break
    return found[:REAL_SENTENCES]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of patient_qa.jsonl.gz")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    sentences = list(reply_sentences())
    rows = [buckets(one.text) for one in sentences]
    labels = np.array([[float(letter in one.kinds) for letter in LETTERS.values()] for one in sentences])
    odds = held_out(sentences, rows, labels)
    weights, bias = fit(rows, labels)
    shipped = model_of(weights, bias, dict.fromkeys(LETTERS, 0.0))
    real = np.array([list(shipped.odds(text).values()) for text in real_sentences(given.data / "patient_qa.jsonl.gz")])
    plain = np.array([not one.kinds and one.origin in PLAIN_ORIGINS for one in sentences])
    thresholds, figures = {}, {}
    for n, name in enumerate(LETTERS):
        level = max(np.quantile(odds[plain, n], 1 - CLEAN_ALARMS), np.quantile(real[:, n], 1 - REAL_ALARMS[name]))
        thresholds[name] = round(float(level), 3)
        slips, twins = odds[labels[:, n] > 0, n], odds[(labels.sum(axis=1) == 0) & ~plain, n]
        figures[name] = {
            "held-out slips found": f"{(slips >= level).sum()}/{len(slips)}",
            "held-out right twins alarmed": f"{(twins >= level).sum()}/{len(twins)}",
            "held-out plain sentences alarmed": f"{(odds[plain, n] >= level).sum()}/{plain.sum()}",
            "real sentences alarmed": f"{(real[:, n] >= level).sum()}/{len(real)}",
        }
        print(name, thresholds[name], figures[name], flush=True)
    given.out.mkdir(parents=True, exist_ok=True)
    steps = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    np.savez_compressed(given.out / WEIGHTS, weights=np.round(weights / steps).astype(np.int8), steps=steps, bias=bias)
    recipe = {
        "name": "curbside-reply-frames",
        "sentences": len(sentences),
        "thresholds": thresholds,
        "figures": figures,
        "sha256": {WEIGHTS: hashlib.sha256((given.out / WEIGHTS).read_bytes()).hexdigest()},
        "scripts": ["training/reply_corpus.py", "training/fit_reply_reader.py"],
    }
    (given.out / "recipe.json").write_text(json.dumps(recipe, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
