"""Makes the shipped reader of what fit_reader.py and fit_words_reader.py left: int8, thresholds from the tune split,
figures of the tune and gate splits.

    PYTHONPATH=src /tmp/training/bin/python training/tune_reader.py FOLDER --float /tmp/reader/reader-float.onnx
    PYTHONPATH=src .venv/bin/python training/tune_reader.py FOLDER    # the transformer stays: thresholds, figures

Danger and crisis: the highest thresholds at which rules and reader together still see KEPT of the texts in danger of
the tune split ("plan_seen": plans, by the share of a plan alone; "crisis": thoughts and abuse, by the share of any
crisis; "watch": any of them, read today, without the crisis card). Urgent and identifiers: the lowest that keep the
share of harmless texts at or under FALSE. The gate split and other people's texts are only measured (`curbside
evaluate screen|redact`).
"""

import argparse
import hashlib
import importlib
import json
import math
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from reader_corpus import (
    CRISES,
    TAGS,
    URGENCIES,
    Example,
    crisis_texts,
    lay_urgency,
    marked_identifiers,
    ordinary_texts,
    seed_urgency,
    twin_urgency,
)

from curbside.clinical.reader_model import (
    CRISIS_WORDS_COUNT,
    DANGER_WORDS_COUNT,
    WEIGHTS,
    ModelReading,
    ReaderModel,
    load_model,
)
from curbside.clinical.urgency import Urgency, screen

TOKENIZER = Path(__file__).parent.parent / "src/curbside/retrieval/models/minilm/tokenizer.json"
KEPT = {"emergency": 0.91, "plan_seen": 0.88, "crisis": 0.68, "watch": 0.86}
FALSE = {"urgent": 0.08, "identifier": 0.055}
NAMES = ("emergency", "urgent", "plan_seen", "crisis", "watch", "plan", "identifier")
SCRIPTS = ("fit", "fit_top", "export_second", "fit_crisis", "fit_words", "tune")
# Share of the crisis that must be "plan" for it to count as one.
PLAN = 0.4
HIDDEN_KINDS = {"NAME", "ADDRESS", "ORG", "LOCATION", "HANDLE", "ID"}


def quantise(source: Path, folder: Path) -> None:
    tools = importlib.import_module("onnxruntime.quantization")  # needs onnx, which Curbside's own environment lacks
    target = folder / "model.onnx"
    tools.quantize_dynamic(source, target, per_channel=True, reduce_range=True, weight_type=tools.QuantType.QInt8)
    shutil.copy(TOKENIZER, folder / "tokenizer.json")


def write(folder: Path, thresholds: dict[str, float], figures: dict[str, object]) -> None:
    recipe = {
        "name": "curbside-reader-int8", "tags": TAGS, "urgency": URGENCIES, "crisis": CRISES,
        "quantisation": "dynamic int8, per channel, weights reduced to 7 bits",
        "words_count": {"danger": DANGER_WORDS_COUNT, "crisis": CRISIS_WORDS_COUNT},
        "thresholds": thresholds, "figures": figures,
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in WEIGHTS},
        "scripts": [f"training/{name}_reader.py" for name in SCRIPTS],
    }  # fmt: skip
    (folder / "recipe.json").write_text(json.dumps(recipe, indent=2) + "\n")


def lowest(scores: Iterable[float], share: float) -> float:
    """The lowest threshold that at most `share` of the scores reach."""
    ordered = sorted(scores, reverse=True)
    allowed = int(share * len(ordered))
    return round(float(ordered[allowed]) + 1e-3, 4) if ordered else 0.5


def highest(scores: Sequence[float], seen_already: int, share: float) -> float:
    """The highest threshold at which, with `seen_already` others, `share` of all are seen."""
    needed = math.ceil(share * (len(scores) + seen_already)) - seen_already
    return math.floor(1e4 * sorted(scores, reverse=True)[max(needed, 1) - 1]) / 1e4


def danger(reading: ModelReading) -> float:
    return reading.urgency["emergency"]


def most_identifying(reading: ModelReading) -> float:
    return max((token.identifies for token in reading.tokens if token.tag in HIDDEN_KINDS), default=0.0)


def hidden(reading: ModelReading, example: Example, threshold: float) -> tuple[int, int]:
    """(identifiers with every token over the threshold, identifiers)."""
    spans = [span for span in example.identifiers or () if span.kind in HIDDEN_KINDS]
    found = sum(
        all(t.identifies >= threshold for t in reading.tokens if t.start < s.end and s.start < t.end) for s in spans
    )
    return found, len(spans)


def thresholds_of(model: ReaderModel, examples: list[Example]) -> dict[str, float]:
    read = {example.text: model.read(example.text) for example in examples}
    calm = [read[e.text] for e in examples if e.urgency == "routine"]
    clean = [read[e.text] for e in examples if e.identifiers == () and e.origin in ("privacy", "ordinary")]
    by_rules = {e.text: screen(e.text, extra=()) for e in examples if e.urgency == "emergency" or e.crisis != "none"}
    emergencies = [e for e in examples if e.urgency == "emergency" and e.origin != "crisis"]
    unstopped = [e for e in emergencies if by_rules[e.text].urgency is not Urgency.EMERGENCY]
    crises = [e for e in examples if e.crisis in ("plan", "ideation", "abuse") and e.origin == "crisis"]

    def seeing(kinds: Sequence[str], share: Callable[[ModelReading], float], kept: float) -> float:
        wanted = [e for e in crises if e.crisis in kinds]
        unseen = [e for e in wanted if by_rules[e.text].crisis is None]
        return highest([share(read[e.text]) for e in unseen], len(wanted) - len(unseen), kept)

    return {
        "emergency": highest(
            [danger(read[e.text]) for e in unstopped], len(emergencies) - len(unstopped), KEPT["emergency"]
        ),
        "urgent": lowest((danger(r) + r.urgency["urgent"] for r in calm), FALSE["urgent"]),
        "plan_seen": seeing(("plan",), lambda r: r.crisis["plan"], KEPT["plan_seen"]),
        "crisis": seeing(("ideation", "abuse"), lambda r: 1 - r.crisis["none"], KEPT["crisis"]),
        "watch": seeing(("plan", "ideation", "abuse"), lambda r: 1 - r.crisis["none"], KEPT["watch"]),
        "plan": PLAN,
        "identifier": lowest(map(most_identifying, clean), FALSE["identifier"]),
    }


def figures_of(model: ReaderModel, examples: list[Example], thresholds: dict[str, float]) -> dict[str, object]:
    read = {example.text: model.read(example.text) for example in examples}

    def share(rows: list[Example], hit: Callable[[ModelReading], bool]) -> str:
        return f"{sum(hit(read[row.text]) for row in rows)}/{len(rows)}"

    def in_crisis(reading: ModelReading) -> bool:
        seen = 1 - reading.crisis["none"] >= thresholds["crisis"]
        return seen or reading.crisis["plan"] >= thresholds["plan_seen"]

    def stops(reading: ModelReading) -> bool:
        return danger(reading) >= thresholds["emergency"]

    def touches(reading: ModelReading) -> bool:
        return most_identifying(reading) >= thresholds["identifier"]

    pairs = [hidden(read[e.text], e, thresholds["identifier"]) for e in examples if e.identifiers]
    return {
        "emergencies stopped": share([e for e in examples if e.urgency == "emergency" and e.origin != "crisis"], stops),
        "harmless stopped": share([e for e in examples if e.urgency == "routine"], stops),
        "twins stopped": share([e for e in examples if e.urgency == "routine" and e.origin == "twins"], stops),
        "crisis seen": share([e for e in examples if e.crisis in ("plan", "ideation", "abuse")], in_crisis),
        "crisis lookalikes": share([e for e in examples if e.crisis == "none" and e.origin == "crisis"], in_crisis),
        "identifiers hidden": f"{sum(p[0] for p in pairs)}/{sum(p[1] for p in pairs)}",
        "clean texts touched": share([e for e in examples if e.identifiers == () and e.origin == "privacy"], touches),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--float", type=Path, help="reader-float.onnx to quantise first")
    given = parser.parse_args()
    folder = given.folder
    # As long as the transformer stays, so does what it takes for an identifier: the words have no say in that.
    recipe = json.loads((folder / "recipe.json").read_text())
    settled = recipe["thresholds"]["identifier"]
    digest = hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()
    is_same = given.float is None and digest == recipe["sha256"]["model.onnx"]
    if given.float is not None:
        quantise(given.float, folder)
    write(folder, dict.fromkeys(NAMES, 0.5), {})
    model = load_model(folder)
    made_up = [
        *lay_urgency(),
        *twin_urgency(),
        *seed_urgency(),
        *crisis_texts(),
        *ordinary_texts(),
        *marked_identifiers(),
    ]
    thresholds = thresholds_of(model, [e for e in made_up if e.split == "tune"])
    if is_same:
        thresholds["identifier"] = settled
    figures = {
        part: figures_of(model, [e for e in made_up if e.split == part], thresholds) for part in ("tune", "gate")
    }
    write(folder, thresholds, figures)
    print(json.dumps({"thresholds": thresholds, **figures}, indent=1))


if __name__ == "__main__":
    main()
