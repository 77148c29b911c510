"""What goes into the index and what comes out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One published question with its answer, de-identified plain text. `age_group` is empty where nobody said."""

    id: str
    text: str
    title: str = ""
    answer: str = ""
    department: str = ""
    language: str = "en"
    age_group: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents may be proposed: those with exactly these values (empty lets all), but none of `hidden` ids."""

    department: str = ""
    language: str = ""
    age_group: str = ""
    hidden: frozenset[str] = frozenset()

    @property
    def wanted(self) -> dict[str, str]:
        """The fields that narrow, with the value each must have."""
        fields = {"department": self.department, "language": self.language, "age_group": self.age_group}
        return {name: value for name, value in fields.items() if value}

    def admits(self, document: Document) -> bool:
        return (
            document.id not in self.hidden
            and self.department in ("", document.department)
            and self.language in ("", document.language)
            and self.age_group in ("", document.age_group)
        )


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Hit:
    """A proposal, never a permission: the database decides whether `id` may be shown. `score` in [0, 1].

    `why`: words both have. `apart`: which of pair_features.DIFFERENCES lie between the two, read of the
    first hits of a query only. `related`: near in meaning, without the words searched for.
    """

    id: str
    score: float
    why: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
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
