"""More info of a published answer is made anew when answer, topic or block changes, and waits for its doctor."""

from dataclasses import replace
from html import unescape

import pytest
from django.core.cache import cache

from curbside.web import lifecycle
from curbside.web.audit.models import AuditEntry
from curbside.web.blocks.models import Recall
from curbside.web.departments.models import Department
from curbside.web.drafts.models import Explanation
from curbside.web.notices.models import OutboxMessage
from curbside.web.publishing.models import Publication
from curbside.web.topics.models import Topic
from curbside.web.topics.queries import live_table, seen_mark
from tests.web import story
from tests.web.forms import press
from tests.web.library.test_import import REPLY
from tests.web.story import NOW
from tests.web.topics.test_versions import editor
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db
CHANGED = REPLY.replace("Hello,", "Hello again,")


@pytest.fixture
def doctor():
    story.load_knowledge()
    return story.make_doctor()


@pytest.fixture
def page(doctor):
    question = story.ask()
    story.answer(question, doctor, text=REPLY)
    published = story.publish(question)
    assert published.more_info
    return published


def row_of(page) -> Explanation:
    return Explanation.objects.get(question=page.question)


def shown_on(page) -> list[str]:
    return [sentence["text"] for sentence in Publication.objects.get(pk=page.pk).more_info]


def correct(page, doctor):
    viewer = story.viewer_of_doctor(doctor)
    warned = ("missing_safety_net", "salutation_name_mismatch", "unsafe_delay")
    lifecycle.correct_answer(page.question, viewer, CHANGED, note="Greeted.", acknowledged=warned, now=NOW)


def test_after_a_correction_the_doctor_puts_the_new_one_on_the_page(page, doctor):
    before = shown_on(page)
    correct(page, doctor)
    assert shown_on(page) == []
    assert lifecycle.rebuild_more_info(now=NOW) == 1
    assert (row_of(page).state, shown_on(page)) == ("waiting", [])
    assert OutboxMessage.objects.filter(kind="more-info").count() == 1
    client = signed_in(doctor)
    listed = client.get("/desk/more-info/").content.decode()
    assert f"/desk/more-info/{page.ref}/" in listed
    assert f"/desk/more-info/{page.ref}/" in client.get(f"/desk/q/{page.ref}/").content.decode()
    press(client, client.get(f"/desk/more-info/{page.ref}/"), "Put it on the page", **{"more-info-0": ""})
    assert shown_on(page) == before[1:]
    assert row_of(page).state == "approved"
    assert AuditEntry.objects.get(action="explanation.approve").detail == {"sentences": len(before) - 1, "refused": 1}


def test_a_changed_sentence_without_ground_goes_back_to_the_doctor(page, doctor):
    correct(page, doctor)
    lifecycle.rebuild_more_info(now=NOW)
    client = signed_in(doctor)
    form = client.get(f"/desk/more-info/{page.ref}/")
    refused = press(client, form, "Put it on the page", **{"more-info-0": "Elephants cure twitching."})
    assert refused.status_code == 409
    assert "is not what its sources say" in unescape(refused.content.decode())
    assert shown_on(page) == []


def test_the_doctor_may_leave_the_page_without(page, doctor):
    correct(page, doctor)
    lifecycle.rebuild_more_info(now=NOW)
    client = signed_in(doctor)
    press(client, client.get(f"/desk/more-info/{page.ref}/"), "Leave the page without")
    assert (row_of(page).state, shown_on(page)) == ("refused", [])
    assert client.get(f"/desk/more-info/{page.ref}/").status_code == 404


def test_nobody_else_decides(page, doctor):
    correct(page, doctor)
    lifecycle.rebuild_more_info(now=NOW)
    other = signed_in(story.make_doctor())
    assert page.ref not in other.get("/desk/more-info/").content.decode()
    assert other.get(f"/desk/more-info/{page.ref}/").status_code == 404
    assert other.post(f"/desk/more-info/{page.ref}/", {"act": "refuse"}).status_code == 404
    assert row_of(page).state == "waiting"


def test_when_a_cited_topic_changes_what_is_left_stays_and_a_new_one_waits(page):
    sources = [source for sentence in page.more_info for source in sentence["sources"]]
    source = next(source for source in sources if source["kind"] == "topic")
    topic = Topic.objects.get(pk=source["ref"])
    table = live_table(topic)
    claims = table["sections"][source["section"]]
    changed = [c | {"text": f"{c['text'][:-1]} of a twitch."} if c["text"] == source["quote"] else c for c in claims]
    sections = table["sections"] | {source["section"]: changed}
    version = lifecycle.propose_topic_version(topic, editor(), table | {"sections": sections}, note="Made up.", now=NOW)
    lifecycle.publish_topic_version(version, editor(), seen=seen_mark(version), now=NOW)
    left = shown_on(page)
    assert left == [s["text"] for s in page.more_info if s["text"] in left]
    assert len(left) < len(page.more_info)
    assert lifecycle.rebuild_more_info(now=NOW) == 1
    assert shown_on(page) == left
    cited = {source["quote"] for sentence in row_of(page).sentences for source in sentence["sources"]}
    assert f"{source['quote'][:-1]} of a twitch." in cited


def test_what_would_be_the_same_asks_nobody(page):
    Explanation.objects.update(rebuild_due=True)
    assert lifecycle.rebuild_more_info(now=NOW) == 0
    assert (row_of(page).state, row_of(page).rebuild_due) == ("approved", False)


def test_a_wrong_block_takes_it_off_until_the_doctor_has_looked(doctor):
    viewer = story.viewer_of_doctor(doctor)
    version = story.write_block(doctor)
    question = story.ask()
    lifecycle.claim_question(question, viewer, now=NOW)
    lifecycle.put_in(question, viewer, block=version.pk, now=NOW)
    story.answer(question, doctor, text=REPLY)
    page = story.publish(question)
    said = replace(story.BLOCK, text="Leave out coffee for two weeks.", note="A week is too short.", corrects=True)
    lifecycle.change_text_block(version.block, viewer, said, now=NOW)
    assert (shown_on(page), row_of(page).state) == ([], "withdrawn")
    assert lifecycle.rebuild_more_info(now=NOW) == 0
    lifecycle.let_answer_stand(Recall.objects.get(), viewer, note="It says nothing of weeks.", now=NOW)
    assert lifecycle.rebuild_more_info(now=NOW) == 1
    assert row_of(page).state == "waiting"


def test_an_administrator_switches_a_department_on_a_page(page, client):
    cache.clear()
    administrator = signed_in(story.make_administrator())
    on = _boxes()
    off = {name: value for name, value in on.items() if not name.endswith(":neurology")}
    assert 'name="drafts:neurology" checked' in administrator.get("/people/software/").content.decode()
    assert administrator.post("/people/software/", off).status_code == 302
    neurology = Department.objects.get(pk="neurology")
    assert (neurology.more_info_on, neurology.drafts_on) == (False, False)
    assert Department.objects.filter(more_info_on=False).count() == 1
    address = f"/q/{page.ref}-{page.slug}/"
    assert 'id="more-info"' not in client.get(address).content.decode()
    assert AuditEntry.objects.get(action="department.switch").object == "department:neurology"
    administrator.post("/people/software/", on)
    assert 'id="more-info"' in client.get(address).content.decode()


def _boxes() -> dict[str, str]:
    names = Department.objects.values_list("pk", flat=True)
    return {f"{kind}:{name}": "on" for name in names for kind in ("more-info", "drafts")}
