"""Reads the corpora the learned reader is fitted on, as texts with whatever labels each one carries.

Every text keeps the hash split of its seed line: train, tune (thresholds) or gate (measured once). No label of one
split reaches another, since variations are made from a seed after it was split.
"""

import gzip
import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "corpora"
TOPICS = Path(__file__).parent.parent / "src/curbside/knowledge/topics"
RULES = Path(__file__).parent.parent / "src/curbside/knowledge/red_flags"
DEMO = Path(__file__).parent.parent / "src/curbside/web/demo/content/answered"
TAGS = (
    "O",
    "NAME",
    "ADDRESS",
    "LOCATION",
    "ORG",
    "DATE",
    "ID",
    "PHONE",
    "EMAIL",
    "URL",
    "HANDLE",
    "AGE_EXACT",
    "OCCUPATION_RARE",
)
URGENCIES = ("routine", "urgent", "emergency")
CRISES = ("none", "plan", "ideation", "abuse")
_URGENCY_MARKS = {"R": "routine", "U": "urgent", "E": "emergency"}
_CRISIS_MARKS = {"N": "none", "P": "plan", "I": "ideation", "A": "abuse"}
# Kinds of the first seeds whose texts in danger are crises.
_SEED_CRISES = {"suicide-plan": "plan", "suicide-attempt": "plan", "violence": "abuse"}
_BRACES = re.compile(r"\{([^{}]*)\}")
_TAGS = re.compile(r"\[\[([A-Z_]+)\|(.*?)\]\]")
# Neighbouring lines of the privacy corpus are twins at times: whole blocks go to one split.
PRIVACY_BLOCK_LINES = 12


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Example:
    """One text. A label of None is not known and teaches nothing; `evidence` None: not marked."""

    text: str
    split: str
    urgency: str | None = None
    crisis: str | None = None
    department: str | None = None
    evidence: tuple[Span, ...] | None = None
    identifiers: tuple[Span, ...] | None = None
    weight: float = 1.0
    origin: str = field(default="", compare=False)


def split_of(key: str) -> str:
    """80 of 100 to train, 10 to tune, 10 to gate."""
    number = zlib.crc32(key.encode()) % 100
    return "train" if number < 80 else "tune" if number < 90 else "gate"


def unmarked(line: str, pattern: re.Pattern[str]) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks and where the marked words stand in it."""
    text, spans, at = "", [], 0
    for mark in pattern.finditer(line):
        text += line[at : mark.start()]
        words = mark[mark.lastindex or 1]
        spans.append(Span(len(text), len(text) + len(words), mark[1] if (mark.lastindex or 1) > 1 else "evidence"))
        text += words
        at = mark.end()
    return text + line[at:], tuple(spans)


def marked_lines(paths: Iterable[Path]) -> Iterator[tuple[str, str, str]]:
    """(header, mark, text) of every line `X| text`."""
    for path in sorted(paths):
        header = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                header = line[2:].partition(" | ")[0].strip()
            elif line[1:2] == "|":
                yield header, line[0], line[2:].strip()


def lay_urgency() -> Iterator[Example]:
    for _, mark, line in marked_lines((FOLDER / "urgency").glob("lay-*.txt")):
        text, spans = unmarked(line, _BRACES)
        yield Example(text, split_of(line), _URGENCY_MARKS[mark], "none", evidence=spans, origin="lay")


def twin_lines(corpus: str) -> Iterator[tuple[str, str, str]]:
    """(family, mark, text) of texts in danger beside harmless twins of like length and voice: a block of lines is one
    family, and the whole family goes to one split."""
    for path in sorted((FOLDER / corpus).glob("twins-*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in block.splitlines() if line[1:2] == "|"]
            for line in lines:
                yield lines[0], line[0], line[2:].strip()


def twin_urgency() -> Iterator[Example]:
    for family, mark, line in twin_lines("urgency"):
        text, spans = unmarked(line, _BRACES)
        yield Example(text, split_of(family), _URGENCY_MARKS[mark], "none", evidence=spans, weight=1.5, origin="twins")


def seed_urgency() -> Iterator[Example]:
    """The first seeds of the corpus, whose split was made before: their gate families stay unread."""
    for name in ("train", "tune", "gate"):
        for line in (FOLDER / "urgency" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if not row["id"].endswith(("as-written", "hasty-buried")):
                continue
            is_now = row["label"] == "now"
            crisis = _SEED_CRISES.get(row["kind"], "none") if is_now else "none"
            yield Example(row["text"], name, "emergency" if is_now else "routine", crisis, origin="seeds")


def crisis_texts() -> Iterator[Example]:
    families = ((line, mark, line) for _, mark, line in marked_lines((FOLDER / "crisis").glob("0*.txt")))
    for family, mark, line in (*families, *twin_lines("crisis")):
        text, spans = unmarked(line, _BRACES)
        crisis = _CRISIS_MARKS[mark]
        urgency = {"none": "routine", "plan": "emergency"}.get(crisis)
        yield Example(text, split_of(family), urgency, crisis, evidence=spans, weight=1.5, origin="crisis")


def ordinary_texts() -> Iterator[Example]:
    for path in sorted((FOLDER / "ordinary").glob("*.txt")):
        # The first file holds no identifier; the longer texts hold places and a name or two that nobody marked.
        marked = () if path.name == "01.txt" else None
        for department, _, text in marked_lines([path]):
            yield Example(text, split_of(text), "routine", "none", department, (), marked, origin="ordinary")
    for path in sorted((FOLDER / "routing").glob("*.txt")):
        for text in filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines())):
            if not text.startswith("#"):
                yield Example(text, split_of(text), "routine", "none", path.stem, weight=0.3, origin="routing")


def demo_texts() -> Iterator[Example]:
    for path in sorted(DEMO.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield Example(f"{row['title']} {row['body']}", "train", "routine", "none", row["department"], origin="demo")


def topic_texts() -> Iterator[Example]:
    """Names of topics and their synonyms, for the department that owns them."""
    for path in sorted(TOPICS.glob("*.md")):
        if path.name == "README.md":
            continue
        facts = yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])
        for name in (facts["title"], *facts["synonyms"]):
            yield Example(str(name), "train", None, None, facts["departments"][0], weight=0.5, origin="topics")


def rule_texts() -> Iterator[Example]:
    """Example sentences of the rules: what must stop, and what must not (near misses, negations)."""
    for path in sorted(RULES.glob("[a-z]*.yaml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8")).get("rules", []):
            crisis = rule.get("crisis") or "none"
            if rule["level"] == "emergency":
                for text in rule["hits"]:
                    yield Example(text, "train", "emergency", crisis, weight=0.7, origin="rules")
            for text in (*rule.get("near_misses", ()), *rule.get("negations", ())):
                yield Example(text, "train", "routine", None, weight=0.7, origin="rules")


def marked_identifiers() -> Iterator[Example]:
    """A line a text; a line break inside it is written as two characters, a backslash and an n."""
    for path in sorted((FOLDER / "privacy").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if line.strip():
                text, spans = unmarked(line.strip().replace("\\n", "\n"), _TAGS)
                block = f"{path.name}:{number // PRIVACY_BLOCK_LINES}"
                yield Example(text, split_of(block), "routine", "none", identifiers=spans, weight=0.4, origin="privacy")


def real_rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def real_ordinary(path: Path, limit: int) -> Iterator[Example]:
    """Questions of an openly licensed set (MIT), half of them by hash: mostly ordinary, so they weigh less."""
    texts = dict.fromkeys(row.get("question_text") or "" for row in real_rows(path))
    kept = [text for text in texts if zlib.crc32(text.encode()) % 2 == 0 and 20 < len(text) < 900]
    random.Random(7).shuffle(kept)
    for text in kept[:limit]:
        yield Example(text, "train", "routine", "none", weight=0.5, origin="real")


def clean_titles(path: Path, limit: int) -> Iterator[Example]:
    """Questions of MedQuAD (CC BY 4.0): names of diseases and drugs that must stay, and no danger at all."""
    texts = list(dict.fromkeys(row["question"] for row in real_rows(path)))
    random.Random(7).shuffle(texts)
    for text in texts[:limit]:
        yield Example(text, "train", "routine", "none", None, (), (), weight=0.5, origin="medquad")


def vignettes(path: Path) -> Iterator[Example]:
    """Half by hash of two openly licensed (MIT) sets of triage vignettes, for the clinical manner of telling; the other
    half only measures. Their level "hazard" is left out: it is none of ours."""
    for row in real_rows(path):
        if row["level"] in URGENCIES and zlib.crc32(row["text"].encode()) % 2 == 0:
            yield Example(row["text"], "train", row["level"], "none", weight=0.8, origin="vignettes")


def all_examples(*, data: Path) -> list[Example]:
    made_up = [
        *lay_urgency(),
        *twin_urgency(),
        *seed_urgency(),
        *crisis_texts(),
        *ordinary_texts(),
        *demo_texts(),
        *topic_texts(),
        *rule_texts(),
        *marked_identifiers(),
    ]
    real = [*real_ordinary(data / "patient_qa.jsonl.gz", 1200), *clean_titles(data / "medquad.jsonl.gz", 700)]
    real += vignettes(data / "triage_dev.jsonl.gz")
    return [replace(example, text=example.text.strip()) for example in (*made_up, *real)]
