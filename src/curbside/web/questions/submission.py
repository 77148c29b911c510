"""What an asker hands in, and what the engine read in it before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from curbside.clinical.privacy import Redaction
from curbside.clinical.urgency import Screening


@dataclass(frozen=True, slots=True)
class Detail:
    """One skippable question and its answer, in words."""

    about: str
    ask: str
    answer: str


@dataclass(frozen=True, slots=True)
class Submission:
    body: str
    title: str = ""
    subject: str = ""  # empty: not said, the text decides
    age_years: float | None = None
    sex: str = ""
    pregnant: bool | None = None
    alias: str = ""
    department: str = ""
    details: tuple[Detail, ...] = ()
    email: str = ""
    consents: Mapping[str, bool] = field(default_factory=dict)
    acknowledged_emergency: bool = False
    language: str = "en"
    root_id: int | None = None
    submission_key: str | None = None

    @property
    def whole_text(self) -> str:
        """Everything said, for the screen: title, text and the answers given afterwards."""
        return "\n\n".join(part for part in (self.title, self.body, *(d.answer for d in self.details)) if part)


@dataclass(frozen=True, slots=True)
class ReadSubmission:
    """A submission with its screening and its de-identified form."""

    submission: Submission
    screening: Screening
    title: Redaction
    body: Redaction
    details: tuple[Detail, ...]
    alias: str
    age_band: str
    publication_barred: bool
