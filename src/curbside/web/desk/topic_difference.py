"""What is different between two texts of a topic, part by part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from curbside.knowledge.topic_table import HEADINGS, claim_lines, code_lines, source_lines
from curbside.web.diff import Segment


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is not the same in both: its name and the pieces of both texts."""

    heading: str
    pieces: tuple[Segment, ...]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The parts that differ between two tables of knowledge.topic_table, in the order of the page."""
    parts = zip(_parts(old), _parts(new), strict=True)
    return tuple(Difference(name, _pieces(was, now)) for (name, was), (_name, now) in parts if was != now)


def _parts(table: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str]]]:
    yield _("Title"), [table["title"]]
    yield _("Departments"), table["departments"]
    yield _("Other names"), table["synonyms"]
    yield _("Codes"), code_lines(table["codes"]).splitlines()
    yield _("What it is about"), [table["kind"]]
    yield _("A feared disease"), [_("yes") if table["alarming"] else _("no")]
    for section, heading in HEADINGS.items():
        yield heading, claim_lines(table["sections"].get(section, ())).splitlines()
    yield _("Sources"), source_lines(table["sources"]).splitlines()


def _pieces(was: Sequence[str], now: Sequence[str]) -> tuple[Segment, ...]:
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        old, new = ("".join(f"{line}\n" for line in lines) for lines in (was[a:b], now[c:d]))
        pieces.append(Segment(old) if tag == "equal" else Segment(old, new))
    return tuple(pieces)
