"""Which passages does a free sentence stand on, if any, and does it agree with the reply?"""

from collections.abc import Sequence
from dataclasses import dataclass

from curbside.drafting.conflicts import find_conflict
from curbside.drafting.evidence import Passage
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import idf
from curbside.drafting.verify import verify

# The passages that share most with a sentence are tried one by one; later ones share too little to support it.
_TRIED = 6


@dataclass(frozen=True, slots=True)
class Support:
    """The passages that support a sentence; none when `why` says what is missing."""

    passages: tuple[Passage, ...]
    why: str = ""


def find_support(sentence: str, passages: Sequence[Passage]) -> Support:
    """The closest of `passages` that says `sentence`, unless a sentence of the reply among them contradicts it."""
    for passage in passages:
        if passage.kind == "reply" and (why := find_conflict(sentence, passage.quote)):
            return Support((), f"{why}: “{passage.quote}”")
    first_why = "no passage is cited"
    for number, passage in enumerate(_closest(sentence, passages)):
        verdict = verify(sentence, [passage])
        if verdict.supported:
            return Support((passage,))
        first_why = verdict.why if number == 0 else first_why
    return Support((), first_why)


def _closest(sentence: str, passages: Sequence[Passage]) -> list[Passage]:
    said = content_stems(sentence)
    shared = {id(passage): sum(map(idf, said & content_stems(passage.quote))) for passage in passages}
    ranked = sorted(passages, key=lambda passage: -shared[id(passage)])
    return [passage for passage in ranked[:_TRIED] if shared[id(passage)] > 0]
