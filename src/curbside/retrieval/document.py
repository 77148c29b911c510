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
    """A proposal, never a permission: the database decides whether `id` may be shown. `score` in [0, 1]."""

    id: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sameness:
    """Would one answer serve both questions? `score` is calibrated to [0, 1]; `same` is score at the threshold."""

    same: bool
    score: float
