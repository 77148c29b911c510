"""The topics: one markdown file each, every claim with its sources."""

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class TopicSource:
    key: str
    title: str
    publisher: str
    url: str
    date: str  # ISO date the source was last reviewed or published, or accessed (accessed=True)
    accessed: bool = False


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


def topics() -> Mapping[str, Topic]:
    """All packaged topics by slug. Raises KnowledgeError naming file and line when one is malformed."""
    raise NotImplementedError


def parse_topic(slug: str, source: str) -> Topic:
    """One topic from the text of its file. Raises KnowledgeError."""
    raise NotImplementedError
