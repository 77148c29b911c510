"""Words a moderator takes out of everything a page shows, and what stands in their place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class TakenOut:
    """`words` as they stand in the text; `put_in` may be empty."""

    words: str
    put_in: str


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Start and end of each occurrence, in characters."""
    return [hit.span() for hit in _pattern(words).finditer(text)] if words.strip() else []


def occurs(words: str, text: str) -> bool:
    return bool(places_of(words, text))


def take_out(text: str, taken: Iterable[TakenOut]) -> str:
    """`text` with every whole occurrence of the words replaced, longest first, whatever its capitals."""
    for each in sorted(taken, key=lambda one: -len(one.words)):
        text = _pattern(each.words).sub(lambda _hit, put_in=each.put_in: put_in, text)  # type: ignore[misc]
    return text


def take_out_everywhere(data: Any, taken: tuple[TakenOut, ...]) -> Any:
    """The same in every piece of text of lists and dictionaries."""
    if isinstance(data, str):
        return take_out(data, taken)
    if isinstance(data, Mapping):
        return {key: take_out_everywhere(value, taken) for key, value in data.items()}
    return [take_out_everywhere(value, taken) for value in data] if isinstance(data, list) else data


def _pattern(words: str) -> re.Pattern[str]:
    """Spaces match any white space; a word is not found inside a longer one."""
    parts = r"\s+".join(re.escape(part) for part in words.split())
    return re.compile(rf"(?<!\w){parts}(?!\w)", re.IGNORECASE)
