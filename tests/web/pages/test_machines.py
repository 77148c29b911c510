"""Feeds, sitemap, robots, OpenSearch and llms.txt: well formed, complete, and silent about what is not public."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from curbside.web.pages import sitemap
from curbside.web.publishing.actions import start_new_generation
from curbside.web.publishing.models import Publication
from tests.web.pages.shelf import make_topic, path_of, shelf_of, shelve, take_down

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def xml(client: Client, path: str) -> ElementTree.Element:
    response = client.get(path)
    assert response.status_code == 200, path
    assert not response.cookies
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own page


@pytest.mark.parametrize(
    "path", ["/feed.atom", "/departments/neurology/feed.atom", "/topics/muscle-twitching/feed.atom"]
)
def test_feed_lists_live_answers_under_permanent_ids(client: Client, path: str) -> None:
    page = shelve(headline="Twitching & coffee", topics=(make_topic(),))
    gone = shelve(headline="To forget", topics=(make_topic(),))
    take_down(gone)
    feed = xml(client, path)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Twitching & coffee"]
    assert entries[0].findtext(f"{ATOM}id") == f"http://testserver/q/{page.ref}/"
    assert entries[0].find(f"{ATOM}link").get("href") == f"http://testserver{path_of(page)}"  # type: ignore[union-attr]


def test_a_corrected_answer_is_new_in_the_feed_under_its_old_id(client: Client) -> None:
    page = shelve(headline="Twitching and rest")
    before = xml(client, "/feed.atom").find(f"{ATOM}entry")
    assert before is not None
    assert before.findtext(f"{ATOM}updated") == before.findtext(f"{ATOM}published")
    later = page.published_at + timedelta(days=1)
    Publication.objects.filter(pk=page.pk).update(updated_at=later)
    start_new_generation()
    after = xml(client, "/feed.atom").find(f"{ATOM}entry")
    assert after is not None
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert datetime.fromisoformat(after.findtext(f"{ATOM}updated") or "") == later.replace(microsecond=0)
    assert after.findtext(f"{ATOM}updated") != before.findtext(f"{ATOM}updated")


@pytest.mark.parametrize("path", ["/departments/none/feed.atom", "/topics/none/feed.atom", "/sitemap-answers-9.xml"])
def test_unknown_feeds_and_maps_are_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_sitemap_holds_every_live_answer_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "PER_FILE", 2)
    pages = shelf_of(5)
    take_down(pages.pop())
    files = [loc.text or "" for loc in xml(client, "/sitemap.xml").iter(f"{MAP}loc")]
    assert len(files) == 3
    found = [
        loc.text for file in files for loc in xml(client, file.removeprefix("http://testserver")).iter(f"{MAP}loc")
    ]
    for page in pages:
        assert found.count(f"http://testserver{path_of(page)}") == 1
    assert "http://testserver/departments/neurology/" in found
    assert len(found) == len(set(found))


def test_sitemap_addresses_open(client: Client) -> None:
    shelve(topics=(make_topic(),))
    for file in ("/sitemap-site.xml", "/sitemap-answers-1.xml"):
        for loc in xml(client, file).iter(f"{MAP}loc"):
            assert client.get((loc.text or "").removeprefix("http://testserver")).status_code == 200, loc.text


def test_configured_host_wins_over_the_one_asked_for(client: Client, settings: pytest.FixtureRequest) -> None:
    settings.BASE_URL = "https://ask.example"  # type: ignore[attr-defined]
    page = shelve()
    assert f'rel="canonical" href="https://ask.example{path_of(page)}"' in client.get(path_of(page)).content.decode()


def test_robots_keeps_private_places_out(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    for place in ("/ask/", "/track/", "/desk/", "/moderation/"):
        assert f"Disallow: {place}" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_opensearch_names_the_search(client: Client) -> None:
    root = xml(client, "/opensearch.xml")
    assert any("/search/?q={searchTerms}" in (node.get("template") or "") for node in root)


def test_topic_has_a_plain_text_twin(client: Client) -> None:
    page = shelve(headline="Twitching & coffee", topics=(make_topic(),))
    response = client.get("/topics/muscle-twitching.md")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/markdown")
    for words in ("# Muscle twitching", "- Little sleep. [1]", "- you cannot move the leg", "1. Twitches explained"):
        assert words in text
    assert f"[Twitching & coffee]({path_of(page)})" in text
    assert client.get("/topics/none.md").status_code == 404


def test_llms_txt_links_to_plain_text(client: Client) -> None:
    page = shelve(headline="Twitching & coffee")
    text = client.get("/llms.txt").content.decode()
    assert text.startswith("# ")
    assert f"[Twitching & coffee](http://testserver{path_of(page).rstrip('/')}.md)" in text
    make_topic()
    start_new_generation()
    assert "(http://testserver/topics/muscle-twitching.md)" in client.get("/llms.txt").content.decode()
