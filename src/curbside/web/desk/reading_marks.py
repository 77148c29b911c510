"""The question's text cut into pieces, each finding marked with its status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; `status` is empty where nothing was read."""

    text: str
    status: str = ""
    label: str = ""


def marked_pieces(text: str, findings: Iterable[Mapping[str, Any]]) -> list[Piece]:
    """Pieces of `text` in reading order. Findings that lie inside an earlier one are not marked twice."""
    pieces: list[Piece] = []
    at = 0
    for finding in sorted(findings, key=lambda f: (f["start"], -f["end"])):
        start, end = finding["start"], finding["end"]
        if start < at or end > len(text):
            continue
        if start > at:
            pieces.append(Piece(text[at:start]))
        status = "preserved" if finding.get("preserved") else finding["status"]
        pieces.append(Piece(text[start:end], status, finding["label"]))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces
