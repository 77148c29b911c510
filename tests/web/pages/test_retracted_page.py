"""What readers, programs and the asker see of an answer that was taken back."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from curbside.web import lifecycle
from curbside.web.publishing.models import Publication
from tests.web import story
from tests.web.story import NOW
from tests.web.visitors import asker_of, browser, clock  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WHY = "It said two weeks; weakness cannot wait that long."
ADVICE = "Try less coffee for two weeks"


@pytest.fixture
def page(django_capture_on_commit_callbacks) -> Publication:
    """Published, and taken back by its doctor."""
    with django_capture_on_commit_callbacks(execute=True):
        page = story.publish(now=NOW)
        lifecycle.retract_answer(page.question, story.viewer_of_doctor(page.doctor), reason=WHY, now=NOW)
    return page


def read(address: str) -> str:
    answer = browser().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_so_first_and_keeps_the_words_struck_and_folded_away(page):
    html = read(f"/q/{page.ref}-{page.slug}/")
    main = html[html.index("<main") :]
    assert main.index(WHY) < main.index("Retracted reply from") < main.index(ADVICE)
    struck = re.search(r"<details[^>]*>.*?</details>", main[main.index("Retracted reply") :], re.DOTALL)[0]
    assert ADVICE in re.search(r"<del.*</del>", struck, re.DOTALL)[0]
    assert main.count(ADVICE) == 1
    assert '<meta name="robots" content="noindex">' in html
    for gone in ("Verified doctor", "Was this answer useful?", "Last reviewed", "More info"):
        assert gone not in main, gone


def test_structured_data_hold_no_answer(page):
    html = read(f"/q/{page.ref}-{page.slug}/")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert data["creativeWorkStatus"] == "Retracted"
    assert "lastReviewed" not in data
    assert "reviewedBy" not in data
    assert data["mainEntity"]["answerCount"] == 0
    assert "acceptedAnswer" not in data["mainEntity"]
    assert data["correction"][0] == {
        "@type": "CorrectionComment", "name": "Retraction", "text": WHY, "dateCreated": NOW.isoformat(),
    }  # fmt: skip


@pytest.mark.parametrize("address", ["/q/{ref}-{slug}.md", "/api/v1/questions/{ref}"])
def test_programs_get_the_reason_and_not_the_words(page, address):
    said = read(address.format(ref=page.ref, slug=page.slug))
    assert WHY in said
    assert ADVICE not in said


@pytest.mark.parametrize("address", ["/feed.atom", "/departments/neurology/feed.atom"])
def test_feeds_say_so_under_the_same_id(page, clock, address):  # noqa: F811
    said = read(address)
    assert said.count("<entry") == 1
    assert f"Retracted: {page.headline}" in said
    assert f"/q/{page.ref}/</id>" in said
    assert WHY in said
    assert "less coffee" not in said
    clock.now = NOW + timedelta(days=91)  # said long enough
    cache.clear()
    assert "<entry" not in read(address)


def test_it_is_in_no_list(page):
    for address in (
        "/",
        "/departments/neurology/",
        f"/doctors/{page.doctor.slug}/",
        "/llms.txt",
        "/search/?q=twitching",
    ):
        assert page.ref not in read(address), address
    assert page.ref not in read("/sitemap-answers-1.xml")
    log = read("/corrections/")
    assert WHY in log
    assert "Retracted" in log


def test_the_asker_sees_it_beside_their_own_answer(page):
    said = asker_of(page.question).get(f"/track/{page.question.ref}/").content.decode()
    assert said.index("The answer was taken back") < said.index(WHY) < said.index(ADVICE)
    assert "Verified doctor" not in said
    assert "Ask the same doctor a follow-up" in said
    told = asker_of(page.question).get(f"/track/{page.question.ref}/download/").json()
    assert told["questions"][0]["answer"]["why_retracted"] == WHY


def test_its_usefulness_is_not_counted_any_more(page):
    browser().post(f"/q/{page.ref}-{page.slug}/useful/", {"useful": "yes"})
    assert Publication.objects.get().useful_yes == 0
