"""Makes the shipped reader of what fit_reader.py left: int8, thresholds from the tune split, figures of the gate split.

    /tmp/training/bin/python -m pip install --no-deps -e .        # for curbside.clinical.reader_model
    /tmp/training/bin/python training/tune_reader.py /tmp/reader/reader-float.onnx src/curbside/clinical/models/reader

The thresholds are the lowest that keep the share of harmless texts of the tune split at or under FALSE; the gate split
and other people's texts are only measured (`curbside evaluate screen|redact`).
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic

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

from curbside.clinical.reader_model import ModelReading, ReaderModel, load_model

TOKENIZER = Path(__file__).parent.parent / "src/curbside/retrieval/models/minilm/tokenizer.json"
FALSE = {"emergency": 0.022, "urgent": 0.1, "crisis": 0.08, "identifier": 0.055}
HIDDEN_KINDS = {"NAME", "ADDRESS", "ORG", "LOCATION", "HANDLE", "ID"}


def write(folder: Path, thresholds: dict[str, float], figures: dict[str, object]) -> None:
    content = (folder / "model.onnx").read_bytes()
    recipe = {
        "name": "curbside-reader-int8", "tags": TAGS, "urgency": URGENCIES, "crisis": CRISES,
        "quantisation": "dynamic int8, per channel, weights reduced to 7 bits",
        "thresholds": thresholds, "figures": figures,
        "sha256": hashlib.sha256(content).hexdigest(), "scripts": ["training/fit_reader.py", "training/tune_reader.py"],
    }  # fmt: skip
    (folder / "recipe.json").write_text(json.dumps(recipe, indent=2) + "\n")


def lowest(scores: Iterable[float], share: float) -> float:
    """The lowest threshold that at most `share` of the scores reach."""
    ordered = sorted(scores, reverse=True)
    allowed = int(share * len(ordered))
    return round(float(ordered[allowed]) + 1e-3, 4) if ordered else 0.5


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
    no_crisis = [read[e.text] for e in examples if e.crisis == "none" and e.origin in ("crisis", "lay", "ordinary")]
    clean = [read[e.text] for e in examples if e.identifiers == () and e.origin in ("privacy", "ordinary")]
    return {
        "emergency": lowest(map(danger, calm), FALSE["emergency"]),
        "urgent": lowest((danger(r) + r.urgency["urgent"] for r in calm), FALSE["urgent"]),
        "crisis": lowest((1 - r.crisis["none"] for r in no_crisis), FALSE["crisis"]),
        "plan": 0.35,
        "identifier": lowest(map(most_identifying, clean), FALSE["identifier"]),
    }


def figures_of(model: ReaderModel, examples: list[Example], thresholds: dict[str, float]) -> dict[str, object]:
    read = {example.text: model.read(example.text) for example in examples}

    def share(rows: list[Example], hit: Callable[[ModelReading], bool]) -> str:
        return f"{sum(hit(read[row.text]) for row in rows)}/{len(rows)}"

    def in_crisis(reading: ModelReading) -> bool:
        return 1 - reading.crisis["none"] >= thresholds["crisis"]

    def stops(reading: ModelReading) -> bool:
        return danger(reading) >= thresholds["emergency"]

    def touches(reading: ModelReading) -> bool:
        return most_identifying(reading) >= thresholds["identifier"]

    pairs = [hidden(read[e.text], e, thresholds["identifier"]) for e in examples if e.identifiers]
    return {
        "emergencies stopped": share([e for e in examples if e.urgency == "emergency" and e.origin != "crisis"], stops),
        "harmless stopped": share([e for e in examples if e.urgency == "routine"], stops),
        "crisis seen": share([e for e in examples if e.crisis in ("plan", "ideation", "abuse")], in_crisis),
        "crisis lookalikes": share([e for e in examples if e.crisis == "none" and e.origin == "crisis"], in_crisis),
        "identifiers hidden": f"{sum(p[0] for p in pairs)}/{sum(p[1] for p in pairs)}",
        "clean texts touched": share([e for e in examples if e.identifiers == () and e.origin == "privacy"], touches),
    }


def main() -> None:
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    quantize_dynamic(source, folder / "model.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    shutil.copy(TOKENIZER, folder / "tokenizer.json")
    write(folder, dict.fromkeys(("emergency", "urgent", "crisis", "plan", "identifier"), 0.5), {})
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
    figures = {
        part: figures_of(model, [e for e in made_up if e.split == part], thresholds) for part in ("tune", "gate")
    }
    write(folder, thresholds, figures)
    print(json.dumps({"thresholds": thresholds, **figures}, indent=1))


if __name__ == "__main__":
    main()
