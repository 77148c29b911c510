"""The passages an explanation may cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.named_points import named_in_points
from curbside.drafting.points import find_points, reply_sentences
from curbside.drafting.related import related_topics
from curbside.drafting.terms import content_stems, stems
from curbside.drafting.topic_index import idf
from curbside.drafting.worded import named_words
from curbside.knowledge.plain_words import PlainWord
from curbside.knowledge.topics import Claim, Topic, topics

SourceKind = Literal["reply", "topic", "term", "answer", "library", "block", "question"]
# Claims of more topics than these are far from the case; more claims than these nobody reads.
MAX_TOPICS, _MAX_CLAIMS = 12, 400


@dataclass(frozen=True, slots=True)
class Passage:
    """One citable sentence. `ref` is a topic slug, the name of a plain word, an answer's public id, "reply:<n>", a
    library's "source:id", or the number of a text block's version; empty for the question's own words."""

    kind: SourceKind
    ref: str
    quote: str
    title: str = ""
    section: str = ""
    url: str = ""
    date: str = ""
    publisher: str = ""


def gather(question: CaseQuestion, reply: CaseReply, *, answers: Sequence[Passage] = ()) -> tuple[Passage, ...]:
    """The reply's own sentences, then claims of the packaged topics that bear on question or reply, then plain words
    for what the reply names, then `answers`.

    Claims come in the order of what they share with the reply's points (idf-weighted stems), closest first.
    """
    own = reply_passages(reply)
    points = find_points(reply.text)
    said = content_stems(" ".join(point.text for point in points))
    related = [topic.slug for topic in related_topics(question, reply.text, limit=MAX_TOPICS)]
    slugs = list(dict.fromkeys((*related, *named_in_points(points))))[: 2 * MAX_TOPICS]
    claims = [passage for slug in slugs for passage in topic_passages(topics()[slug])]
    claims.sort(key=lambda passage: -sum(idf(stem) for stem in content_stems(passage.quote) & said))
    case = frozenset(stems(f"{question.title}\n{question.body}\n{reply.text}"))
    words = {word.name: word for point in points for word, _ in named_words(point, case)}
    return (*own, *claims[:_MAX_CLAIMS], *map(word_passage, words.values()), *answers)


def reply_passages(reply: CaseReply) -> tuple[Passage, ...]:
    """One passage per sentence of the reply, "reply:0" first."""
    return tuple(
        Passage("reply", f"reply:{number}", text, title=reply.doctor)
        for number, text in enumerate(reply_sentences(reply.text))
    )


def topic_passages(topic: Topic) -> tuple[Passage, ...]:
    """One passage per claim, dated by the topic's last review, else the day it was written."""
    return tuple(_passage(topic, section, claim) for section, claims in topic.sections.items() for claim in claims)


def word_passage(word: PlainWord) -> Passage:
    """The plain word as a passage of its publisher's."""
    return Passage(
        kind="term",
        ref=word.name,
        quote=word.text,
        title=word.name[0].upper() + word.name[1:],
        section=word.kind,
        url=word.url,
        date=word.recorded_on,
        publisher=word.publisher,
    )


def _passage(topic: Topic, section: str, claim: Claim) -> Passage:
    publishers = {source.key: source.publisher for source in topic.sources}
    return Passage(
        kind="topic",
        ref=topic.slug,
        quote=claim.text,
        title=topic.title,
        section=section,
        url=f"/topics/{topic.slug}/",
        date=topic.reviewed_on or topic.written_on,
        publisher=", ".join(dict.fromkeys(publishers[key] for key in claim.sources)),
    )
