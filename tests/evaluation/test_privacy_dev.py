"""How much of what identifies is found, and how many harmless texts are touched, on the gate half of a frozen set.

The set (data/redact_dev.jsonl) is made up: 80 identifying and 40 clean texts, split in halves before any rule was
written; rules were tuned on the half "tune" alone. Both halves have one author, so the numbers flatter: they guard
against loss and promise nothing about strangers' texts. Reached on the half "gate" (2026-11-25): direct identifiers
38 of 38, indirect 17 of 17, clean texts touched 0 of 20.

A third set (data/redact_third.jsonl, 68 texts) was written after the rules of 2026-11-27 and measured before anything
was mended by it: direct identifiers 32 of 39, clean texts touched 2 of 26. What it showed was then mended by kind, so
that the figures of today are kind ones.

A fourth (data/redact_fourth) was split by CRC-32 before it was measured: its frozen part, 86 direct identifiers in 111
texts, stood at 67 at first sight, at 75 once what the other part showed was mended and at 78 on 2026-11-28.

A fifth (data/redact_fifth) is of a hand that wrote no rule; its frozen half was never read: 109, then 117 of 130.

A sixth (data/redact_sixth.jsonl, 222 texts of two hands that had seen nothing) was kept out in whole blocks when the
rest of what they wrote went into the corpus, and measured before: 170 of 199, clean touched 38 of 101; then 177 and 29.

A seventh (data/redact_seventh.jsonl, 525 texts nobody mends by, and redact_seventh_read.jsonl, 546 that rules are
mended by) is of two further hands: 293 of 334 and 339 of 364 at first sight, clean touched 59 of 277 and 52 of 258;
then 298 and 351, 45 and 14.

Command: pytest tests/evaluation/test_privacy_dev.py -s
"""

import json
import re
from pathlib import Path

import pytest

from curbside.clinical.evaluation_texts import evaluate_redact
from curbside.clinical.privacy import redact

DATA = Path(__file__).parent / "data" / "redact_dev.jsonl"
THIRD = DATA.with_name("redact_third.jsonl")
FOURTH = DATA.parent / "redact_fourth" / "frozen.jsonl"
SIXTH = DATA.with_name("redact_sixth.jsonl")
FIFTH = DATA.parent / "redact_fifth" / "frozen.jsonl"
MARK = re.compile(r"\[\[([A-Z_]+):((?:[^\[\]]|\[(?!\[)[^\]]*\])*?)\]\](?!\])")


def _plain(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks and (start, end, type) of what they held."""
    text, marks, at = "", [], 0
    for hit in MARK.finditer(marked):
        text += marked[at : hit.start()]
        marks.append((len(text), len(text) + len(hit[2]), hit[1]))
        text, at = text + hit[2], hit.end()
    return text + marked[at:], marks


def _gate(kind: str) -> list[str]:
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    return [row["text"] for row in rows if row["split"] == "gate" and row["kind"] == kind]


def test_identifiers_are_found() -> None:
    lines = []
    for marked in _gate("identifying"):
        text, marks = _plain(marked)
        lines.append({"text": text, "spans": [{"start": a, "end": b, "type": kind} for a, b, kind in marks]})
    measured, misses = evaluate_redact(lines)
    shares = {row.what: row for row in measured}
    direct, indirect = shares["direct identifiers gone"], shares["indirect identifiers gone"]
    print(f"direct {direct.hits}/{direct.total}, indirect {indirect.hits}/{indirect.total}", *misses)
    assert direct.total >= 35
    assert direct.share >= 0.98
    assert indirect.share >= 0.95


def test_clean_texts_stay_as_they_are() -> None:
    texts = _gate("clean")
    touched = [text for text in texts if redact(text).spans]
    print(f"clean texts touched {len(touched)}/{len(texts)}")
    assert len(texts) == 20
    assert len(touched) / len(texts) <= 0.05


def test_the_third_set_is_not_lost_again() -> None:
    lines = [json.loads(line) for line in THIRD.read_text(encoding="utf-8").splitlines()]
    measured, misses = evaluate_redact(lines)
    shares = {row.what: row for row in measured}
    direct, touched = shares["direct identifiers gone"], shares["clean texts touched"]
    print(f"direct {direct.hits}/{direct.total}, clean touched {touched.hits}/{touched.total}", *misses)
    assert direct.total == 39
    assert direct.share >= 0.92
    assert touched.share <= 0.08


@pytest.mark.parametrize(
    ("path", "total", "floor", "most"),
    [(FOURTH, 86, 0.89, 0.08), (FIFTH, 130, 0.88, 0.08), (SIXTH, 66, 0.85, 0.3)],
)
def test_identifiers_of_other_hands_by_forms_and_cultures(
    path: Path, total: int, floor: float, most: float, capsys
) -> None:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    # Every third text of the sixth, which holds whole letters, for time; all of it: docs/clinical/readers.md.
    measured, _ = evaluate_redact(lines[::3] if path == SIXTH else lines)
    shares = {row.what: row for row in measured}
    direct, touched = shares["direct identifiers gone"], shares["clean texts touched"]
    with capsys.disabled():
        print(f"{path.parent.name}: direct {direct.hits}/{direct.total}, clean touched {touched.hits}/{touched.total}")
    assert direct.total == total
    assert direct.share >= floor
    assert touched.share <= most
