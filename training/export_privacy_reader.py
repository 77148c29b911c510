"""Makes the shipped privacy layers of what fit_privacy_reader.py left: int8, with thresholds from the tune split.

    PYTHONPATH=src /tmp/training/bin/python training/export_privacy_reader.py --data … /tmp/privacy FOLDER
    PYTHONPATH=src /tmp/training/bin/python training/export_privacy_reader.py --data … FOLDER    # thresholds alone

FOLDER holds the shared reader. identifiers-1.onnx and identifiers-2.onnx are the layers; below.onnx is the part of
model.onnx under its top layers, for texts that nobody but the privacy reader reads, and holds no weights of its own:
they are read out of model.onnx, where they lie. identifiers.json names all by digest, so that none is used with
another.

Thresholds: rules and layers together read the tune split; of all thresholds and strengths of leaning by kind of word
that add touches to at most FALSE of its clean texts and FALSE_REAL of real questions, those that leave the fewest
identifiers. The texts of tests/evaluation and the gate split are only measured.
"""

import argparse
import hashlib
import importlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "src")]  # no package of its own
from privacy_frames import filled_frames
from reader_corpus import TAGS, Example, marked_identifiers, real_ordinary

from curbside.clinical.privacy import learned, redaction
from curbside.clinical.privacy.identifiers import FILES, RECIPE, IdentifierLayers, Settled, load_identifiers
from curbside.clinical.privacy.redaction import IdentifierType, redact

# Smaller weights stay in below.onnx.
MIN_SHARED_BYTES = 1024
# Share of clean texts in which the layers may take out what no rule does: of the tune split half of what the shared
# reader took out, of real questions (the half by hash that it was fitted on) as many.
FALSE, FALSE_REAL = 0.05, 0.01
REAL_TEXTS = 600
KINDS = ("NAME", "ADDRESS", "ORG", "LOCATION", "HANDLE")
TRIED = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# Types that the rules read by form: the layers add to them where that helps, and only when they are this sure.
FORMED, SURE = ("ID", "DATE", "PHONE", "AGE_EXACT", "OCCUPATION_RARE"), (0.5, 0.7, 0.9, 0.97)
# Strengths of the shared reader's leanings that are tried, and what a common word loses.
STRENGTHS, EVERYDAY = (0.0, 0.5, 1.0, 1.5), (0.0, -1.0, -2.0)
# From this probability on at any token the second look is asked: for 37 of 300 real questions, as many as the first
# look of one layer fitted before asked at 0.2 (38). At 0.15 one text with an identifier of theirs is not asked about,
# at 0.1 none; of 377 of the tune split one is not, at 0.05 none, for 10 real questions more.
DOUBT = 0.1
# A word that the layers suspect by so much counts where the shared reader is so sure of it.
SUSPECTS, SECONDED = (1.0, 0.2, 0.1, 0.05), (0.4, 0.57, 0.7)
# A name that is an everyday word too ("Will") needs as much as any word: with less, one more of the harmless slips of
# tests/clinical/privacy_slips was taken out than by the shared reader; it costs one identifier of the tune split.
LEANS = learned.LEANS | {"ambiguous": 0.0}
START = Settled(dict.fromkeys(KINDS, 0.8), LEANS, DOUBT, 0.2, 0.6)


def share_below(folder: Path) -> None:
    """Write below.onnx: from the tokens to the state, with the weights where model.onnx has them."""
    onnx = importlib.import_module("onnx")  # needs what Curbside's own environment lacks
    state = importlib.import_module("export_second_reader").STATE
    source, target = folder / "model.onnx", folder / "below.onnx"
    given = ["input_ids", "attention_mask", "capitals"]
    onnx.utils.extract_model(str(source), str(target), given, [state], check_model=False)
    whole = source.read_bytes()
    below = onnx.load(str(target))
    for weights in below.graph.initializer:
        raw = weights.raw_data
        at = whole.find(raw) if len(raw) >= MIN_SHARED_BYTES else -1
        if at < 0:
            continue
        weights.ClearField("raw_data")
        weights.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", source.name), ("offset", str(at)), ("length", str(len(raw)))):
            weights.external_data.add(key=key, value=value)
    target.write_bytes(below.SerializeToString())


def quantise(fitted: Path, folder: Path) -> None:
    tools = importlib.import_module("onnxruntime.quantization")
    for name in FILES[2:]:
        tools.quantize_dynamic(
            fitted / name, folder / name, per_channel=True, reduce_range=True, weight_type=tools.QuantType.QInt8
        )


def write(folder: Path, settled: Settled, figures: Mapping[str, object]) -> None:
    names = ("privacy_frames", "fit_privacy_reader", "export_privacy_reader")
    recipe = {
        "name": "curbside-identifiers-int8",
        "tags": TAGS,
        "quantisation": "dynamic int8, per channel, weights reduced to 7 bits",
        **asdict(settled),
        "figures": figures,
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
        "scripts": [f"training/{name}.py" for name in names],
    }
    (folder / RECIPE).write_text(json.dumps(recipe, indent=2) + "\n")


def real_texts(data: Path) -> list[Example]:
    """Taken as clean, which few of them are not."""
    return [replace(one, identifiers=()) for one in real_ordinary(data / "patient_qa.jsonl.gz", REAL_TEXTS)]


def tune_texts(split: str) -> list[Example]:
    frames = filled_frames("tune", copies=1, clean_copies=1, seed=2) if split == "tune" else ()
    return [*(one for one in marked_identifiers() if one.split == split), *frames]


def judged(examples: Iterable[Example]) -> Iterator[tuple[Example, list[bool]]]:
    """Each text and which of its identifiers are gone, or, of a clean one, whether more than the rules touched it."""
    for one in examples:
        spans = redact(one.text).spans
        if not one.identifiers:
            # Many a real question gives a true age that no rule reads.
            told = [span for span in spans if one.origin != "real" or span.type is not IdentifierType.AGE_EXACT]
            yield one, [bool({(span.start, span.end) for span in told} - by_rules(one.text))]
            continue
        hidden = {at for span in spans for at in range(span.start, span.end)}
        yield (
            one,
            [all(at in hidden for at in range(s.start, s.end) if one.text[at].isalnum()) for s in one.identifiers],
        )


@cache
def by_rules(text: str) -> frozenset[tuple[int, int]]:
    return frozenset((span.start, span.end) for span in redact(text, learned=False).spans)


def left_and_touched(examples: list[Example]) -> tuple[int, float, float]:
    """Identifiers left, and the shares of clean texts and of real ones touched."""
    left = 0
    touched: dict[bool, list[bool]] = {False: [], True: []}
    for one, hits in judged(examples):
        if one.identifiers:
            left += hits.count(False)
        else:
            touched[one.origin == "real"] += hits
    shares = [sum(hits) / max(1, len(hits)) for hits in touched.values()]
    return left, shares[0], shares[1]


def tuned(layers: IdentifierLayers, examples: list[Example]) -> Settled:
    """Thresholds and leans, one after the other, each at its best beside those found before; then the doubt."""

    def tried(settled: Settled) -> tuple[float, int, float, float]:
        layers.settled = settled
        left, touched, real = left_and_touched(examples)
        print(asdict(settled), left, round(touched, 4), round(real, 4), flush=True)
        return max(0.0, touched / FALSE - 1, real / FALSE_REAL - 1), left, touched, real

    def at(best: Settled, kind: str, threshold: float) -> Settled:
        return replace(best, thresholds={**best.thresholds, kind: threshold})

    def leaning(best: Settled, strength: float, everyday: float) -> Settled:
        leans = {kind: round(strength * lean, 2) for kind, lean in LEANS.items()}
        return replace(best, leans=leans | {"everyday": everyday})

    best = START
    best = min((at(best, "NAME", threshold) for threshold in TRIED), key=tried)
    best = min((leaning(best, s, e) for s in STRENGTHS for e in EVERYDAY), key=tried)
    pairs = [(suspect, seconded) for suspect in SUSPECTS for seconded in SECONDED]
    best = min((replace(best, suspect=one, seconded=two) for one, two in pairs), key=tried)
    for kind, thresholds in (*((kind, TRIED) for kind in KINDS), *((kind, SURE) for kind in FORMED)):
        best = min((best, *(at(best, kind, threshold) for threshold in thresholds)), key=tried)
    return best


def remember_readings(layers: IdentifierLayers) -> None:
    """What the rules and both readers see in a text is the same whatever the thresholds are."""
    model = learned.shipped_model()
    model.read = cache_by_text(model.read)  # type: ignore[method-assign, union-attr]
    redaction._detect = cache_by_text(redaction._detect)  # type: ignore[assignment]
    layers.marks = cache_by_text(layers.marks)  # type: ignore[assignment, method-assign]


def cache_by_text(read: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[str, Any] = {}

    def reading(text: str, *rest: object) -> Any:
        if text not in known:
            known[text] = read(text, *rest)
        return known[text]

    return reading


def figures_of(examples: list[Example]) -> dict[str, str]:
    found: dict[str, list[bool]] = {}
    for one, hits in judged(examples):
        kinds = [span.kind for span in one.identifiers or ()] or ["clean texts touched"]
        for kind, hit in zip(kinds, hits, strict=True):
            found.setdefault(kind, []).append(hit)
    return {kind: f"{sum(hits)}/{len(hits)}" for kind, hits in sorted(found.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("paths", type=Path, nargs="+", help="the fitted layers, where they are new, and the folder")
    given = parser.parse_args()
    *fitted, folder = given.paths
    if fitted:
        share_below(folder)
        quantise(fitted[0], folder)
    write(folder, START, {})
    layers = load_identifiers(folder)
    learned.shipped_identifiers = lambda: layers  # type: ignore[assignment]
    remember_readings(layers)
    layers.settled = tuned(layers, [*tune_texts("tune"), *real_texts(given.data)])
    figures = {split: figures_of(tune_texts(split)) for split in ("tune", "gate")}
    write(folder, layers.settled, figures)
    print(json.dumps({**asdict(layers.settled), **figures}, indent=1))


if __name__ == "__main__":
    main()
