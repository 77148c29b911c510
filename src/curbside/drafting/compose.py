"""More info: the doctor's own points explained from evidence, sentence by sentence, each with its sources."""

from collections.abc import Sequence
from dataclasses import dataclass

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.candidates import Candidate, find_candidates
from curbside.drafting.care import topics_for_care
from curbside.drafting.conflicts import find_conflict
from curbside.drafting.evidence import Passage, gather
from curbside.drafting.fitness import why_unfit
from curbside.drafting.mentions import asserted_parts
from curbside.drafting.person import person_of
from curbside.drafting.points import Point, find_points
from curbside.drafting.related import related_topics
from curbside.drafting.terms import content_stems
from curbside.drafting.topic_names import named_topics
from curbside.drafting.verify import verify
from curbside.drafting.watch import watch_lines
from curbside.knowledge.topics import topics

# The reference page's explanation was 2.2 times its reply; ours stays near the reply's own length.
MAX_LENGTH_RATIO = 1.2
_WATCH_SHARE = 0.35
_WATCH_TOPICS = 2


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


def explain(question: CaseQuestion, reply: CaseReply, *, answers: Sequence[Passage] = ()) -> Explanation:
    """Explain `reply`. Empty when there is no ground to stand on. Never raises on any text."""
    points = find_points(reply.text)
    passages = gather(question, reply, answers=answers)
    claims = [passage for passage in passages if passage.kind == "topic"]
    if not points or not claims:
        return Explanation(())
    conflicts = _conflicts(claims, points)
    quiet = frozenset(conflict.text for conflict in conflicts)
    usable = [claim for claim in claims if claim.quote not in quiet]
    budget = int(MAX_LENGTH_RATIO * len(reply.text.split()))
    watch = _watch(question, reply, points, usable, passages=passages, budget=int(budget * _WATCH_SHARE))
    about = frozenset(topic.slug for topic in related_topics(question, reply.text))
    incidental = frozenset(named_topics(f"{question.title}\n{question.body}")) - about
    candidates = find_candidates(points, usable, about=about, incidental=incidental, person=person_of(question))
    found = sorted(candidates, key=lambda c: (c.rank, c.point.number, c.order))
    chosen, withheld = _choose(found, budget - sum(len(sentence.text.split()) for sentence in watch))
    if not chosen:
        return Explanation((), tuple(withheld), conflicts)
    explained = tuple(_explained(candidate, passages) for candidate in chosen)
    return Explanation((*explained, *watch), (*withheld, *_unexplained(points, found)), conflicts)


def _choose(found: Sequence[Candidate], budget: int) -> tuple[list[Candidate], list[Withheld]]:
    """Fit candidates within `budget` words, then in the order of the doctor's points."""
    chosen: list[Candidate] = []
    withheld: dict[str, Withheld] = {}
    taken: list[frozenset[str]] = []
    for candidate in found:
        text = candidate.passage.quote
        terms = content_stems(text)
        if why := why_unfit(text):
            withheld[text] = Withheld(text, why)
        elif any(len(terms & other) >= 0.7 * min(len(terms), len(other)) for other in taken):
            continue
        elif len(text.split()) > budget:
            withheld[text] = Withheld(text, "the explanation would grow longer than the reply allows")
        else:
            budget -= len(text.split())
            chosen.append(candidate)
            taken.append(terms)
    chosen.sort(key=lambda c: (c.point.number, c.order))
    return chosen, list(withheld.values())


def _explained(candidate: Candidate, passages: Sequence[Passage]) -> ExplainedSentence:
    """The claim with the reply's sentence it explains, where that speaks of it, its topic, and any answer that says the
    same."""
    own = _reply_passage(passages, candidate.point)
    text = candidate.passage.quote
    same = [p for p in passages if p.kind == "answer" and verify(text, [p]).supported]
    return ExplainedSentence(text, (own, candidate.passage, *same))


def _watch(
    question: CaseQuestion,
    reply: CaseReply,
    points: Sequence[Point],
    claims: Sequence[Passage],
    *,
    passages: Sequence[Passage],
    budget: int,
) -> tuple[ExplainedSentence, ...]:
    """Conditions within `budget` words, worst level first; a warning of the reply that shares a word is cited."""
    # A feared disease is not the complaint: its warnings would tell the reader to watch for what nobody found.
    related = [topic for topic in related_topics(question, reply.text) if not topics()[topic.slug].alarming]
    slugs = topics_for_care(related, question.department, limit=_WATCH_TOPICS)
    warnings = [point for point in points if point.kind == "warning"]
    wanted = content_stems(asserted_parts(f"{question.title}. {question.body}")) | content_stems(
        " ".join(point.text for point in warnings)
    )
    sentences: list[ExplainedSentence] = []
    for text, claim, warning in watch_lines(claims, warnings, topics=slugs, wanted=wanted, person=person_of(question)):
        budget -= len(text.split())
        if budget < 0:
            break
        said = (_reply_passage(passages, warning),) if warning else ()
        sentences.append(ExplainedSentence(text, (*said, claim), part="watch"))
    return tuple(sentences)


def _reply_passage(passages: Sequence[Passage], point: Point) -> Passage:
    return next(p for p in passages if p.kind == "reply" and p.ref == f"reply:{point.number}")


def _conflicts(claims: Sequence[Passage], points: Sequence[Point]) -> tuple[Withheld, ...]:
    found = {
        claim.quote: Withheld(claim.quote, f"{why}: “{point.text}”")
        for claim in claims
        for point in points
        if (why := find_conflict(claim.quote, point.text))
    }
    return tuple(found.values())


def _unexplained(points: Sequence[Point], found: Sequence[Candidate]) -> tuple[Withheld, ...]:
    reached = {candidate.point.number for candidate in found}
    return tuple(
        Withheld(point.text, "no topic with sources speaks of this point")
        for point in points
        if point.kind in ("cause", "test", "action") and point.number not in reached
    )
