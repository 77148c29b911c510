"""What the editor keeps: versions, conflicts settled in three ways, quotes, and where a reply was started from."""

from html import unescape

import pytest

from curbside.web import lifecycle
from curbside.web.answers.models import Answer, ReplyDraft, ReplyVersion
from curbside.web.desk import blocks
from curbside.web.desk.blocks import TextBlockChoice
from curbside.web.drafts.models import Preparation
from curbside.web.lifecycle.likening import cases_started_from
from tests.web import story
from tests.web.forms import press
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def claimed(question):
    client = signed_in(story.make_doctor())
    return client, press(client, client.get(f"/desk/q/{question.ref}/"), "Claim and answer")


def draft() -> str:
    return ReplyDraft.objects.get().text.replace("\r\n", "\n")


def conflict(claimed):
    client, page = claimed
    press(client, press(client, page, "Save", text="One"), "Save", text="Theirs")
    return client, press(client, page, "Save", text="Mine")


@pytest.mark.parametrize(
    ("button", "kept"), [("Keep mine", "Mine"), ("Take the other", "Theirs"), ("Put both together", "Theirs\n\nMine")]
)
def test_a_conflict_is_settled_in_three_ways_and_nothing_is_lost(claimed, button, kept):
    client, both = conflict(claimed)
    assert both.status_code == 409
    press(client, both, button)
    assert draft() == kept
    everything = {draft(), *ReplyVersion.objects.values_list("text", flat=True)}
    assert all(any(text in each for each in everything) for text in ("Mine", "Theirs"))


def test_a_live_save_in_a_second_window_gets_both_texts(question, claimed):
    client, _ = claimed
    address = f"/desk/q/{question.ref}/reply/"
    live = {"HX-Request": "true"}
    assert client.post(address, {"act": "save", "text": "One", "version": "0"}, headers=live).status_code == 200
    assert client.post(address, {"act": "save", "text": "Theirs", "version": "1"}, headers=live).status_code == 200
    stale = client.post(address, {"act": "save", "text": "Mine", "version": "1"}, headers=live)
    assert stale.status_code == 409
    assert "Theirs" in stale.content.decode()
    assert draft() == "Theirs"
    assert ReplyVersion.objects.filter(text="Mine").exists()


def test_an_earlier_version_is_brought_back(claimed):
    client, page = claimed
    page = press(client, page, "Save", text="First thought")
    page = press(client, page, "Save", text="Second thought")
    press(client, page, "Bring back")
    assert draft() == "First thought"
    assert ReplyVersion.objects.filter(text="Second thought").exists()


def test_versions_are_bounded(question):
    doctor = story.make_doctor()
    viewer = story.viewer_of_doctor(doctor)
    lifecycle.claim_question(question, viewer, now=story.NOW)
    for version in range(230):
        lifecycle.save_reply(question, viewer, f"Text {version}", version=version, now=story.NOW)
    assert 200 <= ReplyVersion.objects.count() <= 220
    assert ReplyVersion.objects.filter(text="Text 228").exists()


def test_a_published_answer_is_a_start_and_that_is_recorded(question, claimed):
    page_there = story.publish()
    Preparation.objects.filter(question=question).update(similar=[{"id": page_there.ref, "score": 1.0}])
    client, _ = claimed
    page = client.get(f"/desk/q/{question.ref}/")
    started = press(client, page, "Insert as a start")
    assert "Twitching in one calf with normal strength" in draft()
    assert "Started from a published answer" in started.content.decode()
    press(client, started, "Sign and send")
    assert Answer.objects.get(question=question).reused == [page_there.ref]


def test_an_answer_started_from_a_published_one_keeps_the_persons_own_difference(claimed, question):
    page_there = story.publish(story.ask(sex="male", age_years=71))
    hit = {"id": page_there.ref, "score": 1.0, "why": ["twitching", "calf"], "apart": ["side"]}
    Preparation.objects.filter(question=question).update(similar=[hit])
    client, _ = claimed
    case = client.get(f"/desk/q/{question.ref}/")
    beside = unescape(case.content.decode())
    assert "Both say: twitching, calf" in beside
    assert "Differs in: age, sex, the side of the body" in beside
    press(client, case, "Insert as a start")
    (began,) = cases_started_from(question, ReplyDraft.objects.get().origin["reused"])
    assert (began.page, began.differs) == (page_there, ["age", "sex", "the side of the body"])
    story.take_down(page_there)
    assert cases_started_from(question, [page_there.ref]) == []


def test_a_quote_is_kept_as_a_span_and_held_against_the_published_text(question, claimed):
    client, page = claimed
    quoted = "> I can walk and climb stairs without trouble.\n\n" + story.REPLY
    signed = press(client, page, "Sign and send", text=quoted)
    assert signed.status_code == 200, unescape(signed.content.decode())[-2000:]
    question.refresh_from_db()
    (span,) = Answer.objects.get().quotes
    assert question.body[span["start"] : span["end"]] == "I can walk and climb stairs without trouble."
    moderator = story.viewer_of(story.make_moderator())
    changed = question.body.replace("without trouble", "easily")
    approval = lifecycle.Approval("Twitching calf", question.title, changed)
    with pytest.raises(lifecycle.BadInput, match="quotes words"):
        lifecycle.approve_publication(question, moderator, approval, now=story.NOW)
    approval = lifecycle.Approval("Twitching calf", question.title, question.body)
    assert lifecycle.approve_publication(question, moderator, approval, now=story.NOW)


@pytest.fixture
def one_block(monkeypatch):
    block = TextBlockChoice(7, "calf", "Harmless calf twitching", "Twitching in one calf is most often harmless.")
    for module in ("desk.case", "desk.views.editor"):
        monkeypatch.setattr(f"curbside.web.{module}.text_blocks", lambda question, viewer: [block])
    return block


def test_a_text_block_goes_in_without_javascript_and_is_recorded(question, claimed, one_block):
    client, _ = claimed
    page = client.get(f"/desk/q/{question.ref}/")
    press(client, page, "/calf", text="Hello,")
    assert draft() == "Hello,\n\nTwitching in one calf is most often harmless.\n"
    assert ReplyDraft.objects.get().origin == {"blocks": [7], "reused": []}
    assert client.post(f"/desk/q/{question.ref}/block/7/").status_code == 204
    assert client.post(f"/desk/q/{question.ref}/block/8/").status_code == 400


def test_without_an_app_for_blocks_there_are_none(question):
    assert blocks.text_blocks(question, story.viewer_of_doctor(story.make_doctor())) == []
