"""The draft by software as the desk shows it: the question's facts marked, the sources numbered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from curbside.web import lifecycle
from curbside.web.drafts.models import RefusedBecause
from curbside.web.questions.models import Question


@dataclass(frozen=True, slots=True)
class DraftPiece:
    """Words of the draft; `is_fact`: taken from the question. `mark` is the number of the source, 0 without one."""

    text: str
    is_fact: bool = False
    mark: int = 0


@dataclass(frozen=True, slots=True)
class DraftOrigin:
    """What a reader of a source needs to find it: `url` is empty where it has no page."""

    title: str
    publisher: str
    date: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class ProposedDraft:
    paragraphs: list[list[DraftPiece]]
    sources: list[DraftOrigin]
    left_out: Sequence[Mapping[str, str]]
    more_info: Sequence[str]
    reasons: Sequence[tuple[str, Any]]


def proposed_draft(question: Question) -> ProposedDraft | None:
    """None when there is no draft, or what it leans on has changed."""
    row = lifecycle.draft_for(question)
    if row is None:
        return None
    sources = lifecycle.sources_of(row)
    numbers = {(source["kind"], source["ref"]): n for n, source in enumerate(sources, 1)}
    paragraphs = [
        [piece for sentence in group for piece in _pieces(sentence, numbers)]
        for _number, group in groupby(row.sentences, key=lambda sentence: sentence["paragraph"])
    ]
    origins = [_origin(source) for source in sources]
    return ProposedDraft(paragraphs, origins, row.left_out, lifecycle.more_info_of_draft(row), RefusedBecause.choices)


def _pieces(sentence: Mapping[str, Any], numbers: Mapping[tuple[str, str], int]) -> Iterator[DraftPiece]:
    text, at, source = sentence["text"], 0, sentence["source"]
    for start, end in sentence["facts"]:
        yield DraftPiece(text[at:start])
        yield DraftPiece(text[start:end], is_fact=True)
        at = end
    yield DraftPiece(f"{text[at:]} ", mark=numbers.get((source["kind"], source["ref"]), 0) if source else 0)


def _origin(source: Mapping[str, Any]) -> DraftOrigin:
    kinds = {"answer": _("published answer"), "block": _("text block"), "topic": _("topic")}
    url = f"/q/{source['ref']}/" if source["kind"] == "answer" else source["url"]
    return DraftOrigin(source["title"], source["publisher"], source["date"], url, kinds.get(source["kind"], ""))
