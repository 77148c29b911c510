"""What goes into the index and what comes out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One published question with its answer, de-identified plain text."""

    id: str
    text: str
    title: str = ""
    answer: str = ""
    department: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Hit:
    """A proposal, never a permission: the database decides whether `id` may be shown. `score` in [0, 1].
    `related`: near in meaning, without the words searched for."""

    id: str
    score: float
    why: tuple[str, ...] = ()
    related: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found. `searched` are the words the hits are for: those typed, or corrected ones when the typed
    found too little. `suggestion` is a correction that was not searched, or empty."""

    hits: tuple[Hit, ...]
    searched: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Sameness:
    """Would one answer serve both questions? `score` is calibrated to [0, 1]; `same` is score at the threshold."""

    same: bool
    score: float
