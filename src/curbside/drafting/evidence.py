"""The passages an explanation may cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from curbside.clinical.case import CaseQuestion, CaseReply

SourceKind = Literal["reply", "topic", "answer"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable sentence. `ref` is a topic slug, an answer's public id, or "reply:<n>"."""

    kind: SourceKind
    ref: str
    quote: str
    title: str = ""
    section: str = ""
    url: str = ""
    date: str = ""
    publisher: str = ""


def gather(
    question: CaseQuestion, reply: CaseReply, *, answers: Sequence[Passage] = ()
) -> tuple[Passage, ...]:
    """The reply's own sentences, then claims of the packaged topics that bear on question or reply, then `answers`."""
    raise NotImplementedError
