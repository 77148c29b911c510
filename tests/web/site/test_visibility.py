"""Who gets what at every address, and that nothing unpublished is read anywhere."""

from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from django.core.cache import cache

from curbside.web import lifecycle
from curbside.web.publishing.searching import search_words
from curbside.web.topics.models import Topic
from tests.web import story
from tests.web.site import town
from tests.web.site.addresses import Visit, every_pattern
from tests.web.visitors import asker_of, browser

TABLE = yaml.safe_load(Path(__file__).with_name("visibility.yaml").read_text())

pytestmark = pytest.mark.django_db


def expected(row: dict[str, str], method: str) -> list[str]:
    cells = row[method].split()
    return cells[1:] * len(town.ROLES) if cells[0] == "all" else cells


def test_every_address_has_a_row_and_every_row_an_address():
    rows = [row["route"] for row in TABLE]
    assert sorted(rows) == sorted(every_pattern())
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_answers_every_role_as_the_table_says(clock, settings, method):
    settings.SECOND_FACTOR = False  # what a second factor changes is tested at the desk
    built = town.build()
    places = built.places()
    wrong = []
    for row in TABLE:
        path = row["path"].format(**places)
        visit = Visit(method.upper(), path)
        got = [visit.status(built.browsers[role]) for role in town.ROLES]
        if got != expected(row, method):
            wrong.append(f"{method} {row['path']}: {' '.join(got)}, in the table: {row[method]}")
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def published(clock, django_capture_on_commit_callbacks):
    """A town whose index holds what was published, and what was taken down again."""
    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        return town.build(roles=False)


def public_addresses(built: town.Town) -> list[str]:
    """Every address a reader can read, each question's own address among them."""
    places = built.places()
    rows = [row["path"].format(**places) for row in TABLE if row["get"] == "all 200"]
    pages = [f"/q/{q.ref}/" for q in built.questions.values()] + [f"/q/{q.ref}.md" for q in built.questions.values()]
    api = [f"/api/v1/questions/{q.ref}" for q in built.questions.values()]
    topics = Topic.objects.filter(department_id="neurology").values_list("slug", flat=True)
    return [*rows, *pages, *api, *(f"/topics/{slug}/" for slug in topics)]


def asking_for(word: str) -> list[str]:
    """Every way to look for something by words."""
    text = quote(f"{story.BODY} The {word} began last week.")
    return [
        f"/search/?q={word}",
        f"/search/?q={word}+calf&department=neurology",
        f"/api/v1/search?q={word}",
        f"/api/v1/similar?text={text}&top=20",
        f"/api/v1/similar?text={text}&department=neurology",
    ]


def test_a_page_that_is_published_is_read_everywhere(published):
    """The other half of the next test: the same look finds what is public."""
    word, reader = town.marker("published"), browser()
    ref = published.questions["published"].ref
    for address in asking_for(word):
        answer = reader.get(address)
        assert ref in answer.content.decode(), address
    for address in ("/", "/feed.atom", "/sitemap-answers-1.xml", "/departments/neurology/", "/llms.txt"):
        assert ref in reader.get(address).content.decode(), address


def test_nothing_unpublished_is_read_anywhere(published):
    hidden = {stage: published.questions[stage] for stage in town.HIDDEN}
    words = [*map(town.marker, hidden), *(question.ref for question in hidden.values())]
    reader = browser()
    addresses = [*public_addresses(published), *(a for stage in hidden for a in asking_for(town.marker(stage)))]
    for address in addresses:
        answer = reader.get(address)
        assert answer.status_code < 500, address
        said = answer.content.decode()
        for word in words:
            # the words asked for come back in the search field, and a missing page may name its own address
            if word in address:
                assert town.marker("published") not in said or "search" in address or "similar" in address
                continue
            assert word not in said, f"{word} at {address}"


def test_words_asked_for_find_no_hidden_page(published):
    for stage, question in published.questions.items():
        if stage == "published":
            continue
        word = town.marker(stage)
        searched = search_words(word, exact=False)
        found = [*searched.pages, *searched.related, *lifecycle.find_answered(f"{story.BODY} {word}", limit=50)]
        assert question.ref not in {page.ref for page in found}
        instant = browser().post("/ask/instant/", {"body": f"{story.BODY} The {word} began last week."})
        assert question.ref not in instant.content.decode()


def test_counts_count_only_what_is_published(published):
    reader = browser()
    assert len(reader.get("/api/v1/search?q=twitching&top=100").json()["hits"]) == 1
    assert reader.get("/sitemap-answers-1.xml").content.decode().count("<loc>") == 1
    assert reader.get("/feed.atom").content.decode().count("<entry>") == 1


def test_a_hidden_question_and_a_missing_one_are_the_same_404(published):
    for path in ("/q/{}/", "/q/{}.md", "/q/{}/report/", "/api/v1/questions/{}", "/track/{}/", "/track/{}/download/"):
        missing = browser().get(path.format("zzzzzzzzzz"))
        # not "erased": that one had a page, and a page that is gone says so (410)
        for stage in ("received", "waiting", "signed", "answered", "declined"):
            hidden = browser().get(path.format(published.questions[stage].ref))
            assert hidden.status_code == missing.status_code == 404
            ref = published.questions[stage].ref
            assert hidden.content.decode().replace(ref, "zzzzzzzzzz") == missing.content.decode(), path


def test_one_asker_never_sees_another_askers_words(published):
    own, other = published.questions["waiting"], published.questions["signed"]
    client = asker_of(own)
    for path in ("/track/", f"/track/{own.ref}/", f"/track/{own.ref}/download/", "/ask/", "/ask/receipt/"):
        said = client.get(path, follow=True).content.decode()
        assert town.marker("signed") not in said
    assert town.marker("waiting") in client.get(f"/track/{own.ref}/").content.decode()
    for path in ("", "download/", "follow-up/", "erase/"):
        assert client.get(f"/track/{other.ref}/{path}").status_code == 404


def test_a_private_question_in_a_doctors_hands_is_on_no_public_page(published, settings):
    """Claimed and half answered: the draft is nobody's but the doctor's."""
    settings.SECOND_FACTOR = False
    question = published.questions["waiting"]
    viewer = story.viewer_of_doctor(published.doctor)
    lifecycle.claim_question(question, viewer, now=story.NOW)
    lifecycle.save_reply(question, viewer, "A zorbldraft reply", version=0, now=story.NOW)
    for address in public_addresses(published):
        assert "zorbldraft" not in browser().get(address).content.decode(), address
