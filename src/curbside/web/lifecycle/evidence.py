"""What an explanation may cite beside the reply and the topics: published answers and the operator's library."""

from collections.abc import Iterator

from curbside.clinical.sentences import split_sentences
from curbside.drafting.evidence import Passage
from curbside.drafting.related import related_topics
from curbside.knowledge.topics import topics
from curbside.web.drafts.actions import case_of
from curbside.web.drafts.models import Preparation
from curbside.web.library.queries import passages_about
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import answers_in_order
from curbside.web.questions.models import Question

# Texts about more topics than these are far from the case; more answers nobody would look up.
TOPICS_ASKED, ANSWERS_CITED = 6, 3


def citable(question: Question, reply_text: str) -> tuple[Passage, ...]:
    """Sentences of the closest published answers, then of imported texts about the topics of question and reply.

    What is not live is not cited. A handful of queries, however large the library.
    """
    preparation = Preparation.objects.filter(question=question).only("similar").first()
    close = [hit["id"] for hit in preparation.similar] if preparation else []
    answers = answers_in_order(close, limit=ANSWERS_CITED)
    related = related_topics(case_of(question), reply_text, limit=TOPICS_ASKED)
    names = [name for each in related for name in (topics()[each.slug].title, *topics()[each.slug].synonyms)]
    return (*(passage for page in answers for passage in answer_passages(page)), *passages_about(names))


def answer_passages(page: Publication) -> Iterator[Passage]:
    """The sentences of a published answer, signed and dated."""
    for sentence in split_sentences(page.answer_text):
        yield Passage(
            "answer", page.ref, sentence.text.strip(), title=page.headline,
            date=page.answered_at.date().isoformat(), publisher=page.doctor_name,
        )  # fmt: skip
