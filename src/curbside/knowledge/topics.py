"""The topics: one markdown file each, every claim with its sources."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.front_matter import read_date, read_flag, read_text, read_texts, split_front_matter

# Headings of a topic file, in order, and the section ids used in code.
SECTIONS: Mapping[str, str] = {
    "Summary": "summary",
    "Common causes": "causes",
    "What raises concern": "raises_concern",
    "What lowers concern": "lowers_concern",
    "Get help now": "now",
    "Get help today": "today",
    "See a doctor soon": "soon",
    "What doctors may check": "checks",
    "What you can do": "self_care",
    "What not to worry about": "reassurance",
}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_HEADING = re.compile(r"##[ \t]+(\S.*)\Z")
# A claim is its words, then one or more [source-key] marks at the very end of the line.
_MARKS = re.compile(r"(?:\[[a-z0-9-]+\][ \t]?)+\Z")


KINDS = ("complaint", "procedure")


@dataclass(frozen=True, slots=True)
class TopicSource:
    key: str
    title: str
    publisher: str
    url: str
    date: str  # ISO date on which the link was recorded or, with opened=True, the page was read and the claim found
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence or bullet of a topic and the keys of the sources that support it."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    slug: str
    title: str
    departments: tuple[str, ...]
    synonyms: tuple[str, ...]
    codes: Mapping[str, tuple[str, ...]]  # "hpo", "icd10", "mesh"
    alarming: bool
    sources: tuple[TopicSource, ...]
    sections: Mapping[str, tuple[Claim, ...]]  # keyed by the ids in SECTIONS
    written_on: str
    reviewed_by: str
    reviewed_on: str
    review_due: str
    kind: str = "complaint"  # complaint, or procedure for a test or treatment: its warnings are about having it done


_IN_USE: list[Mapping[str, Topic]] = []
_DERIVED: list[Callable[[], None]] = []


def topics() -> Mapping[str, Topic]:
    """All topics by slug: the packaged ones, or those last taken into use. Raises KnowledgeError."""
    return _IN_USE[0] if _IN_USE else packaged_topics()


def use_topics(others: Mapping[str, Topic] | None) -> None:
    """Let every later reading use `others` (an operator's edited topics), or the packaged ones again (None)."""
    _IN_USE[:] = [] if others is None else [MappingProxyType(dict(others))]
    for forget in _DERIVED:
        forget()


def forget_with_topics(forget: Callable[[], None]) -> None:
    """Call `forget` (a cache's clear) whenever other topics are taken into use. Called where the cache is made."""
    _DERIVED.append(forget)


@cache
def packaged_topics() -> Mapping[str, Topic]:
    """The topics as shipped, by slug. Raises KnowledgeError naming file and line when one is malformed."""
    folder = files("curbside.knowledge") / "topics"
    slugs = sorted(entry.name[:-3] for entry in folder.iterdir() if _is_topic_file(entry.name))
    return MappingProxyType({slug: parse_topic(slug, (folder / f"{slug}.md").read_text("utf-8")) for slug in slugs})


def _is_topic_file(name: str) -> bool:
    return name.endswith(".md") and name != "README.md"


def parse_topic(slug: str, source: str) -> Topic:
    """One topic from the text of its file. Raises KnowledgeError."""
    if not _SLUG.match(slug):
        raise KnowledgeError(f"{slug}.md: a file name is lower-case words joined by single hyphens.")
    facts, body, first_line = split_front_matter(slug, source)
    sources = _read_sources(slug, facts)
    return Topic(
        slug=slug,
        title=read_text(slug, facts, "title"),
        departments=read_texts(slug, facts, "departments"),
        synonyms=read_texts(slug, facts, "synonyms", may_be_empty=True),
        codes=_read_codes(slug, facts),
        alarming=read_flag(slug, facts, "alarming"),
        sources=sources,
        sections=_read_sections(slug, body, first_line, frozenset(s.key for s in sources)),
        written_on=read_date(slug, facts, "written_on"),
        reviewed_by=str(facts.get("reviewed_by") or ""),
        reviewed_on=read_date(slug, facts, "reviewed_on", optional=True),
        review_due=read_date(slug, facts, "review_due"),
        kind=_read_kind(slug, facts),
    )


def _read_kind(slug: str, facts: Mapping[str, Any]) -> str:
    kind = facts.get("kind", "complaint")
    if kind not in KINDS:
        raise KnowledgeError(f"{slug}.md: kind is one of {', '.join(KINDS)}.")
    return str(kind)


def _read_codes(slug: str, facts: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    codes = facts.get("codes") or {}
    if not isinstance(codes, dict):
        raise KnowledgeError(f"{slug}.md: codes is a table like {{hpo: [HP:0002380]}}.")
    return MappingProxyType({str(system): read_texts(slug, codes, system) for system in codes})


def _read_sources(slug: str, facts: Mapping[str, Any]) -> tuple[TopicSource, ...]:
    rows = facts.get("sources")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or len(rows) < 2:
        raise KnowledgeError(f"{slug}.md: sources needs two or more rows {{key, title, publisher, url, date}}.")
    found = tuple(
        TopicSource(
            key=read_text(slug, row, "key"),
            title=read_text(slug, row, "title"),
            publisher=read_text(slug, row, "publisher"),
            url=read_text(slug, row, "url"),
            date=read_date(slug, row, "date"),
            opened=read_flag(slug, row, "opened"),
        )
        for row in rows
    )
    if len({source.key for source in found}) < len(found):
        raise KnowledgeError(f"{slug}.md: two sources have the same key.")
    return found


def _read_sections(
    slug: str, lines: list[str], first_line: int, keys: frozenset[str]
) -> Mapping[str, tuple[Claim, ...]]:
    sections: dict[str, list[Claim]] = {}
    current = ""
    for place, line in _filled_lines(slug, lines, first_line):
        if heading := _HEADING.match(line):
            current = _section_id(place, heading[1].strip(), sections)
        elif not current:
            raise KnowledgeError(f"{place}: a claim stands before the first heading.")
        else:
            sections[current].append(read_claim(place, line, keys))
    if empty := [section for section, claims in sections.items() if not claims]:
        raise KnowledgeError(f"{slug}.md: nothing is written under {', '.join(empty)}.")
    return MappingProxyType({section: tuple(claims) for section, claims in sections.items()})


def _filled_lines(slug: str, lines: list[str], first_line: int) -> Iterator[tuple[str, str]]:
    """("file:line", stripped line) of every line that is not empty."""
    numbered = enumerate(lines, start=first_line)
    return ((f"{slug}.md:{number}", line.strip()) for number, line in numbered if line.strip())


def _section_id(place: str, heading: str, sections: dict[str, list[Claim]]) -> str:
    """Opens the section named and returns its id; headings come in the order of SECTIONS, each once."""
    if heading not in SECTIONS:
        raise KnowledgeError(f"{place}: no section is called {heading!r}; use one of {', '.join(SECTIONS)}.")
    section, order = SECTIONS[heading], list(SECTIONS.values())
    if sections and order.index(section) <= max(order.index(earlier) for earlier in sections):
        raise KnowledgeError(f"{place}: {heading!r} stands twice or out of order.")
    sections[section] = []
    return section


def read_claim(place: str, line: str, keys: frozenset[str]) -> Claim:
    """The claim of a stripped line "words [key]…", its keys among `keys`. Raises KnowledgeError naming `place`."""
    marks = _MARKS.search(line)
    if marks is None:
        raise KnowledgeError(f"{place}: the line ends without a [source].")
    named = tuple(dict.fromkeys(re.findall(r"[a-z0-9-]+", marks[0])))
    if unknown := [key for key in named if key not in keys]:
        raise KnowledgeError(f"{place}: no source is called {', '.join(unknown)}.")
    text = line[: marks.start()].strip().removeprefix("- ").strip()
    if not text:
        raise KnowledgeError(f"{place}: sources without a claim.")
    return Claim(text, named)
