"""More info: the doctor's own points explained from evidence, sentence by sentence, each with its sources."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import sqrt

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.readability import grade
from curbside.drafting.candidates import Candidate, find_candidates, telling_weight
from curbside.drafting.care import topics_for_care
from curbside.drafting.conflicts import find_conflict
from curbside.drafting.evidence import MAX_TOPICS, Passage, gather
from curbside.drafting.fitness import why_unfit
from curbside.drafting.mentions import asserted_parts
from curbside.drafting.person import person_of
from curbside.drafting.points import Point, find_points
from curbside.drafting.related import related_topics
from curbside.drafting.terms import content_stems, meanings, share_of_shorter
from curbside.drafting.topic_names import named_topics
from curbside.drafting.verify import verify
from curbside.drafting.watch import watch_lines
from curbside.knowledge.topics import topics

# The reference page's explanation was 2.2 times its reply; ours stays near the reply's own length.
MAX_LENGTH_RATIO = 1.2
# US school years (docs/clinical/explanations.md); every line of what to watch for is easier.
MAX_GRADE = 8.0
_WATCH_SHARE = 0.15
# A sentence must say this much that is new (nats of idf), and of two that do, the shorter goes first; two that share
# this part of the shorter one's words are one. Tuned on the thirty tuning replies.
_MIN_GAIN, _LAST_GAIN, _TWIN_SHARE = 1.2, 0.6, 0.7
# What a thing is goes before how it bears on the complaint (`Candidate.order` from here on), and why a warning sign
# matters before both.
_SAYS_WHAT, _BEARS, _SAYS_WHY = 1.25, 2, 1.5
# A sentence of the reply is cited when it is spoken of a quarter as much as the one spoken of most.
_CITED_SHARE = 0.25
# An answer that says the same shares this part of the words; the verifier decides.
_SAME_SHARE = 0.5
_TOO_LONG = "the explanation would grow longer than the reply allows"
_TOO_HARD = "the explanation would be too hard to read"
_WATCH_TOPICS = 2
# Where a topic's claim is a sign to watch for: a "not" in a doctor's list of signs contradicts none of them.
_SIGNS = frozenset({"now", "today", "soon", "raises_concern"})


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
    conflicts = _conflicts(claims, points)
    quiet = frozenset(conflict.text for conflict in conflicts)
    usable = [claim for claim in claims if claim.quote not in quiet]
    budget = int(MAX_LENGTH_RATIO * len(reply.text.split()))
    lines = _watch(question, reply, points, usable, passages=passages)
    about = frozenset(topic.slug for topic in related_topics(question, reply.text, limit=MAX_TOPICS))
    incidental = frozenset(named_topics(f"{question.title}\n{question.body}")) - about
    found = find_candidates(
        points,
        usable,
        about=about,
        incidental=incidental,
        person=person_of(question),
        case=f"{question.title}\n{question.body}\n{reply.text}",
    )
    shown, withheld = _within(found, lines, budget, passages)
    return Explanation(shown, (*withheld, *(_unexplained(points, found) if shown else ())), conflicts)


def _within(
    found: Sequence[Candidate], lines: Sequence[ExplainedSentence], budget: int, passages: Sequence[Passage]
) -> tuple[tuple[ExplainedSentence, ...], tuple[Withheld, ...]]:
    """The best sentences within length and reading grade. What is too hard makes room for what is easier."""
    pool = list(found)
    hard: list[Withheld] = []
    while True:
        watch = _fitting([line for line in lines if line.sources[0].kind == "reply"], int(budget * _WATCH_SHARE))
        chosen, withheld = _choose(pool, budget - len(_told(watch).split()))
        if not chosen:
            return (), (*withheld, *hard)
        explained = tuple(_explained(candidate, passages) for candidate in chosen)
        shown = _signs_last((*explained, *_with_room_left(watch, lines, budget, explained)))
        if grade(_told(shown)) <= MAX_GRADE or len(chosen) == 1:
            easy, too_hard = _easy(shown)
            return easy, (*withheld, *hard, *too_hard)
        hardest = max(chosen, key=lambda candidate: grade(candidate.text))
        pool.remove(hardest)
        hard.append(Withheld(hardest.text, _TOO_HARD))


def _with_room_left(
    watch: tuple[ExplainedSentence, ...],
    lines: Sequence[ExplainedSentence],
    budget: int,
    explained: Sequence[ExplainedSentence],
) -> tuple[ExplainedSentence, ...]:
    """`watch`, then where words are left what the doctor did not warn of, then those of the doctor's own that had no
    room."""
    left = budget - len(_told((*explained, *watch)).split())
    others = [line for line in lines if line.sources[0].kind != "reply"]
    watch += _fitting(others, min(left, int(budget * _WATCH_SHARE) - len(_told(watch).split())))
    left = budget - len(_told((*explained, *watch)).split())
    return watch + _fitting([line for line in lines if line.sources[0].kind == "reply" and line not in watch], left)


def _signs_last(sentences: Sequence[ExplainedSentence]) -> tuple[ExplainedSentence, ...]:
    """The points, what to watch for with its urgency, then why the doctor's warning signs matter."""

    def rank(sentence: ExplainedSentence) -> int:
        return 0 if sentence.part == "point" else 2 if any(p.section == "sign" for p in sentence.sources) else 1

    return tuple(sorted(sentences, key=rank))


def _told(sentences: Sequence[ExplainedSentence]) -> str:
    return " ".join(sentence.text for sentence in sentences)


def _fitting(lines: Sequence[ExplainedSentence], budget: int) -> tuple[ExplainedSentence, ...]:
    """The first lines that fit into `budget` words together, none of them twice in other words."""
    kept: list[ExplainedSentence] = []
    for line in lines:
        twice = any(_are_twins(line.text, other.text) for other in kept)
        if not twice and len(_told([*kept, line]).split()) <= budget:
            kept.append(line)
    return tuple(kept)


def _easy(sentences: Sequence[ExplainedSentence]) -> tuple[tuple[ExplainedSentence, ...], tuple[Withheld, ...]]:
    """The sentences without the hardest, as many as it takes for the whole to stay within the reading grade."""
    kept, hard = list(sentences), []
    while len(kept) > 1 and grade(_told(kept)) > MAX_GRADE:
        hardest = max(kept, key=lambda sentence: grade(sentence.text))
        kept.remove(hardest)
        hard.append(Withheld(hardest.text, _TOO_HARD))
    return tuple(kept), tuple(hard)


def _choose(found: Sequence[Candidate], budget: int) -> tuple[list[Candidate], list[Withheld]]:
    """The candidates that say most of what is not said yet, within `budget` words, in the order of the points."""
    unfit = {c.text: why for c in found if (why := why_unfit(c.text))}
    left = [candidate for candidate in found if candidate.text not in unfit]
    chosen: list[Candidate] = []
    covered: set[tuple[int, str]] = set()
    while left:
        best = max(left, key=lambda c: _worth(c, covered))
        left.remove(best)
        if not _is_new(best, covered):
            continue
        if len(best.text.split()) <= budget and not any(_are_twins(best.text, c.text) for c in chosen):
            budget -= len(best.text.split())
            chosen.append(best)
            covered |= best.said
    fit = (c for c in found if c.text not in unfit and c not in chosen)
    late = {c.text: _TOO_LONG for c in fit if _is_new(c, covered)}
    chosen.sort(key=lambda c: (_points_of(c)[0], c.order))
    return chosen, [Withheld(text, why) for text, why in {**unfit, **late}.items()]


def _points_of(candidate: Candidate) -> list[int]:
    """The numbers of the points it explains: those that name it, then the one it says most of, then what it says less
    of."""
    said: dict[int, float] = {}
    for number, stem in candidate.said:
        said[number] = said.get(number, 0.0) + telling_weight(stem)
    most = max(said.values())
    others = (n for n in said if n not in candidate.named and said[n] >= _CITED_SHARE * most)
    return [*sorted(candidate.named), *sorted(others, key=lambda n: (-said[n], n))]


def _worth(candidate: Candidate, covered: Set[tuple[int, str]]) -> float:
    weight = _SAYS_WHY if candidate.is_sign else _SAYS_WHAT if candidate.order < _BEARS else 1.0
    return weight * _gain(candidate, covered) / sqrt(len(candidate.text.split()))


def _is_new(candidate: Candidate, covered: Set[tuple[int, str]]) -> bool:
    return _gain(candidate, covered) >= (_LAST_GAIN if candidate.passage.kind == "term" else _MIN_GAIN)


def _gain(candidate: Candidate, covered: Set[tuple[int, str]]) -> float:
    new = candidate.said - covered
    # What a thing the doctor names is, in plain words, is worth saying even where its name is an everyday word: last.
    least = _LAST_GAIN if candidate.passage.kind == "term" and new else 0.0
    return max(least, sum(telling_weight(stem) for _, stem in new))


def _are_twins(one: str, other: str) -> bool:
    return share_of_shorter(content_stems(one), content_stems(other)) >= _TWIN_SHARE


def _explained(candidate: Candidate, passages: Sequence[Passage]) -> ExplainedSentence:
    """The claim with the reply's sentences it explains, its topic, and any answer that says the same."""
    said = {p.ref: p for p in passages if p.kind == "reply"}
    own = [said[ref] for number in _points_of(candidate) if (ref := f"reply:{number}") in said]
    same = [p for p in passages if p.kind in ("answer", "library") and _says_the_same(candidate.text, p)]
    part = "watch" if candidate.is_sign else "point"
    return ExplainedSentence(candidate.text, (*own, candidate.passage, *same), part=part)


def _says_the_same(text: str, passage: Passage) -> bool:
    """Is a sentence of somebody else's about the same, and does it say so?"""
    theirs = meanings(passage.quote)
    about = len(theirs & meanings(text)) >= _SAME_SHARE * len(theirs)
    return about and verify(text, [passage]).supported


def _watch(
    question: CaseQuestion,
    reply: CaseReply,
    points: Sequence[Point],
    claims: Sequence[Passage],
    *,
    passages: Sequence[Passage],
) -> tuple[ExplainedSentence, ...]:
    """What the doctor warned of, citing the reply, then other conditions, each worst level first."""
    related = related_topics(question, reply.text, limit=MAX_TOPICS)
    slugs = topics_for_care(related, question.department, limit=_WATCH_TOPICS)
    warnings = [point for point in points if point.kind == "warning"]
    wanted = meanings(asserted_parts(f"{question.title}. {question.body}")) | meanings(
        " ".join(point.text for point in warnings)
    )
    sentences: list[ExplainedSentence] = []
    for text, claim, warning in watch_lines(claims, warnings, topics=slugs, wanted=wanted, person=person_of(question)):
        # What a feared disease adds to the doctor's warnings tells the reader to watch for what nobody found.
        if warning is None and topics()[claim.ref].alarming:
            continue
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
        if not (point.kind == "warning" and claim.section in _SIGNS)
        if (why := find_conflict(claim.quote, point.text))
    }
    return tuple(found.values())


def _unexplained(points: Sequence[Point], found: Sequence[Candidate]) -> tuple[Withheld, ...]:
    reached = {number for candidate in found for number, _ in candidate.said}
    return tuple(
        Withheld(point.text, "no topic with sources speaks of this point")
        for point in points
        if point.kind in ("cause", "test", "action") and point.number not in reached
    )
