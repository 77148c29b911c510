"""Fits the learned layer of the screen on the made-up corpus, and says how it does on families it never saw.

    .venv/bin/python training/make_urgency_corpus.py
    .venv/bin/python training/fit_urgency.py

Two logistic regressions (Newton's method, L2) over the numbers of one piece of text: help needed now, a plan to die.
Learned from: train.jsonl, the rules' example sentences, and lines of our topic pages (conditions under "Get help now"
as danger, plain explanations as none). The thresholds are set on tune.jsonl; gate.jsonl is only measured.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from curbside.cli.evaluate import clopper_pearson
from curbside.clinical.urgency import screen
from curbside.clinical.urgency_features import numbers_of, pieces_of
from curbside.clinical.urgency_learned import MODEL_FOLDER, LearnedLayer, Weights, discount
from curbside.knowledge.red_flags import load_rules
from curbside.retrieval.onnx_encoder import load_encoder

CORPUS = Path(__file__).parent / "corpora" / "urgency"
# Chosen on tune.jsonl and half of the development data; weights of the rows that are not lay texts.
L2, RULE_WEIGHT, TOPIC_WEIGHT = 2.0, 0.5, 0.3
# Of the texts of tune.jsonl that need no help now, this share may be stopped: half the aim, as rules stop some too.
FALSE_STOPS = 0.01
# The other variations bury the same words in other fillers: as pieces they add little, and encoding takes the time.
LEARNED_VARIATIONS = ("as-written", "hasty", "hasty-buried", "buried-late")
PLAN_KINDS = {"suicide-plan", "suicide-attempt"}
CALM_SECTIONS = {"Summary", "Common causes", "What not to worry about", "What you can do"}
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    now: bool
    plan: bool
    weight: float


def corpus(name: str) -> list[dict[str, Any]]:
    lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def measured(name: str) -> list[dict[str, Any]]:
    """Each family twice: as written, and hasty and buried."""
    return [row for row in corpus(name) if row["id"].endswith(("as-written", "hasty-buried"))]


def lay_examples() -> Iterator[Example]:
    """The pieces of the training texts: for danger only the one that holds most of the seed, else every piece."""
    for row in corpus("train"):
        if not row["id"].endswith(LEARNED_VARIATIONS):
            continue
        spans = pieces_of(row["text"])
        if row["label"] == "now":
            low, high = row["at"]
            spans = (max(spans, key=lambda s: min(s[1], int(high)) - max(s[0], int(low))),) if spans else ()
        plan = row["kind"] in PLAN_KINDS and row["label"] == "now"
        for start, end in spans:
            yield Example(row["text"][start:end], row["label"] == "now", plan, 1.0)


def rule_examples() -> Iterator[Example]:
    for rule in load_rules():
        if rule.level == "emergency":
            yield from (Example(text, True, rule.crisis == "plan", RULE_WEIGHT) for text in rule.hits)
        yield from (Example(text, False, False, RULE_WEIGHT) for text in (*rule.near_misses, *rule.negations))


def topic_examples() -> Iterator[Example]:
    """Every condition under "Get help now", and a quarter of the calm lines."""
    for entry in sorted((files("curbside.knowledge") / "topics").iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".md"):
            continue
        section = ""
        for line in entry.read_text(encoding="utf-8").splitlines():
            text = re.sub(r"\[[^\]]*\]", "", line.lstrip("- ")).strip()
            if line.startswith("## "):
                section = line[3:].strip()
            elif len(text.split()) >= 4 and section == "Get help now":
                yield Example(text, True, "ending life" in text or "ending your life" in text, TOPIC_WEIGHT)
            elif len(text.split()) >= 4 and section in CALM_SECTIONS and crc32(text.encode()) % 4 == 0:
                yield Example(text, False, False, TOPIC_WEIGHT)


def fit(x: Array, y: NDArray[np.bool_], weight: Array) -> Array:
    """Weighted logistic regression, the intercept last and not penalised. float32[d + 1]."""
    design = np.c_[x, np.ones(len(x))].astype(np.float64)
    penalty = L2 * np.eye(design.shape[1])
    penalty[-1, -1] = 1e-6
    beta = np.zeros(design.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-design @ beta))
        slope = design.T @ (weight * (p - y)) + penalty @ beta
        step = np.linalg.solve((design * (weight * p * (1 - p))[:, None]).T @ design + penalty, slope)
        beta -= step
        if np.abs(step).max() < 1e-5:
            break
    return beta.astype(np.float32)


def worst(layer: LearnedLayer, text: str) -> tuple[float, float]:
    """The worst piece, discounted as the layer does: (now, plan); very low when nothing is left to read."""
    pieces = pieces_of(text)
    if not pieces:
        return -99.0, -99.0
    now, plan = layer.scores([text[start:end] for start, end in pieces])
    return float(now.max()) - discount(len(pieces)), float(plan[int(now.argmax())])


def main() -> None:
    encoder = load_encoder()
    examples = [*lay_examples(), *rule_examples(), *topic_examples()]
    print(f"{len(examples)} pieces, {sum(e.now for e in examples)} of danger", flush=True)
    x = numbers_of([e.text for e in examples], encoder.encode)
    weight = np.array([e.weight for e in examples], dtype=np.float32)
    heads = np.stack([fit(x, np.array([e.now for e in examples]), weight),
                      fit(x, np.array([e.plan for e in examples]), weight)])  # fmt: skip
    layer = LearnedLayer(encoder.encode, Weights(heads, 0.0, 0.0, encoder.recipe.fingerprint))
    tune = [(row, *worst(layer, row["text"])) for row in measured("tune")]
    calm = np.array([now for row, now, _ in tune if row["label"] == "not"])
    threshold = float(np.quantile(calm, 1 - FALSE_STOPS, method="higher"))
    other = [plan for row, now, plan in tune if row["kind"] not in PLAN_KINDS]
    plan_threshold = float(np.quantile(other, 1 - FALSE_STOPS / 2, method="higher"))
    save(heads, threshold, plan_threshold, encoder.recipe.fingerprint)
    report("tune", [(row, now) for row, now, _ in tune], threshold)
    report("gate", [(row, worst(layer, row["text"])[0]) for row in measured("gate")], threshold)


def save(heads: Array, threshold: float, plan_threshold: float, fingerprint: str) -> None:
    MODEL_FOLDER.mkdir(parents=True, exist_ok=True)
    np.save(MODEL_FOLDER / "head.npy", heads, allow_pickle=False)
    facts = {
        "now_threshold": round(threshold, 4),
        "plan_threshold": round(plan_threshold, 4),
        "encoder": fingerprint,
    }
    (MODEL_FOLDER / "head.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def report(name: str, scored: list[tuple[dict[str, Any], float]], threshold: float) -> None:
    """Shares stopped by the rules, the layer and both, with 95 % Clopper–Pearson bounds; also for texts as written."""
    for label in ("now", "not"):
        for part, rows in (
            ("all", [s for s in scored if s[0]["label"] == label]),
            ("as written", [s for s in scored if s[0]["label"] == label and s[0]["id"].endswith("as-written")]),
        ):
            ruled = [screen(row["text"], extra=()).urgency == "emergency" for row, _ in rows]
            learned = [now > threshold for _, now in rows]
            both = [a or b for a, b in zip(ruled, learned, strict=True)]
            shares = []
            for way, stopped in (("rules", ruled), ("layer", learned), ("both", both)):
                hits, total = sum(stopped), len(stopped)
                low, high = clopper_pearson(hits, total)
                shares.append(f"{way} {hits}/{total} = {hits / total:.3f} ({low:.3f}–{high:.3f})")
            print(name, label, part, "; ".join(shares), flush=True)


if __name__ == "__main__":
    main()
