"""What should the reader watch for, from the topics of the case, worst first?"""

from collections.abc import Iterator, Sequence

from curbside.drafting.evidence import Passage
from curbside.drafting.fitness import why_unfit
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_index import idf

_LEAD = {"now": "Call the emergency number if", "today": "Get medical help today if", "soon": "See a doctor soon if"}

# Stems of groups of people a condition may be limited to.
_GROUPS = content_stems("baby babies newborn child children pregnant pregnancy mother birth")


def watch_lines(
    claims: Sequence[Passage], *, topics: Sequence[str], wanted: frozenset[str]
) -> Iterator[tuple[str, Passage]]:
    """(sentence, claim) of the best condition per level: closest to `wanted`, then the first of the best topic.

    `topics` are slugs, best first; `wanted` the content stems of the question and the reply's warnings.
    """
    for level, lead in _LEAD.items():
        lines = [claim for claim in claims if claim.section == level and claim.ref in topics]
        fit = [claim for claim in lines if _concerns(claim, wanted) and not why_unfit(_sentence(lead, claim))]
        if fit:
            best = max(fit, key=lambda claim: (_closeness(claim, wanted), -topics.index(claim.ref)))
            yield _sentence(lead, best), best


def _concerns(claim: Passage, wanted: frozenset[str]) -> bool:
    """A line for babies, children or mothers is for a case that speaks of them."""
    return (content_stems(claim.quote) & _GROUPS) <= wanted


def _sentence(lead: str, claim: Passage) -> str:
    return f"{lead} {claim.quote.rstrip('.')}."


def _closeness(claim: Passage, wanted: frozenset[str]) -> float:
    return sum(idf(stem) for stem in content_stems(claim.quote) & wanted)
