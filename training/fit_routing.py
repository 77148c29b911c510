"""How the weights of knowledge/routing/weights.npz were fitted, and how routing does on questions never seen.

    PYTHONPATH=training .venv/bin/python training/fit_routing.py --labelled departments_dev.jsonl.gz [--held]

Taught by: the made-up texts of training/corpora/routing, the demo questions, the vocabulary's phrases, and the labelled
questions whose text's CRC-32 is even (the others are held out). Before the weights are written, three things are
measured on the even half: made-up texts alone (another site's questions, none of them taught), two folds, and how much
the learned model should count beside the rules. --held measures the odd half, after everything is chosen.
"""

import argparse
import gzip
import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from curbside.clinical.demographics import read_demographics
from curbside.clinical.findings import find_all
from curbside.clinical.findings.vocabulary import read_words, site_matcher
from curbside.clinical.routing import GROWN, route, route_findings
from curbside.clinical.routing.model import BUCKETS, RoutingModel, features, routing_model
from curbside.knowledge.departments import departments
from curbside.knowledge.vocabulary import concepts

ROOT = Path(__file__).parent.parent
CORPORA = ROOT / "training" / "corpora" / "routing"
DEMO = ROOT / "src" / "curbside" / "web" / "demo" / "content" / "answered"
OUT = ROOT / "src" / "curbside" / "knowledge" / "routing" / "weights.npz"
NAMES = tuple(one.id for one in departments())
LABELS = {"Obstetrics & Gynecology": "obstetrics-gynecology", "Urology & Sexual Health": "urology"}
STEPS, RATE = 60, 0.15
PENALTY = 2e-4
# How much one text counts by origin.
REAL, MADE_UP, DEMO_SHARE, PHRASES = 1.0, 0.7, 0.7, 0.15
# Weights of the learned model against the rules that are tried on the folds.
LEARNED_WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
# A bucket seen in fewer texts is left out, so that no text leaves its own mark.
LEAST_TEXTS = 3
Array = NDArray[np.float64]
Example = tuple[str, Array, float]


def read(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def is_held(text: str) -> bool:
    return zlib.crc32(text.encode()) % 2 == 1


def one_hot(department: str) -> Array:
    return np.array([float(name == department) for name in NAMES])


def labelled(path: Path) -> list[tuple[str, str]]:
    return [(r["text"], LABELS.get(r["department"], r["department"].lower())) for r in read(path)]


def made_up() -> list[Example]:
    found = [
        (line, one_hot(file.stem), MADE_UP)
        for file in sorted(CORPORA.glob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    for file in sorted(DEMO.glob("*.yaml")):
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
        found.extend((f"{one['title']} {one['body']}", one_hot(one["department"]), DEMO_SHARE) for one in entries)
    return found


def phrases() -> list[Example]:
    """Each concept's label and phrases with the departments it speaks for."""
    found = []
    for concept in concepts().values():
        target = sum(weight * one_hot(department) for department, weight in concept.departments)
        text = f"{concept.label} " + " ".join(concept.phrases).replace("…", " ").replace("|", " ").replace("=", " ")
        found.append((text, np.asarray(target / target.sum()), PHRASES))
    return found


class Sparse:
    """Rows of hashed features, weighted by idf and of length one, kept by row and by column."""

    def __init__(self, texts: Sequence[str], idf: Array | None = None) -> None:
        rows = [features(text) for text in texts]
        if idf is None:
            counts = np.zeros(BUCKETS)
            for buckets, _ in rows:
                counts[buckets] += 1
            idf = np.where(counts >= LEAST_TEXTS, np.log((1 + len(texts)) / (1 + counts)) + 1, 0.0)
        self.idf, self.count = idf, len(texts)
        pieces = []
        for number, (buckets, values) in enumerate(rows):
            weighted = values * idf[buckets]
            keep = weighted > 0
            norm = np.linalg.norm(weighted) or 1.0
            pieces.append((np.full(keep.sum(), number), buckets[keep], weighted[keep] / norm))
        self.rows, self.columns, self.values = (np.concatenate([p[i] for p in pieces]) for i in range(3))
        self.values = self.values.astype(np.float32)
        self.row_starts = np.flatnonzero(np.r_[True, np.diff(self.rows) > 0])
        self.order = np.argsort(self.columns, kind="stable")
        self.starts = np.flatnonzero(np.r_[True, np.diff(self.columns[self.order]) > 0])
        self.used = self.columns[self.order][self.starts]

    def times(self, weights: Array) -> Array:
        out = np.zeros((self.count, weights.shape[1]), dtype=np.float32)
        picked = weights[self.columns] * self.values[:, None]
        out[self.rows[self.row_starts]] = np.add.reduceat(picked, self.row_starts, axis=0)
        return out

    def transposed_times(self, errors: Array) -> Array:
        picked = errors[self.rows[self.order]] * self.values[self.order][:, None]
        return np.add.reduceat(picked, self.starts, axis=0)


def softmax(logits: Array) -> Array:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def balanced(examples: Sequence[Example]) -> Array:
    """Weights of the texts: their origin's, times the root of how rare their department is."""
    targets = np.array([target for _, target, _ in examples])
    shares = np.array([share for *_, share in examples])
    mass = (targets * shares[:, None]).sum(axis=0) + 1.0
    weights = shares * (targets / np.sqrt(mass)).sum(axis=1)
    return np.asarray(weights / weights.sum())


def fit_student(examples: Sequence[Example]) -> RoutingModel:
    """Multinomial logistic regression with soft targets by Adam (Kingma and Ba 2015)."""
    x = Sparse([text for text, *_ in examples])
    y, share = np.array([target for _, target, _ in examples]), balanced(examples)
    w, b = np.zeros((BUCKETS, len(NAMES)), dtype=np.float32), np.zeros(len(NAMES), dtype=np.float32)
    m, v = np.zeros((len(x.used) + 1, len(NAMES))), np.zeros((len(x.used) + 1, len(NAMES)))
    for step in range(1, STEPS + 1):
        errors = ((softmax(x.times(w) + b) - y) * share[:, None]).astype(np.float32)
        gradient = np.vstack([x.transposed_times(errors) + PENALTY * w[x.used], errors.sum(axis=0)])
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        moved = RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
        w[x.used] -= moved[:-1]
        b -= moved[-1]
    scale = np.abs(w).max(axis=0) / 127 + 1e-9
    return RoutingModel(
        NAMES,
        np.round(w / scale).T.astype(np.int8),
        scale.astype(np.float32),
        b.astype(np.float32),
        x.idf.astype(np.float32),
        1.0,
    )


def calibrated(model: RoutingModel, pairs: Sequence[tuple[str, str]]) -> float:
    """The temperature of least log loss over (text, department) pairs not taught."""
    rows = [(model.probabilities(text), department) for text, department in pairs]
    logs = np.log(np.array([[row[name] for name in NAMES] for row, _ in rows if row]) + 1e-12)
    right = np.array([NAMES.index(department) for row, department in rows if row])
    losses = {t: -np.log(softmax(logs / t)[np.arange(len(right)), right]).mean() for t in np.geomspace(0.1, 3.0, 30)}
    return float(min(losses, key=losses.__getitem__))


def report(name: str, ranked: Sequence[Sequence[str]], right: Sequence[str]) -> None:
    top = [sum(r in one[:k] for one, r in zip(ranked, right, strict=True)) / len(right) for k in (1, 3)]
    print(f"{name}: {len(right)} questions, top-1 {top[0]:.3f}, top-3 {top[1]:.3f}", flush=True)


def ranked_by(model: RoutingModel, texts: Sequence[str]) -> list[list[str]]:
    rows = (model.probabilities(text) for text in texts)
    return [sorted(row, key=lambda one: -row[one]) for row in rows]


def with_rules(model: RoutingModel, text: str, weight: float) -> list[str]:
    """Departments by rules and `model` together, the model counting `weight`."""
    person = read_demographics(text)
    routing = route_findings(
        find_all(text, subject=person.subject),
        age_years=person.age_years,
        sex=person.sex,
        pregnant=person.pregnant,
        child=person.subject == "child",
        adult=person.subject in GROWN,
        named_sites=frozenset(one.id for one in site_matcher().mentions(read_words(text))),
        learned=model.probabilities(text),
        learned_weight=weight,
    )
    return [one.department for one in routing.departments]


def routed(texts: Sequence[str]) -> list[list[str]]:
    return [[one.department for one in route(text).departments] for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labelled", type=Path, required=True)
    parser.add_argument("--held", action="store_true", help="measure the held half instead of fitting")
    options = parser.parse_args()
    known = labelled(options.labelled)
    if not options.held:
        fit([pair for pair in known if not is_held(pair[0])])
        return
    texts, right = zip(*[pair for pair in known if is_held(pair[0])], strict=True)
    report("held half, routing", routed(texts), right)
    model = routing_model()
    if model:
        report("held half, words alone", ranked_by(model, texts), right)


def fit(own: list[tuple[str, str]]) -> None:
    """`own`: (text, department) pairs that may be taught."""
    base = [*made_up(), *phrases()]
    taught_by = [(text, one_hot(right), REAL) for text, right in own]
    strange = fit_student(base)
    strange = replace(strange, temperature=calibrated(strange, own))
    measure("made-up texts alone", [(strange, own)])
    folds = []
    for fold in range(2):
        outer = own[fold::2]
        model = fit_student([*taught_by[1 - fold :: 2], *base])
        folds.append((replace(model, temperature=calibrated(model, outer)), outer))
    measure("two folds", folds)
    temperatures = [strange.temperature, *(model.temperature for model, _ in folds)]
    print("temperatures", temperatures)
    write(replace(fit_student([*taught_by, *base]), temperature=float(np.median(temperatures))))


def measure(name: str, parts: Sequence[tuple[RoutingModel, Sequence[tuple[str, str]]]]) -> None:
    """Top-1 and top-3 of words alone and with the rules at each weight, over models and the pairs each never saw."""
    right = [department for _, pairs in parts for _, department in pairs]
    report(name, [one for model, pairs in parts for one in ranked_by(model, [text for text, _ in pairs])], right)
    for weight in LEARNED_WEIGHTS:
        found = [with_rules(model, text, weight) for model, pairs in parts for text, _ in pairs]
        report(f"{name}, with rules, learned weight {weight}", found, right)


def write(model: RoutingModel) -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        OUT,
        departments=np.array(NAMES),
        weights=model.weights,
        scale=model.scale,
        bias=model.bias,
        idf=model.idf.astype(np.float16),
        temperature=np.float32(model.temperature),
    )
    print(OUT, OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
