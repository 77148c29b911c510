"""Which passages does a free sentence stand on, if any, and does it agree with the reply?"""

from collections.abc import Sequence
from dataclasses import dataclass

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.conflicts import find_conflict
from curbside.drafting.evidence import Passage
from curbside.drafting.named_points import named_in_points
from curbside.drafting.points import find_points
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import idf
from curbside.drafting.verify import verify
from curbside.knowledge.topics import topics

# The passages that share most with a sentence are tried one by one; later ones share too little to support it.
_TRIED = 6
# Topics a reply names first are what it is about.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Support:
    """The passages that support a sentence; none when `why` says what is missing."""

    passages: tuple[Passage, ...]
    why: str = ""


def find_support(sentence: str, passages: Sequence[Passage], *, about: str = "") -> Support:
    """The closest of `passages` that says `sentence`, unless a sentence of the reply among them contradicts it.

    `about`: what the reply is about, as `complaint_of` says it.
    """
    for passage in passages:
        if passage.kind == "reply" and (why := find_conflict(sentence, passage.quote)):
            return Support((), f"{why}: “{passage.quote}”")
    first_why = "no passage is cited"
    for number, passage in enumerate(_closest(sentence, passages)):
        verdict = verify(sentence, [passage], about=about)
        if verdict.supported:
            return Support((passage,))
        first_why = verdict.why if number == 0 else first_why
    return Support((), first_why)


def complaint_of(question: CaseQuestion, reply: CaseReply) -> str:
    """What question and reply are about: the question's title, and the titles of what the reply names as being so."""
    named = named_in_points(find_points(reply.text))[:_NAMED]
    return " ".join([question.title, *(topics()[slug].title for slug in named)])


def _closest(sentence: str, passages: Sequence[Passage]) -> list[Passage]:
    said = content_stems(sentence)
    shared = {id(passage): sum(map(idf, said & content_stems(passage.quote))) for passage in passages}
    ranked = sorted(passages, key=lambda passage: -shared[id(passage)])
    return [passage for passage in ranked[:_TRIED] if shared[id(passage)] > 0]
