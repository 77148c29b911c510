"""How the stored explanation of a reply is numbered and sourced for its page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from curbside.web.pages.addresses import permanent_path
from curbside.web.publishing.models import Publication


@dataclass(frozen=True, slots=True)
class ShownSource:
    title: str
    url: str
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class ShownSentence:
    """`marks` are numbers of sources, from 1; `part` is point or watch."""

    text: str
    marks: tuple[int, ...]
    part: str


@dataclass(frozen=True, slots=True)
class MoreInfo:
    sentences: tuple[ShownSentence, ...]
    sources: tuple[ShownSource, ...]
    written_on: date | None
    version: str


def more_info_of(page: Publication) -> MoreInfo | None:
    """None when there is nothing approved to show, or the site or department shows none. A sentence without a source
    is left out."""
    if not settings.MORE_INFO or page.department_id in settings.MORE_INFO_OFF or not page.department.more_info_on:
        return None
    sources: list[ShownSource] = []
    sentences: list[ShownSentence] = []
    for sentence in page.more_info:
        marks = _marks(sentence.get("sources", ()), sources)
        if marks:
            sentences.append(ShownSentence(sentence["text"], marks, sentence.get("part", "point")))
    if not sentences:
        return None
    return MoreInfo(tuple(sentences), tuple(sources), page.more_info_on, page.more_info_version)


def _marks(cited: Sequence[Mapping[str, Any]], known: list[ShownSource]) -> tuple[int, ...]:
    """The numbers of the sources cited; one page is one source, whose publishers gather as sentences cite it."""
    numbers: list[int] = []
    for passage in cited:
        source = _shown(passage)
        at = next((n for n, other in enumerate(known) if other.url == source.url), len(known))
        if at == len(known):
            known.append(source)
        else:
            known[at] = replace(known[at], publisher=_joined(known[at].publisher, source.publisher))
        numbers.append(at + 1)
    return tuple(dict.fromkeys(numbers))


def _joined(one: str, other: str) -> str:
    """Two lists of publishers as one, in order, each named once."""
    names = (name.strip() for name in f"{one},{other}".split(","))
    return ", ".join(dict.fromkeys(name for name in names if name))


def _shown(passage: Mapping[str, Any]) -> ShownSource:
    if passage["kind"] == "reply":
        return ShownSource(_("The doctor's reply above"), "#answer")
    if passage["kind"] == "answer":
        return ShownSource(
            passage.get("title") or _("Another answer"), permanent_path(passage["ref"]), "", passage.get("date", "")
        )
    if passage["kind"] == "library":
        url = str(passage.get("url", ""))
        return ShownSource(
            passage.get("title") or passage["ref"], url, passage.get("publisher", ""), passage.get("date", "")
        )
    # The topic's own page carries the outside links, each with its date and whether somebody has opened it.
    url = str(passage.get("url", ""))
    own = url if url.startswith("https://") else f"/topics/{passage['ref']}/"
    return ShownSource(passage.get("title") or passage["ref"], own, passage.get("publisher", ""))
