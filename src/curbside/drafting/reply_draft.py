"""A start for a reply: what near answers and text blocks say that holds for this person, each with its source."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.reply_checks.check import check_reply
from curbside.clinical.reply_checks.problem import Severity
from curbside.clinical.sentences import split_sentences
from curbside.drafting.care import topics_for_care
from curbside.drafting.conflicts import find_conflict
from curbside.drafting.draft_facts import facts_of
from curbside.drafting.draft_sentences import DraftCase, are_twins, draft_case, leans, why_untrue
from curbside.drafting.draft_sources import DraftSource, NearSource
from curbside.drafting.evidence import Passage
from curbside.drafting.points import find_points
from curbside.drafting.related import related_topics
from curbside.drafting.watch import first_lines, watch_lines
from curbside.knowledge.topics import topics

# A start of fewer sentences saves nobody a minute, and of few that stand out of many the rest was another case.
_LEAST_SENTENCES, _LEAST_SHARE = 3, 0.25
_MOST_WORDS, _MOST_WATCH = 240, 3
# Paragraphs before the body: the greeting, and what the asker wrote.
_BODY = 2
_NO_SOURCE = "No published answer and no text block is near enough to this question."
_TOO_LITTLE = "Too little of what the nearest texts say is sure to hold for this person."
_HEADING = re.compile(r"^\**[^.!?]{1,60}:\**$")
_MARKDOWN = re.compile(r"(\*\*|__)")


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """`facts` are places [start, end) in `text`, in characters, that come from the question. `part` is greeting | facts
    | body | watch; `paragraph` counts from 0."""

    text: str
    source: Passage | None
    part: str
    paragraph: int
    facts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    text: str
    why: str
    ref: str


@dataclass(frozen=True, slots=True)
class ProposedReply:
    """No sentences when `why` says why there is no draft."""

    sentences: tuple[DraftSentence, ...]
    left_out: tuple[LeftOut, ...] = ()
    why: str = ""

    @property
    def text(self) -> str:
        """The draft as it goes into the editor: paragraphs with a blank line between."""
        return draft_text((sentence.paragraph, sentence.text) for sentence in self.sentences)


def draft_text(sentences: Iterable[tuple[int, str]]) -> str:
    """(paragraph, sentence) as one text, a blank line between paragraphs."""
    paragraphs: dict[int, list[str]] = {}
    for number, text in sentences:
        paragraphs.setdefault(number, []).append(text)
    return "\n\n".join(" ".join(texts) for texts in paragraphs.values())


def propose_reply(question: CaseQuestion, near: Sequence[NearSource], *, also: str = "") -> ProposedReply:
    """A start for a reply to `question` from the texts that are near it (draft_sources.near_sources).

    `also`: what the same person said elsewhere, in answers and in earlier letters. It is held against every sentence,
    and never quoted.

    Nothing is written anew: sentences stand as a doctor signed them or as a block in use says them, and those are left
    out that may not be true of this person. Empty where evidence is thin. Never raises on any text.
    """
    if not near:
        return ProposedReply((), why=_NO_SOURCE)
    case = draft_case(question, also)
    kept, left_out = sift(case, [each.source for each in near])
    if len(kept) < _LEAST_SENTENCES or len(kept) < _LEAST_SHARE * (len(kept) + len(left_out)):
        return ProposedReply((), left_out, _TOO_LITTLE)
    body = tuple(replace(sentence, paragraph=sentence.paragraph + _BODY) for sentence in kept)
    if "missing_safety_net" in _problems(case.question, body):
        body = (*body, *_watch(case, body[-1].paragraph + 1))
    greeting, facts = _greeting(question), _facts(question)
    if facts and not _problems(case.question, (greeting, facts, *body)):
        return ProposedReply((greeting, facts, *body), left_out)
    if found := _problems(case.question, (greeting, *body)):
        return ProposedReply((), left_out, f"The checks of a reply find in it: {', '.join(sorted(found))}.")
    return ProposedReply((greeting, *body), left_out)


def _problems(question: CaseQuestion, sentences: Sequence[DraftSentence]) -> frozenset[str]:
    found = check_reply(question, CaseReply(ProposedReply(tuple(sentences)).text))
    return frozenset(problem.type for problem in found if problem.severity is not Severity.HINT)


def _greeting(question: CaseQuestion) -> DraftSentence:
    return DraftSentence(f"Hello {question.alias}," if question.alias else "Hello,", None, "greeting", 0)


def _facts(question: CaseQuestion) -> DraftSentence | None:
    """What the asker wrote, in their own words, marked."""
    facts = facts_of(question)
    text, places = "You wrote: ", []
    for number, fact in enumerate(facts):
        text += " " * bool(number) + "“"
        places.append((len(text), len(text) + len(fact.text)))
        text += f"{fact.text}”"
    words = " … ".join(fact.text for fact in facts)
    return DraftSentence(text, Passage("question", "", words), "facts", 1, tuple(places)) if facts else None


def sift(case: DraftCase, sources: Sequence[DraftSource]) -> tuple[tuple[DraftSentence, ...], tuple[LeftOut, ...]]:
    """The sentences of `sources` that may stand in a reply to this person, in order, and the others with the reason."""
    kept: list[DraftSentence] = []
    left_out: list[LeftOut] = []
    words = paragraph = 0
    for source in sources:
        stands_before = True
        for text in _sentences(source):
            why = "" if stands_before or not leans(text) else "it leans on a sentence that was left out"
            why = why or why_untrue(text, source, case) or _why_beside(text, kept)
            if not why and words + len(text.split()) > _MOST_WORDS:
                why = "the draft is long enough"
            stands_before = not why
            if why:
                left_out.append(LeftOut(text, why, source.ref))
                continue
            words += len(text.split())
            kept.append(DraftSentence(text, source.passage(text), "body", paragraph))
        paragraph += any(sentence.paragraph == paragraph for sentence in kept)
    return tuple(kept), tuple(left_out)


def _sentences(source: DraftSource) -> Iterator[str]:
    """Those that make a point: no greeting, thanks, signature, nothing told back, no heading."""
    plain = _MARKDOWN.sub("", source.text)
    points = {point.text for point in find_points(plain)}
    for sentence in split_sentences(plain):
        text = " ".join(sentence.text.split())
        if sentence.text in points and not _HEADING.match(text):
            yield text


def _why_beside(text: str, kept: Sequence[DraftSentence]) -> str:
    others = [sentence.text for sentence in kept]
    if are_twins(text, others):
        return "another source says the same"
    return next((why for other in others if (why := find_conflict(text, other))), "")


def _watch(case: DraftCase, paragraph: int) -> Iterator[DraftSentence]:
    """What the topics of the complaint say on when to get help, worst first: nearest to the case, else the first."""
    related = [topic for topic in related_topics(case.question) if not topics()[topic.slug].alarming]
    slugs = topics_for_care(related, case.question.department, limit=2)
    claims = [claim for claim in case.claims if claim.ref in slugs]
    lines = [
        (text, claim) for text, claim, _ in watch_lines(claims, (), topics=slugs, wanted=case.said, person=case.person)
    ]
    for text, claim in (lines or list(first_lines(claims, topics=slugs, person=case.person)))[:_MOST_WATCH]:
        yield DraftSentence(text, claim, "watch", paragraph)
