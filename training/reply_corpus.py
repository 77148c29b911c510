"""Reads training/corpora/replies: made-up sentences of replies with their kinds, split by family.

Also varies them for fitting: another illness or medicine in the same place, another sentence joined on, so that what a
sentence does counts and what it is about does not.
"""

import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from curbside.clinical.reply_checks.lexicon import fold, listed
from curbside.clinical.sentences import split_sentences
from curbside.knowledge.vocabulary import concepts

CORPUS = Path(__file__).parent / "corpora" / "replies"
# R promise, D diagnosis as a fact, W danger put off, P visit put off, S medicine stopped, L trace of a tool.
KINDS = "RDWPSL"
# Families whose CRC-32 falls here choose thresholds and fit nothing.
SPLITS, TUNE = 5, 0
_LINE = re.compile(rf"([{KINDS}N]+)\|(.+)")
# Files in which every line, and every paragraph, is a family of its own.
_SINGLE, _WHOLE = ("clean-single",), ("whole-replies",)
_LONGEST_NAME = 28
# Phrases of the vocabulary that are no patterns.
_PLAIN_NAME = re.compile(r"[a-z' -]+")


@dataclass(frozen=True, slots=True)
class ReplySentence:
    """`kinds` holds letters of KINDS, none for a clean sentence; `family` is the CRC-32 of the family's first line."""

    text: str
    kinds: str
    family: int
    origin: str

    @property
    def is_tune(self) -> bool:
        return self.family % SPLITS == TUNE


def reply_sentences(folder: Path = CORPUS) -> Iterator[ReplySentence]:
    """All sentences in the order of the files. Raises ValueError for a line of no kind."""
    for path in sorted(folder.glob("*.txt")):
        single, whole = (any(part in path.name for part in parts) for parts in (_SINGLE, _WHOLE))
        for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
            lines = [line for line in block.splitlines() if line and not line.startswith("#")]
            for line in lines:
                hit = _LINE.fullmatch(line)
                if hit is None:
                    raise ValueError(f"{path.name}: {line[:60]!r} has no kind")
                kinds, text = hit[1].replace("N", ""), hit[2].strip()
                family = zlib.crc32((text if single else lines[0]).encode())
                parts = [one.text for one in split_sentences(text)] if whole else [text]
                yield from (ReplySentence(part, kinds, family, path.stem) for part in parts)


def varied(one: ReplySentence, clean: list[ReplySentence], rng: random.Random) -> ReplySentence:
    """The same sentence with other names of illnesses and medicines at times, at times beside a clean one."""
    text = _renamed(one.text, rng) if rng.random() < 0.5 else one.text
    chance = rng.random()
    if chance < 0.1:
        other = rng.choice(clean).text
        text = f"{text.rstrip('.')}; {other[:1].lower()}{other[1:]}"
    elif chance < 0.2:
        other = rng.choice(clean).text.rstrip(".!?")
        text = f"{other}, and {text[:1].lower()}{text[1:]}"
    return replace(one, text=text)


def _renamed(text: str, rng: random.Random) -> str:
    for pattern, names in (_illnesses(), _medicines()):
        text = pattern.sub(lambda hit, names=names: rng.choice(names) if rng.random() < 0.7 else hit[0], text)
    return text


def _named(names: list[str]) -> tuple[re.Pattern[str], list[str]]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w-])", re.IGNORECASE), names


@cache
def _illnesses() -> tuple[re.Pattern[str], list[str]]:
    rows = [one for one in concepts().values() if one.kind == "condition"]
    names = {fold(one.label) for one in rows}
    return _named(sorted(name for name in names if 3 < len(name) <= _LONGEST_NAME and _PLAIN_NAME.fullmatch(name)))


@cache
def _medicines() -> tuple[re.Pattern[str], list[str]]:
    return _named(sorted(name for name in listed("prescribed_drugs") if " " not in name and len(name) > 6))
