"""What a search finds, how it can be narrowed, and what is said when nothing is close enough."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from curbside.clinical.urgency import Screening, Urgency
from curbside.retrieval.synonyms import synonyms
from curbside.retrieval.words import STOP_WORDS
from curbside.web.lifecycle import screen_submission
from curbside.web.pages.cards import AnswerCard, Link, answer_card, topic_link
from curbside.web.pages.topics_named import topics_named
from curbside.web.pages.wording import age_label, sex_label
from curbside.web.publishing.models import Publication
from curbside.web.publishing.narrowing import VALUES, chosen_of, counts, narrowed, sorted_by
from curbside.web.publishing.searching import Searched, search_words
from curbside.web.questions.submission import Submission
from curbside.web.ui.templatetags.ui import highlight

MAX_QUERY_CHARS = 300
PER_PAGE = 20
# Shorter Latin words ("a", "in") would mark half the page.
MARKED_WORD_CHARS = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow, or to widen again when `chosen`."""

    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`emergency`: what was typed reads like one, so help comes before any result. `crisis` likewise.

    `searched` is what the results are for, `meant` a correction that was not searched (or empty); the two queries
    lead to the words as typed and to the correction. `related` lack the words and are near in meaning. `sort_query`
    leads to the other order.
    """

    q: str
    searched: str
    meant: str
    typed_query: str
    meant_query: str
    related: tuple[AnswerCard, ...]
    total: int
    items: tuple[AnswerCard, ...]
    page: Page[Publication]
    query: str
    newest: bool
    sort_query: str
    facets: tuple[Facet, ...]
    topics: tuple[Link, ...]
    emergency: bool
    crisis: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    title: str
    label: Callable[[Publication], str]


def search_page(given: Mapping[str, str]) -> SearchPage:
    """`given`: q, exact, page, sort and the names in VALUES, as in the address. Two queries, however many results."""
    q = " ".join(given.get("q", "").split())[:MAX_QUERY_CHARS]
    # Signs alone are no words to search for; the page still says that nothing was found.
    exact = {"exact": "1"} if given.get("exact") else {}
    looked = search_words(q, exact=bool(exact)) if _WORD.search(q) else Searched((), (), q, "")
    found = looked.pages
    chosen = chosen_of(given)
    newest = {"sort": "newest"} if given.get("sort") == "newest" else {}
    kept = sorted_by(narrowed(found, chosen), given.get("sort", ""))
    page = Paginator(kept, PER_PAGE).get_page(given.get("page"))
    meant = looked.suggestion or (looked.searched if looked.searched != q else "")
    screening = screen_submission(Submission(body=q)) if q else None
    return SearchPage(
        q=q,
        searched=looked.searched,
        meant=looked.suggestion,
        typed_query=urlencode({"q": q, "exact": "1"}),
        meant_query=urlencode({"q": looked.suggestion}),
        related=tuple(_marked(result, looked.searched) for result in narrowed(looked.related, chosen)),
        total=len(kept),
        items=tuple(_marked(result, looked.searched) for result in page.object_list),
        page=page,
        query=urlencode({"q": q, **exact, **newest, **chosen}),
        newest=bool(newest),
        sort_query=urlencode({"q": q, **exact, **chosen, **({} if newest else {"sort": "newest"})}),
        facets=tuple(_facet(kind, found, {"q": q, **exact, **newest}, chosen) for kind in _kinds()) if found else (),
        topics=tuple(topic_link(topic) for topic in topics_named(q, meant)) if q else (),
        emergency=_is_emergency(screening),
        crisis=bool(screening and screening.crisis),
    )


def _is_emergency(screening: Screening | None) -> bool:
    return bool(screening and screening.urgency is Urgency.EMERGENCY)


def _kinds() -> Sequence[_Kind]:
    return (
        _Kind("department", _("Department"), lambda p: p.department.label),
        _Kind("age", _("Age group"), lambda p: age_label(p.age_band)),
        _Kind("sex", _("Sex"), lambda p: sex_label(p.sex)),
        _Kind("year", _("Answered in"), lambda p: str(p.answered_at.year)),
        _Kind("doctor", _("Doctor"), lambda p: p.doctor_name),
    )


def _facet(kind: _Kind, found: Sequence[Publication], search: Mapping[str, str], chosen: Mapping[str, str]) -> Facet:
    labels = {VALUES[kind.name](page): kind.label(page) for page in found}
    choices = []
    for value, count in sorted(counts(found, kind.name, chosen).items(), key=lambda item: (-item[1], item[0])):
        is_chosen = chosen.get(kind.name) == value
        others = {name: kept for name, kept in chosen.items() if name != kind.name}
        query = {**search, **others} if is_chosen else {**search, **others, kind.name: value}
        choices.append(Choice(labels.get(value, value), count, urlencode(query), is_chosen))
    return Facet(kind.title, tuple(choices))


def _marked(page: Publication, q: str) -> AnswerCard:
    """The excerpt of the question or of the reply, whichever shows more of the words."""
    said = _WORD.findall(" ".join((q, *synonyms().other_names(q))))
    typed = [word for word in said if len(word) >= MARKED_WORD_CHARS or not word.isascii()]
    words = [word for word in typed if word.lower() not in STOP_WORDS] or typed
    card = answer_card(page)
    marked = [highlight(text, words) for text in (card.question_excerpt, card.reply_excerpt)]
    return replace(card, excerpt=max(marked, key=lambda html: html.count("<mark>")))
