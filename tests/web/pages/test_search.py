"""Search: found, narrowed, marked, and what is said when nothing is close or something is urgent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from curbside.clinical.urgency import Screening, Urgency
from curbside.errors import IndexUnavailable
from curbside.retrieval.document import Found, Hit
from curbside.web.pages import search_page
from curbside.web.publishing import searching
from tests.web.pages.shelf import make_topic, path_of, shelf_of, shelve, take_down

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, Screening(Urgency.ROUTINE, None, ()))


def say(monkeypatch: pytest.MonkeyPatch, screening: Screening) -> None:
    monkeypatch.setattr(search_page, "screen_submission", lambda submission: screening)


class Proposing:
    """Stands for the index: the same hits for whatever is looked up, or a fault."""

    def __init__(self, found: Found | None) -> None:
        self.found = found

    def look_up(self, words: str, *, exact: bool = False) -> Found:
        if self.found is None:
            raise IndexUnavailable("There is no index.")
        return replace(self.found, searched=self.found.searched or words)


def propose(monkeypatch: pytest.MonkeyPatch, refs: Sequence[str] | None) -> None:
    hits = None if refs is None else Found(tuple(Hit(ref, 1.0) for ref in refs), "")
    monkeypatch.setattr(searching, "index", lambda: Proposing(hits))


def found(client: Client, **query: str) -> str:
    response = client.get("/search/", query)
    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    return response.content.decode()


def test_results_are_marked_and_in_the_order_of_the_index(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = shelf_of(2)
    propose(monkeypatch, [two.ref, one.ref])
    html = found(client, q="twitch")
    assert html.index(path_of(two)) < html.index(path_of(one))
    assert "<mark>twitching</mark>" in html
    assert "2 answers for" in html


def test_what_was_withdrawn_is_not_shown_even_if_the_index_proposes_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shelve(headline="A headline to forget")
    take_down(page)
    propose(monkeypatch, [page.ref])
    assert "to forget" not in found(client, q="twitch")


def test_facets_narrow_and_widen(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    young = shelve(age_band="20-29")
    old = shelve(age_band="60-69", department="cardiology")
    propose(monkeypatch, [young.ref, old.ref])
    both = found(client, q="calf")
    assert "q=calf&amp;department=cardiology" in both
    one = found(client, q="calf", department="cardiology")
    assert path_of(old) in one
    assert path_of(young) not in one
    assert 'href="?q=calf" aria-current="true"' in one
    none = found(client, q="calf", department="cardiology", age="20-29")
    assert "Nothing is left with these choices" in none


def test_facet_counts_are_what_a_click_would_leave(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [shelve(age_band="20-29"), shelve(age_band="20-29", department="cardiology"), shelve(age_band="60-69")]
    propose(monkeypatch, [page.ref for page in pages])
    shown = search_page.search_page({"q": "calf", "age": "20-29"})
    counted = {facet.title: {choice.label: choice.count for choice in facet.choices} for facet in shown.facets}
    assert counted["Department"] == {"Cardiology": 1, "Neurology": 1}
    assert counted["Age group"] == {"20 to 29": 2, "60 to 69": 1}
    assert set(counted) == {"Department", "Age group", "Sex", "Answered in", "Doctor"}


def test_a_choice_that_leaves_nothing_can_be_taken_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    propose(monkeypatch, [shelve(age_band="20-29").ref])
    html = found(client, q="calf", year="1999")
    assert "Nothing is left with these choices" in html
    assert 'href="?q=calf" aria-current="true"' in html


def test_newest_first_on_wish(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = shelf_of(2)
    new.answered_at, old.answered_at = sorted([old.answered_at, new.answered_at], reverse=True)
    old.answered_at -= timedelta(days=400)
    old.save()
    new.save()
    propose(monkeypatch, [old.ref, new.ref])
    assert (html := found(client, q="calf")).index(path_of(old)) < html.index(path_of(new))
    assert (html := found(client, q="calf", sort="newest")).index(path_of(new)) < html.index(path_of(old))
    assert "sort=newest&amp;department=" in html
    assert str(old.answered_at.year) in found(client, q="calf", year=str(old.answered_at.year))


def test_nothing_close_keeps_the_words_for_a_question(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    propose(monkeypatch, [])
    html = found(client, q="My <calf> & foot")
    assert "No published answer is close enough" in html
    assert 'method="post" action="/ask/"' in html
    assert ">My &lt;calf&gt; &amp; foot</textarea>" in html


def test_misspelt_topic_is_offered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_topic()
    make_topic("cough", "Cough")
    propose(monkeypatch, [])
    html = found(client, q="muscel twiching")
    assert "Did you mean" in html
    assert 'href="/topics/muscle-twitching/"' in html
    assert 'href="/topics/cough/"' not in html


@pytest.mark.parametrize(
    ("q", "named"),
    [
        ("twitching muscle", True),
        ("muscle cramp", False),
        ("are these twitches bad", True),
        ("twichs", True),
        ("muscle", False),
        ("肌肉跳動了三天", True),
    ],
)
def test_a_topic_is_offered_when_its_whole_name_or_a_synonym_was_typed(
    client: Client, monkeypatch: pytest.MonkeyPatch, q: str, named: bool
) -> None:
    topic = make_topic()
    topic.synonyms = ["twitches", "肌肉跳動"]
    topic.save()
    propose(monkeypatch, [])
    assert ('href="/topics/muscle-twitching/"' in found(client, q=q)) is named


def test_without_the_index_the_database_is_looked_through(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shelve(body="A word nobody else has: quixotic.")
    shelve()
    propose(monkeypatch, None)
    html = found(client, q="quixotic")
    assert path_of(page) in html
    assert "1 answer for" in html


def test_spaces_find_nothing_even_without_the_index(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    shelve()
    propose(monkeypatch, None)
    assert client.get("/api/v1/search", {"q": "  "}).json()["hits"] == []


def test_help_comes_before_results(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shelve()
    propose(monkeypatch, [page.ref])
    say(monkeypatch, Screening(Urgency.EMERGENCY, "plan", ()))
    html = found(client, q="anything")
    assert (
        html.index("Immediate action required") < html.index("You can talk to somebody now") < html.index(path_of(page))
    )


@pytest.mark.parametrize("rows", [1, 20])
def test_queries_do_not_grow_with_rows(
    client: Client, monkeypatch: pytest.MonkeyPatch, rows: int, django_assert_num_queries: object
) -> None:
    propose(monkeypatch, [page.ref for page in shelf_of(rows)])
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get("/search/", {"q": "calf"})


def test_empty_search_asks_nothing_of_the_database(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert "Search published answers" in found(client, q="  ")


@pytest.mark.parametrize("q", ["a" * 10_000, "(((((*", "'; --", "頭痛", "\u202e\u0300", "%"])
def test_any_text_gets_a_page(client: Client, q: str) -> None:
    assert "<h1" in found(client, q=q, page="x", age="zz")


def find(monkeypatch: pytest.MonkeyPatch, found: Found) -> None:
    monkeypatch.setattr(searching, "index", lambda: Proposing(found))


def test_a_correction_that_was_searched_is_said_and_can_be_undone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shelve()
    find(monkeypatch, Found((Hit(page.ref, 1.0),), "twitching"))
    html = found(client, q="twitchng")
    assert "Showing results for <strong>twitching</strong>" in html
    assert 'href="?q=twitchng&amp;exact=1"' in html
    assert "Search instead for twitchng" in html
    assert "<mark>twitching</mark>" in html


def test_a_correction_that_was_not_searched_is_offered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    find(monkeypatch, Found((), "", "heart attack"))
    html = found(client, q="hart atack")
    assert 'Did you mean <a href="?q=heart+attack" rel="nofollow">heart attack</a>?' in html
    assert ">hart atack</textarea>" in html


def test_exact_reaches_the_index_and_stays_in_the_choices(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    page = shelve()

    class Asked:
        def look_up(self, words: str, *, exact: bool = False) -> Found:
            asked.append(exact)
            return Found((Hit(page.ref, 1.0),), words)

    monkeypatch.setattr(searching, "index", Asked)
    assert "q=twitchng&amp;exact=1&amp;department=neurology" in found(client, q="twitchng", exact="1")
    assert asked == [True]


def test_related_answers_are_marked_and_the_words_kept_for_a_question(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shelve()
    find(monkeypatch, Found((Hit(page.ref, 0.5, related=True),), ""))
    html = found(client, q="spasms")
    assert "No published answer is close enough" in html
    assert html.index("Related answers") < html.index(path_of(page))
    assert ">spasms</textarea>" in html


@pytest.mark.parametrize("q", ["pins and needles", "paresthesia", "tinglng", "paraesthesia"])
def test_topics_are_named_by_other_names_and_typos(client: Client, monkeypatch: pytest.MonkeyPatch, q: str) -> None:
    make_topic("tingling", "Tingling")
    make_topic("cough", "Cough")
    propose(monkeypatch, [])
    html = found(client, q=q)
    assert 'href="/topics/tingling/"' in html
    assert 'href="/topics/cough/"' not in html


def test_without_the_index_a_typo_still_gets_a_suggestion(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    propose(monkeypatch, None)
    assert 'href="?q=headache"' in found(client, q="headake")
