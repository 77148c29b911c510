"""How the weights of knowledge/routing/meaning.npz were found, and how routing with them does on questions never seen.

    PYTHONPATH=training .venv/bin/python training/fit_meaning.py --labelled departments_dev.jsonl.gz [--measure]

Kernel ridge regression over the vectors of the shipped layers (fit_meaning_reader.py), solved in closed form. Taught by
the labelled questions and by the made-up texts of training/corpora/routing and the demo; the centres of the kernel are
made-up texts alone, so that no vector of a person's question is kept.

--measure: stratified five folds of the labelled questions, twice. Kernel width, penalty and the factor that makes odds
of scores are chosen inside the training folds. Words are those of knowledge/routing/weights.npz, which know the
questions of even CRC-32: with words only the odd ones are counted. Then made-up texts alone on the labelled questions,
and the packaged weights on a stranger's questions (tests/evaluation/data), which teach nothing.
"""

import argparse
import itertools
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fit_routing import NAMES, ROOT, Array, is_held, labelled, made_up, one_hot
from numpy.typing import NDArray

from curbside.clinical.demographics import read_demographics
from curbside.clinical.evaluation import row_of
from curbside.clinical.findings import find_all
from curbside.clinical.findings.vocabulary import read_words, site_matcher
from curbside.clinical.reader_model import MODEL_FOLDER, shipped_model
from curbside.clinical.routing import GROWN, choice, route, route_findings
from curbside.clinical.routing.meaning import load_layers
from curbside.clinical.routing.model import routing_model

NDArrayInt = NDArray[np.int64]
OUT = ROOT / "src" / "curbside" / "knowledge" / "routing" / "meaning.npz"
STRANGERS = ROOT / "tests" / "evaluation" / "data"
CENTRES = 3_000
# Chosen on the even half of the labelled questions in folds and on every other line of the stranger's
# routing_read.jsonl together; --measure chooses again inside each training fold.
WIDTH, PENALTY = 8.0, 0.3
# No width above 8: at 10 the one site's own folds gain 0.01 of top 3 and a stranger's questions lose 0.1 of top 1.
WIDTHS, PENALTIES, FACTORS = (6.0, 7.0, 8.0), (0.3, 0.6), (8.0, 11.0, 15.0, 20.0)
# How much a made-up text counts beside a labelled question, and how much rare departments are lifted. Chosen with the
# width: at 0.35 the one site's habits cost a stranger's questions 0.02 of top 1, at 2 its own questions 0.01.
SHARE, LIFT = 0.6, 0.25
FOLDS, REPEATS, SEED = 5, 2, 20261128


@dataclass(frozen=True, slots=True)
class Taught:
    """`vectors` float64[n, d] and `targets` float64[n, departments]; the first `real` rows are labelled questions."""

    vectors: Array
    targets: Array
    weights: Array
    real: int


def vectors_of(texts: Sequence[str]) -> Array:
    layers, reader = load_layers(MODEL_FOLDER), shipped_model()
    if reader is None:
        raise SystemExit(f"no reader in {MODEL_FOLDER}")
    found = [layers.vector(text, own_words(text), reader) for text in texts]
    if any(one is None for one in found):
        raise SystemExit("a text has no words of its own left")
    return np.array(found, dtype=np.float64)


def own_words(text: str) -> str:
    return choice.own_words(text, find_all(text, subject=read_demographics(text).subject))


def taught(known: Sequence[tuple[str, str]], vectors: Array | None = None) -> Taught:
    """`known` and the made-up texts; `vectors` are those of all of them, made by the shipped layers if not given."""
    invented = made_up()
    texts = [*(text for text, _ in known), *(text for text, *_ in invented)]
    targets = np.array([*(one_hot(right) for _, right in known), *(target for _, target, _ in invented)])
    shares = np.r_[np.ones(len(known)), np.full(len(invented), SHARE)]
    mass = (targets * shares[:, None]).sum(axis=0) + 1.0
    weights = shares * (targets / mass**LIFT).sum(axis=1)
    return Taught(
        vectors_of(texts) if vectors is None else vectors, targets, weights / weights[len(known) :].mean(), len(known)
    )


def spread(vectors: Array, count: int) -> Array:
    """`count` vectors that lie far from each other: always the one farthest from all taken, rounded to int8 steps."""
    taken, nearest = [0], vectors @ vectors[0]
    while len(taken) < min(count, len(vectors)):
        taken.append(int(nearest.argmin()))
        nearest = np.maximum(nearest, vectors @ vectors[taken[-1]])
    step = np.abs(vectors).max() / 127
    return np.asarray(np.round(vectors[sorted(taken)] / step) * step)


def kernel(rows: Array, centres: Array, width: float) -> Array:
    return np.asarray(np.exp(width * (rows @ centres.T - 1.0)))


def solve(data: Taught, centres: Array, width: float, penalty: float) -> tuple[Array, Array]:
    """Weights float64[m + 1, departments], the last row the bias; and the smoother float64[real, real] of the labelled
    questions, from which predictions without any of them follow exactly."""
    seen = np.hstack([kernel(data.vectors, centres, width), np.ones((len(data.vectors), 1))])
    ridge = np.zeros((len(centres) + 1, len(centres) + 1))
    ridge[:-1, :-1] = penalty * kernel(centres, centres, width)
    weighted = seen * data.weights[:, None]
    whole = weighted.T @ seen + ridge + 1e-4 * np.eye(len(ridge))
    found = np.linalg.solve(whole, np.hstack([weighted.T @ data.targets, weighted[: data.real].T]))
    return found[:, : len(NAMES)], seen[: data.real] @ found[:, len(NAMES) :]


class Held:
    """Scores of labelled questions as if they, and others with them, had not been taught."""

    def __init__(self, data: Taught, centres: Array, width: float, penalty: float) -> None:
        weights, self.smoother = solve(data, centres, width, penalty)
        seen = np.hstack([kernel(data.vectors[: data.real], centres, width), np.ones((data.real, 1))])
        self.targets, self.misses = data.targets[: data.real], data.targets[: data.real] - seen @ weights

    def without(self, rows: NDArrayInt) -> Array:
        block = np.eye(len(rows)) - self.smoother[np.ix_(rows, rows)]
        return np.asarray(self.targets[rows] - np.linalg.solve(block, self.misses[rows]))


def stratified(right: Sequence[str], rng: np.random.Generator) -> NDArrayInt:
    """The fold of each question; each department is spread over all folds."""
    order = sorted(rng.permutation(len(right)).tolist(), key=lambda at: right[at])
    fold = np.zeros(len(right), dtype=np.int64)
    fold[order] = (np.arange(len(right)) + rng.integers(FOLDS)) % FOLDS
    return fold


def log_loss(scores: Array, targets: Array, factor: float) -> float:
    odds = factor * scores
    odds = odds - odds.max(axis=1, keepdims=True)
    return float(-((odds - np.log(np.exp(odds).sum(axis=1, keepdims=True))) * targets).sum(axis=1).mean())


def top_shares(scores: Array, targets: Array) -> tuple[float, float]:
    """Top 1 and top 3."""
    ranks = (scores > (scores * targets).sum(axis=1, keepdims=True)).sum(axis=1)
    return float((ranks < 1).mean()), float((ranks < 3).mean())


def folded(held: dict[tuple[float, float], Held], fold: NDArrayInt) -> tuple[Array, Array]:
    """Scores of every question by weights that never saw its fold, and the factor chosen for its fold."""
    first = next(iter(held.values()))
    scores, factors = np.zeros_like(first.targets), np.zeros(len(fold))
    for one in range(FOLDS):
        out = np.flatnonzero(fold == one)
        inner = [np.flatnonzero(fold == other) for other in range(FOLDS) if other != one]
        targets = first.targets[np.concatenate(inner)]
        tried = {
            name: np.vstack([model.without(np.r_[rows, out])[: len(rows)] for rows in inner])
            for name, model in held.items()
        }
        name = max(tried, key=lambda pair: sum(top_shares(tried[pair], targets)))
        factor = min(FACTORS, key=lambda each: log_loss(tried[name], targets, each))
        print(f"fold {one}: width {name[0]}, penalty {name[1]}, factor {factor}", flush=True)
        scores[out], factors[out] = held[name].without(out), factor
    return scores, factors


class Router:
    """All that routing reads besides what was learned, read once a question."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.read = []
        words = routing_model()
        for text in texts:
            person = read_demographics(text)
            findings = find_all(text, subject=person.subject)
            named = frozenset(one.id for one in site_matcher().mentions(read_words(text)))
            said = words.probabilities(choice.own_words(text, findings)) if words else {}
            self.read.append((person, findings, named, said))

    def routed(self, at: int, scores: Array, *, with_words: bool) -> choice.Routing:
        person, findings, named, said = self.read[at]
        learned = choice.joined(dict(zip(NAMES, scores.tolist(), strict=True)), said if with_words else {})
        return route_findings(
            findings,
            age_years=person.age_years,
            sex=person.sex,
            pregnant=person.pregnant,
            child=person.subject == "child",
            adult=person.subject in GROWN,
            named_sites=named,
            learned=learned,
            learned_weight=choice.LEARNED_MEANING,
            learned_floor=choice.FLOOR_MEANING,
            temperature=choice.TEMPERATURE_MEANING,
            least_guess=choice.LEAST_GUESS_MEANING,
        )


def report(name: str, routings: Sequence[choice.Routing], right: Sequence[str]) -> None:
    """Top 1, top 3, what is not abstained and its top 1, with exact bounds; how often each score's band is right."""
    ranked = [[one.department for one in routing.departments] for routing in routings]
    first = [one[0] == truth for one, truth in zip(ranked, right, strict=True)]
    sure = [hit for hit, routing in zip(first, routings, strict=True) if not routing.abstain]
    third = [truth in one for one, truth in zip(ranked, right, strict=True)]
    for what, hits in (("top 1", first), ("top 3", third), ("top 1 when sure", sure)):
        row = row_of(what, hits)
        print(f"{name}: {what} {row.hits}/{row.total} = {row.share:.3f} ({row.low:.3f} to {row.high:.3f})", flush=True)
    tops = np.array([routing.departments[0].score for routing in routings])
    print(f"{name}: mean first score {tops.mean():.3f}, expected calibration error {off_by(tops, np.array(first)):.3f}")
    for low, high in itertools.pairwise((0.0, 0.3, 0.5, 0.7, 1.01)):
        band = (tops >= low) & (tops < high)
        if band.any():
            print(
                f"  score {low} to {high}: {tops[band].mean():.2f} / {np.array(first)[band].mean():.2f} ({band.sum()})"
            )


def off_by(scores: Array, hits: Array) -> float:
    """Expected calibration error over ten bands of equal width (Guo et al., ICML 2017)."""
    band = np.minimum((scores * 10).astype(int), 9)
    return float(sum(abs(scores[band == one].sum() - hits[band == one].sum()) for one in range(10)) / len(scores))


def strange(name: str) -> tuple[list[str], list[str]]:
    """Texts and departments of a stranger's questions."""
    lines = (STRANGERS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows], [row["department"] for row in rows]


def at_mix(routings: Sequence[choice.Routing], right: Sequence[str], mix: Sequence[str]) -> tuple[float, float]:
    """Top 1 and top 3 if departments were as frequent as in `mix`; those not in it count nothing."""
    asked, own = Counter(mix), Counter(right)
    weights = np.array([asked[one] / own[one] for one in right]) / len(mix)
    ranked = [[one.department for one in routing.departments] for routing in routings]
    tops = [[truth in one[:most] for one, truth in zip(ranked, right, strict=True)] for most in (1, choice.MOST)]
    return float(weights @ tops[0] / weights.sum()), float(weights @ tops[1] / weights.sum())


def measure(known: Sequence[tuple[str, str]]) -> None:
    texts, right = [text for text, _ in known], [truth for _, truth in known]
    router, data = Router(texts), taught(known)
    centres = spread(data.vectors[data.real :], CENTRES)
    held = {pair: Held(data, centres, *pair) for pair in itertools.product(WIDTHS, PENALTIES)}
    odd = [at for at, text in enumerate(texts) if is_held(text)]
    everyone = list(range(len(texts)))
    for repeat in range(REPEATS):
        scores, factors = folded(held, stratified(right, np.random.default_rng(SEED + repeat)))
        scores = scores * (factors / choice.MEANING)[:, None]
        tops = top_shares(scores, data.targets[: data.real])
        print(f"repeat {repeat}: meaning alone, {len(known)} questions: {tops[0]:.3f}, {tops[1]:.3f}", flush=True)
        for rows, words in ((everyone, False), (odd, True)):
            said = f"repeat {repeat}: {len(rows)} questions, rules, {'words, ' if words else ''}meaning"
            routings = [router.routed(at, scores[at], with_words=words) for at in rows]
            report(said, routings, [right[at] for at in rows])
            if words:
                by_department(routings, [right[at] for at in rows])
    alone = taught([])
    weights, _ = solve(alone, centres, WIDTH, PENALTY)
    scores = np.hstack([kernel(data.vectors[: data.real], centres, WIDTH), np.ones((data.real, 1))]) @ weights
    routings = [router.routed(at, scores[at], with_words=False) for at in everyone]
    report("taught by made-up texts alone, rules and meaning", routings, right)
    for name in ("routing_read", "routing_fresh"):
        texts, truths = strange(name)
        routings = [route(text) for text in texts]
        report(f"packaged weights, {name}", routings, truths)
        first, third = at_mix(routings, truths, right)
        print(f"packaged weights, {name}, with the labelled site's mix of departments: {first:.3f}, {third:.3f}")
    by_department(routings, truths)


def by_department(routings: Sequence[choice.Routing], right: Sequence[str]) -> None:
    for name in sorted(set(right)):
        mine = [routing for routing, truth in zip(routings, right, strict=True) if truth == name]
        ranks = [[one.department for one in routing.departments] for routing in mine]
        print(f"  {name}: {sum(r[0] == name for r in ranks)}, {sum(name in r for r in ranks)} of {len(mine)}")


def fit(known: Sequence[tuple[str, str]]) -> None:
    data = taught(known)
    centres = spread(data.vectors[data.real :], CENTRES)
    weights, _ = solve(data, centres, WIDTH, PENALTY)
    step = np.abs(centres).max() / 127
    np.savez_compressed(
        OUT,
        departments=np.array(NAMES),
        centres=np.round(centres / step).astype(np.int8),
        centre_step=np.float32(step),
        weights=weights[:-1].T.astype(np.float16),
        bias=weights[-1].astype(np.float32),
        width=np.float32(WIDTH),
        layers=np.array(load_layers(MODEL_FOLDER).digest),
    )
    print(OUT, OUT.stat().st_size, "bytes", data.real, "labelled,", len(data.vectors) - data.real, "made up")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labelled", type=Path, required=True)
    parser.add_argument("--measure", action="store_true", help="measure on held-out folds instead of fitting")
    options = parser.parse_args()
    known = labelled(options.labelled)
    (measure if options.measure else fit)(known)


if __name__ == "__main__":
    main()
