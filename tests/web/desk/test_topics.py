"""Editing a topic at the desk: the form, what the linter says beside it, the difference, publishing, reviewing."""

import re

import pytest

from curbside.knowledge.topics import packaged_topics
from curbside.web.accounts.models import Role
from curbside.web.desk.topic_form import initial_of
from curbside.web.topics.models import Topic, TopicVersion
from curbside.web.topics.queries import engine_topics, live_table
from curbside.web.topics.shipped import load_topics
from tests.web import story
from tests.web.visitors import browser, signed_in

pytestmark = pytest.mark.django_db
EDIT = "/desk/topics/hives/edit/"


@pytest.fixture(autouse=True)
def hives(clock):
    story.load_knowledge()


@pytest.fixture
def reviewer():
    return signed_in(story.make_user(Role.REVIEWER, name="Rita Reviewer"))


@pytest.fixture
def moderator():
    return signed_in(story.make_user(Role.MODERATOR, name="Mo Moderator"))


def boxes(**changes):
    """What the form sends when nothing but `changes` was touched; {"self_care": "+ line"} adds a line."""
    sent = initial_of(live_table(Topic.objects.get(pk="hives"))) | {"note": "What nurses tell.", "act": "propose"}
    for name, text in changes.items():
        sent[name] = f"{sent[name]}\n{text[2:]}" if text.startswith("+ ") else text
    return {name: value for name, value in sent.items() if value is not False}


def key():
    return Topic.objects.get(pk="hives").sources[0]["key"]


def test_an_edit_goes_the_whole_way_to_the_public_page(reviewer, moderator):
    sent = reviewer.post(EDIT, boxes(self_care=f"+ Cool cloths can ease the itch. [{key()}]"))
    version = TopicVersion.objects.get(state="proposed")
    assert sent["Location"] == f"/desk/topics/hives/versions/{version.pk}/"
    own = reviewer.get(sent["Location"]).content.decode()
    assert "A second person publishes it" in own
    assert "Publish this text" not in own
    shown = moderator.get(sent["Location"]).content.decode()
    assert re.search(r"<ins[^>]*>.*Cool cloths can ease the itch", shown)
    assert "Rita Reviewer: What nurses tell." in shown
    seen = re.search(r'name="seen" value="([^"]+)"', shown)[1]
    assert browser().get("/topics/hives/").content.decode().count("Cool cloths") == 0
    moderator.post(f"{sent['Location']}publish/", {"seen": seen})
    assert "Cool cloths can ease the itch." in browser().get("/topics/hives/").content.decode()
    listed = moderator.get("/desk/topics/hives/").content.decode()
    assert "Version 2" in listed
    assert "published by Mo Moderator" in listed


def test_check_shows_the_linter_and_keeps_what_was_typed(reviewer):
    sent = boxes(soon=f"+ your face droops all of a sudden [{key()}]", act="check")
    said = reviewer.post(EDIT, sent)
    page = said.content.decode()
    assert said.status_code == 200
    assert "your face droops all of a sudden [" in page
    assert 'href="#id_soon"' in page
    assert "stroke" in page
    assert not TopicVersion.objects.filter(state="proposed").exists()


def test_what_must_be_mended_is_not_proposed(reviewer):
    said = reviewer.post(EDIT, boxes(self_care=f"+ Cool cloths always work; it is guaranteed. [{key()}]"))
    assert said.status_code == 422
    assert "must be mended first" in said.content.decode()
    assert not TopicVersion.objects.filter(state="proposed").exists()


@pytest.mark.parametrize(
    ("box", "text", "says"),
    [
        ("self_care", "+ Cool cloths can ease the itch.", "the line ends without a [source]"),
        ("self_care", "+ Cool cloths can ease it. [no-such-key]", "no source is called no-such-key"),
        ("sources", "one | two", "Sources, line 1: write key"),
        ("title", "", "required"),
        ("owner", "no-such", "valid choice"),
    ],
)
def test_a_box_with_a_mistake_is_named(reviewer, box, text, says):
    said = reviewer.post(EDIT, boxes(**{box: text}))
    assert said.status_code == 422
    assert says in said.content.decode()


def test_the_form_starts_from_the_open_proposal(reviewer, moderator):
    reviewer.post(EDIT, boxes(self_care=f"+ Cool cloths can ease the itch. [{key()}]"))
    page = moderator.get(EDIT).content.decode()
    assert "Cool cloths can ease the itch. [" in page
    assert "A proposal is waiting" in page


def test_a_proposal_can_be_left_out_with_a_reason(reviewer, moderator):
    address = reviewer.post(EDIT, boxes(self_care=f"+ Cool cloths can ease the itch. [{key()}]"))["Location"]
    assert moderator.post(f"{address}drop/", {"reason": ""}).status_code == 409
    moderator.post(f"{address}drop/", {"reason": "No source says so."})
    assert "No source says so." in moderator.get("/desk/topics/hives/").content.decode()
    assert "Decide" not in moderator.get(address).content.decode()


def test_a_review_needs_the_tick_and_shows_on_the_page(reviewer, moderator):
    assert "Review this version" not in moderator.get("/desk/topics/hives/").content.decode()
    sent = {"version": 1, "due": "2027-11-25", "read_all": "on"}
    assert reviewer.post("/desk/topics/hives/review/", sent | {"read_all": ""}).status_code == 422
    assert reviewer.post("/desk/topics/hives/review/", sent | {"version": 9}).status_code == 409
    assert reviewer.post("/desk/topics/hives/review/", sent).status_code == 302
    assert "Reviewed by Rita Reviewer" in browser().get("/topics/hives/").content.decode()


def test_the_list_names_what_waits_and_what_is_to_be_reviewed(reviewer, django_assert_max_num_queries):
    reviewer.post(EDIT, boxes(self_care=f"+ Cool cloths can ease the itch. [{key()}]"))
    with django_assert_max_num_queries(8):
        page = reviewer.get("/desk/topics/").content.decode()
    assert "Waiting to be published (1)" in page
    assert f"({len(packaged_topics())})" in page


def test_what_is_not_there_is_a_404(reviewer):
    for path in ("no-such/", "no-such/edit/", "hives/versions/999999/"):
        assert reviewer.get(f"/desk/topics/{path}").status_code == 404
    first = TopicVersion.objects.get(topic="acne")
    assert reviewer.get(f"/desk/topics/hives/versions/{first.pk}/").status_code == 404


NEW = "/desk/topics/new/"
BEGUN = {"title": "Hiccups", "slug": "hiccups", "owner": "gastroenterology"}
TEXT = {
    "title": "Hiccups",
    "owner": "gastroenterology",
    "synonyms": "hiccoughs",
    "codes": "icd10: R06.6",
    "kind": "complaint",
    "summary": "A hiccup is a short jerk below the lungs. [nhs-hiccups]",
    "causes": "Eating fast can bring hiccups on. [nhs-hiccups]",
    "soon": "hiccups last longer than two days [mlp-hiccups]",
    "checks": "The doctor asks how long they last. [mlp-hiccups]",
    "self_care": "Sip cold water. [nhs-hiccups]",
    "sources": "nhs-hiccups | Hiccups | NHS | https://www.nhs.uk/conditions/hiccups/ | 2026-11-20\n"
    "mlp-hiccups | Hiccups | MedlinePlus | https://medlineplus.gov/hiccups.html | 2026-11-20",
    "note": "Readers ask for it.",
    "act": "propose",
}


def test_a_topic_begun_here_is_nobodys_until_a_second_person_publishes_it(reviewer, moderator):
    begun = reviewer.post(NEW, BEGUN)
    assert begun["Location"] == "/desk/topics/hiccups/edit/"
    assert browser().get("/topics/hiccups/").status_code == 404
    sent = reviewer.post("/desk/topics/hiccups/edit/", TEXT)
    assert sent.status_code == 302, sent.content.decode()
    assert "hiccups" not in engine_topics()
    assert browser().get("/topics/hiccups/").status_code == 404
    seen = re.search(r'name="seen" value="([^"]+)"', moderator.get(sent["Location"]).content.decode())[1]
    moderator.post(f"{sent['Location']}publish/", {"seen": seen})
    assert "Sip cold water." in browser().get("/topics/hiccups/").content.decode()
    assert engine_topics()["hiccups"].codes == {"icd10": ("R06.6",)}
    assert load_topics(now=story.NOW).changed == 0


def test_an_address_is_taken_once_and_a_beginning_gone_on_with(reviewer):
    taken = reviewer.post(NEW, BEGUN | {"slug": "hives"})
    assert taken.status_code == 422
    assert "There is a topic with this address" in taken.content.decode()
    assert reviewer.post(NEW, BEGUN | {"slug": "Not Good"}).status_code == 422
    assert reviewer.post(NEW, BEGUN).status_code == 302
    assert reviewer.post(NEW, BEGUN | {"title": "The hiccups"}).status_code == 302
    assert Topic.objects.get(pk="hiccups").title == "The hiccups"


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ("hpo: HP:12", "HP:12 is no code of hpo"),
        ("snomed: 1234", "Codes, line 1: write hpo, icd10, mesh"),
        ("icd10:", "Codes, line 1"),
        ("mesh: L50", "L50 is no code of mesh"),
    ],
)
def test_codes_are_checked(reviewer, codes, says):
    said = reviewer.post(EDIT, boxes(codes=codes))
    assert said.status_code == 422
    assert says in said.content.decode()


def test_codes_are_changed_and_shown_in_the_difference(reviewer):
    sent = reviewer.post(EDIT, boxes(codes="hpo: HP:0001025\nicd10: L50.9, L50"))
    assert TopicVersion.objects.get(state="proposed").content["codes"] == {
        "hpo": ["HP:0001025"],
        "icd10": ["L50.9", "L50"],
    }
    assert "L50.9, L50" in reviewer.get(sent["Location"]).content.decode()
