"""Which words of the question a reply quotes, as spans of the question. Pure."""

import re
from dataclasses import dataclass

_QUOTED_LINES = re.compile(r"(?m)(?:^ {0,3}>[^\n]*(?:\n|$))+")
MOST = 50


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters [start, end) of the question."""

    start: int
    end: int


def quotes_in(reply: str, question: str) -> list[Quote]:
    """Spans of `question` that stand as block quotations (lines after ">") in `reply`; those that are not there are
    the reply checks' business."""
    found = []
    for block in _QUOTED_LINES.findall(reply)[:MOST]:
        words = re.sub(r"(?m)^ {0,3}> ?", "", block).split()
        place = re.search(r"\s+".join(re.escape(word) for word in words), question) if words else None
        if place:
            found.append(Quote(*place.span()))
    return found
