"""Reads training/corpora/replies: made-up sentences of replies with their kinds and families."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from curbside.clinical.sentences import split_sentences

CORPUS = Path(__file__).parent / "corpora" / "replies"
# R promise, D diagnosis as a fact, W danger put off, P visit put off, S medicine stopped, L trace of a tool.
KINDS = "RDWPSL"
# Folds of families by their CRC-32.
SPLITS = 5
_LINE = re.compile(rf"([{KINDS}N]+)\|(.+)")
# Files in which every line, and every paragraph, is a family of its own.
_SINGLE, _WHOLE = ("clean-single",), ("whole-replies",)


@dataclass(frozen=True, slots=True)
class ReplySentence:
    """`kinds` holds letters of KINDS, none for a clean sentence; `family` is the CRC-32 of the family's first line."""

    text: str
    kinds: str
    family: int
    origin: str


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
