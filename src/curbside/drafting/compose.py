"""More info: the doctor's own points explained from evidence, sentence by sentence, each with its sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.evidence import Passage


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    text: str
    sources: tuple[Passage, ...]
    part: str = "point"  # point | watch


@dataclass(frozen=True, slots=True)
class Withheld:
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """`conflicts` are for the doctor only, never for the page."""

    sentences: tuple[ExplainedSentence, ...]
    withheld: tuple[Withheld, ...] = ()
    conflicts: tuple[Withheld, ...] = ()


def explain(
    question: CaseQuestion, reply: CaseReply, *, answers: Sequence[Passage] = ()
) -> Explanation:
    """Explain `reply`. Empty when there is no ground to stand on. Never raises on any text."""
    raise NotImplementedError
