"""The page of a published question: its parts in order, its one address, its markup, its size, its queries."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.test import Client

import curbside.web.ui
from curbside.web import lifecycle
from curbside.web.publishing.actions import start_new_generation
from curbside.web.publishing.models import Publication
from tests.web.pages.shelf import correct, make_topic, path_of, shelf_of, shelve, take_down
from tests.web.story import NOW

pytestmark = pytest.mark.django_db
STATIC = Path(curbside.web.ui.__file__).parent / "static" / "ui"


def text_of(client: Client, page: Publication) -> str:
    response = client.get(path_of(page))
    assert response.status_code == 200
    return response.content.decode()


def full_page() -> Publication:
    """A page with topics, a correction and six similar ones."""
    others = shelf_of(6)
    topics = tuple(make_topic(f"topic-{n}", f"Topic {n}") for n in range(10))
    page = shelve(headline="Calf twitching when resting", topics=topics, similar=[p.ref for p in others])
    correct(page, "It said one week; it is two.")
    return page


def test_parts_stand_in_the_order_of_worth(client: Client) -> None:
    page = full_page()
    html = text_of(client, page)
    parts = [
        "<h1", "Misty Heron, woman, 20 to 29", "data-share", "It said one week; it is two.", ">Question</h2>",
        "Is my calf ill?", "Reply from", "Verified doctor", "Department of Medicine, Example Hospital", "answered in",
        ">More info</h2>", "Written by software", "you suddenly cannot move", "lasts more than two weeks", "useful?",
        "ask a follow-up", "Report a medical error", "Last reviewed", "not a diagnosis", "Similar Q&amp;A", "Topic 0",
    ]  # fmt: skip
    start = html.index("<main")
    places = [html.find(part, start) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_question_is_escaped_and_keeps_its_paragraphs(client: Client) -> None:
    html = text_of(client, shelve())
    assert "<p>My calf has been twitching &lt;b&gt;for&lt;/b&gt; days.</p><p>I can climb" in html


def test_more_info_shows_only_sourced_sentences(client: Client) -> None:
    html = text_of(client, shelve())
    assert "Tired muscles can twitch." in html
    assert "A sentence without a source." not in html
    assert 'href="#source-2"' in html
    assert 'id="source-2"' in html
    assert 'href="https://example.org/twitching"' in html


def test_no_more_info_no_heading(client: Client) -> None:
    assert "More info" not in text_of(client, shelve(more_info=[]))


def test_unsafe_source_address_is_not_linked(client: Client) -> None:
    cited = {"kind": "topic", "ref": "x", "title": "X", "url": "javascript:alert(1)"}
    html = text_of(client, shelve(more_info=[{"text": "Yes.", "sources": [cited]}]))
    assert "javascript:" not in html


@pytest.mark.parametrize("tail", ["", "-wrong-words", "-"])
def test_another_slug_leads_to_the_one_address(client: Client, tail: str) -> None:
    page = shelve()
    response = client.get(f"/q/{page.ref}{tail}/")
    assert response.status_code == 301
    assert response["Location"] == path_of(page)


def test_withdrawn_page_says_so_and_shows_nothing_of_it(client: Client) -> None:
    page = shelve(headline="A headline to forget")
    take_down(page)
    for path in (path_of(page), path_of(page).rstrip("/") + ".md"):
        response = client.get(path)
        assert response.status_code == 410
        assert "was taken down on 25 November 2026" in response.content.decode()
        assert "no longer agrees" not in response.content.decode()
        assert "headline to forget" not in response.content.decode()


def test_erased_page_is_gone_and_shows_nothing_of_it(client: Client) -> None:
    page = shelve(headline="A headline to erase")
    path = path_of(page)
    lifecycle.erase_question(page.question, actor="asker", now=NOW)
    response = client.get(path)
    assert response.status_code == 410
    assert "headline to erase" not in response.content.decode()


def test_unknown_page_is_not_found(client: Client) -> None:
    assert client.get("/q/zzzzzzzzzz-nothing/").status_code == 404


def test_withdrawn_page_leaves_the_similar_lists(client: Client) -> None:
    other = shelve(headline="The other calf")
    page = shelve(similar=[other.ref])
    assert "The other calf" in text_of(client, page)
    take_down(other)
    assert "The other calf" not in text_of(client, page)
    assert "No published answer is close enough." in text_of(client, page)


def structured(client: Client, page: Publication) -> dict:
    html = text_of(client, page)
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]


def test_structured_data_says_what_the_page_says(client: Client) -> None:
    page = full_page()
    html = text_of(client, page)
    data = structured(client, page)
    assert data["@type"] == "MedicalWebPage"
    assert data["mainEntity"]["@type"] == "Question"
    assert data["mainEntity"]["author"]["name"] == "Anonymous"
    assert data["mainEntity"]["text"] == page.body
    assert data["mainEntity"]["acceptedAnswer"]["text"] == page.answer_text
    assert data["mainEntity"]["acceptedAnswer"]["author"]["name"] == page.doctor_name
    assert data["specialty"] == "https://schema.org/Neurologic"
    assert "QAPage" not in html
    assert "FAQPage" not in html
    assert f'<link rel="canonical" href="{data["url"]}">' in html
    assert f'<meta property="og:url" content="{data["url"]}">' in html


def test_structured_data_says_what_was_corrected_and_when(client: Client) -> None:
    data = structured(client, shelve())
    assert "correction" not in data
    assert "dateModified" not in data["mainEntity"]["acceptedAnswer"]
    page = full_page()
    data = structured(client, page)
    note = page.correction_notes[0]
    assert data["correction"] == [
        {"@type": "CorrectionComment", "name": "Correction", "text": note["note"], "dateCreated": note["at"]}
    ]
    assert data["mainEntity"]["acceptedAnswer"]["dateModified"] == note["at"]


def test_sex_and_age_have_no_default(client: Client) -> None:
    assert "Misty Heron, sex not said, age not said" in text_of(client, shelve(sex="", age_band=""))
    assert "Misty Heron, about their child: boy, 5 to 9" in text_of(
        client, shelve(subject="child", sex="male", age_band="5-9")
    )


def test_reader_gets_no_cookie_and_a_validator(client: Client) -> None:
    page = shelve()
    first = client.get(path_of(page))
    assert not first.cookies
    assert "Cookie" not in first.get("Vary", "")
    assert "public" in first["Cache-Control"]
    again = client.get(path_of(page), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    Publication.objects.filter(pk=page.pk).update(headline="Changed")
    start_new_generation()
    assert client.get(path_of(page), headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("similar", [1, 6])
def test_queries_are_few_and_fixed(client: Client, similar: int, django_assert_num_queries: object) -> None:
    others = shelf_of(20)
    topics = tuple(make_topic(f"topic-{n}", f"Topic {n}") for n in range(similar))
    page = shelve(topics=topics, similar=[p.ref for p in others[:similar]])
    with django_assert_num_queries(3):  # type: ignore[operator]
        client.get(path_of(page))


def test_a_kept_page_costs_one_look_up(client: Client, django_assert_num_queries: object) -> None:
    page = full_page()
    first = client.get(path_of(page))
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert client.get(path_of(page)).content == first.content


def test_cold_visit_costs_at_most_thirty_kilobytes(client: Client) -> None:
    page = full_page()
    Publication.objects.filter(pk=page.pk).update(body=page.body * 20, answer_html=f"<p>{page.answer_text}</p>" * 20)
    html = text_of(client, page)
    names = re.findall(r'(?:href|src)="/static/ui/([^"]+)"', html)
    assert sorted(set(names)) == ["icon.svg", "share.js", "site.css", "site.js"]
    sizes = [len(gzip.compress(html.encode()))] + [len(gzip.compress((STATIC / name).read_bytes())) for name in names]
    assert sum(sizes) <= 30 * 1024


def test_markdown_twin_has_the_same_words(client: Client) -> None:
    page = full_page()
    response = client.get(path_of(page).rstrip("/") + ".md")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/markdown")
    assert text.startswith(f"# {page.headline}\n")
    for words in (page.answer_text, "Tired muscles can twitch. [1] [2]", "- you suddenly cannot move", "<b>for</b>"):
        assert words in text
