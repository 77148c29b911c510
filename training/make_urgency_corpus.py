"""Writes training/corpora/urgency/{train,tune,gate}.jsonl: every seed text with its variations, split by seed family.

A seed file holds kinds ("# name | source of the label") with texts that need help now (+) or do not (-). A family is
one seed and all its variations; a hash of the seed decides its split before anything is trained, so no wording of a
family is on both sides. Run: .venv/bin/python training/make_urgency_corpus.py
"""

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "corpora" / "urgency"
DEMO = Path(__file__).parent.parent / "src/curbside/web/demo/content/answered"
# Shares of a hundred: train, tune (threshold), gate (measured once).
SPLITS = (("train", 70), ("tune", 15), ("gate", 15))
NEIGHBOURS = {"a": "s", "e": "r", "i": "o", "o": "p", "t": "r", "n": "m", "s": "a", "r": "t", "l": "k", "d": "f"}
OPENERS = ("hi doc, ", "Dear team, ", "Quick one: ", "asking for family: ", "Not sure this belongs here, but ")


def seeds() -> Iterator[tuple[str, str, str, str]]:
    """(kind, source, label, text) of every seed; label is now or not."""
    kind = source = ""
    for path in sorted(FOLDER.glob("seeds-*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                kind, _, source = line[2:].partition(" | ")
            elif line[:2] in ("+ ", "- "):
                yield kind, source, "now" if line[0] == "+" else "not", line[2:]


def demo_questions() -> Iterator[tuple[str, str, str, str]]:
    """The answered questions of the demo as texts that need no help now: long, detailed, like a real desk's."""
    for path in sorted(DEMO.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield "demo-" + row["department"], "answered without emergency", "not", f"{row['title']}\n{row['body']}"


def split_of(family: str) -> str:
    """The split of a family, by sha256 of its id."""
    place = int(hashlib.sha256(family.encode()).hexdigest(), 16) % 100
    for name, share in SPLITS:
        if place < share:
            return name
        place -= share
    raise AssertionError("the shares of SPLITS add up to a hundred")


def variations(text: str, fillers: list[str], chance: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """(name, before, text, after): as written, opened, buried twice, hasty, hasty and buried."""
    pick = chance.sample(fillers, 12)
    yield "as-written", "", text, ""
    yield "opened", chance.choice(OPENERS), text, " " + pick[0]
    yield "buried-late", " ".join(pick[1:4]) + " ", text, ""
    yield "buried-deep", " ".join(pick[4:7]) + "\n\n", text, " " + " ".join(pick[7:9])
    yield "hasty", "", hasty(text, chance), ""
    yield "hasty-buried", pick[9].lower() + " ", hasty(text, chance), " " + " ".join(pick[10:12]).lower()


def hasty(text: str, chance: random.Random) -> str:
    """Lower case, few commas and apostrophes, a slip of the finger in about every twelfth long word."""
    plain = text.lower().replace("'", "" if chance.random() < 0.7 else "'").replace(",", "")
    return " ".join(_slip(word, chance) for word in plain.split())


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < 5 or chance.random() > 0.08:
        return word
    at = chance.randrange(1, len(word) - 1)
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + NEIGHBOURS.get(word[at], word[at]) + word[at + 1 :],
    )
    return chance.choice(ways)


def main() -> None:
    """Write the three files; the same seeds always give the same bytes."""
    fillers = (FOLDER / "fillers.txt").read_text(encoding="utf-8").splitlines()
    files: dict[str, list[str]] = {name: [] for name, _ in SPLITS}
    for kind, source, label, text in (*seeds(), *demo_questions()):
        family = hashlib.sha256(text.encode()).hexdigest()[:12]
        chance = random.Random(family)  # noqa: S311 variety, not secrecy
        ways = variations(text, fillers, chance)
        for name, before, middle, after in [next(ways)] if kind.startswith("demo-") else ways:
            row = {
                "id": f"{family}-{name}",
                "family": family,
                "kind": kind,
                "label": label,
                "level": "emergency" if label == "now" else "routine",
                "source": source,
                "text": before + middle + after,
                "at": [len(before), len(before) + len(middle)],
            }
            files[split_of(family)].append(json.dumps(row, ensure_ascii=False))
    for name, lines in files.items():
        (FOLDER / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(name, len(lines), sum('"label": "now"' in line for line in lines))


if __name__ == "__main__":
    main()
