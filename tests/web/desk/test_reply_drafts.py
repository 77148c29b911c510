"""A draft for a reply at the desk: offered, put in, refused, made anew, never shown when what it leans on is gone."""

import re
from datetime import timedelta
from html import unescape

import pytest

from curbside.drafting import reply_draft
from curbside.web import lifecycle
from curbside.web.answers.models import Answer, ReplyDraft
from curbside.web.audit.models import AuditEntry
from curbside.web.blocks.actions import BlockText
from curbside.web.blocks.models import BlockUse
from curbside.web.departments.models import Department
from curbside.web.drafts.models import ProposedReply
from curbside.web.questions.models import Question
from curbside.web.stats.staff import staff_figures
from tests.web import story
from tests.web.forms import press
from tests.web.story import NOW
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def page():
    """A published answer to the very question that is asked again."""
    story.load_knowledge()
    published = story.publish()
    lifecycle.mend_index(now=NOW)
    return published


@pytest.fixture
def asked(page):
    return story.ask(now=LATER)


@pytest.fixture
def desk(asked):
    client = signed_in(story.make_doctor())
    return client, press(client, client.get(f"/desk/q/{asked.ref}/"), "Claim and answer")


def text_of(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", response.content.decode())).split())


def open_draft(question):
    return lifecycle.draft_for(question)


def test_the_same_question_gets_a_draft_from_its_answer_with_facts_marked(page, asked, desk):
    shown = desk[1].content.decode()
    assert "Draft for a reply" in shown
    assert re.search(r"<mark>For the past few days my right calf has been twitching[^<]*</mark>", shown)
    assert f'href="/q/{page.ref}/"' in shown
    row = ProposedReply.objects.get(question=asked)
    assert {s["source"]["ref"] for s in row.sentences if s["part"] == "body"} == {page.ref}
    assert all(s["source"] for s in row.sentences if s["part"] != "greeting")


def test_put_in_as_a_start_it_is_recorded_with_its_sources_and_the_kept_share(page, asked, desk):
    client, shown = desk
    row = open_draft(asked)
    again = press(client, shown, "Insert this draft as a start")
    assert "Started from a draft by software" in text_of(again)
    assert "Draft for a reply" not in text_of(again)
    draft = ReplyDraft.objects.get(question=asked)
    assert draft.text == row.text
    first, *others = draft.text.split("\n\n")
    signed = "\n\n".join([first, *others[1:]])
    problems, _ = lifecycle.look_over_reply(asked, story.viewer_of_doctor(draft.doctor), signed, now=NOW)
    signature = lifecycle.Signature(signed, acknowledged=tuple({p.type for p in problems}))
    lifecycle.sign_answer(asked, story.viewer_of_doctor(draft.doctor), signature, now=NOW)
    kept = Answer.objects.get(question=asked).drafted
    assert 0.3 < kept["kept"] < 1
    assert [source["ref"] for source in kept["sources"] if source["kind"] == "answer"] == [page.ref]
    assert "Started from a draft by software" in text_of(client.get(f"/desk/q/{asked.ref}/"))
    figure = next(figure for figure in staff_figures(LATER) if figure.name == "drafts")
    assert figure.table == [["Neurology", "1", "1", "0", str(round(100 * kept["kept"]))]]


def test_what_is_written_already_stays_above_it(asked, desk):
    client, shown = desk
    shown = press(client, shown, "Save", text="My own words")
    press(client, shown, "Insert this draft as a start")
    assert ReplyDraft.objects.get().text.startswith("My own words\n\nHello")


def test_refused_with_a_reason_it_is_gone_and_counted(asked, desk):
    client, shown = desk
    refused = client.post(f"/desk/q/{asked.ref}/draft/refuse/", {"because": "elephants"})
    assert refused.status_code == 409
    press(client, shown, "Refuse the draft", because="untrue")
    assert open_draft(asked) is None
    assert AuditEntry.objects.get(action="draft.refuse").reason == "untrue"
    assert client.post(f"/desk/q/{asked.ref}/draft/take/").status_code == 409


def test_nobody_takes_it_without_the_claim(asked):
    viewer = story.viewer_of_doctor(story.make_doctor())
    with pytest.raises(lifecycle.BadInput, match="no longer hold"):
        lifecycle.take_draft(asked, viewer, now=LATER)
    assert open_draft(asked)


def test_a_page_taken_down_takes_its_draft_along(page, asked):
    story.take_down(page)
    assert open_draft(asked) is None
    assert lifecycle.remake_drafts(now=LATER) == 1
    assert ProposedReply.objects.get(question=asked).sentences == []


def test_a_corrected_answer_makes_it_anew(page, asked):
    doctor = Answer.objects.get(question=page.question).doctor
    text = story.REPLY.replace("get some rest", "sleep longer")
    warned = ("missing_safety_net", "salutation_name_mismatch")
    viewer = story.viewer_of_doctor(doctor)
    lifecycle.correct_answer(page.question, viewer, text, note="Rest is no help.", acknowledged=warned, now=LATER)
    assert open_draft(asked) is None
    lifecycle.remake_drafts(now=LATER)
    assert "sleep longer" in open_draft(asked).text


def test_what_the_person_says_later_is_held_against_it(asked):
    doctor = story.make_doctor()
    viewer = story.viewer_of_doctor(doctor)
    lifecycle.claim_question(asked, viewer, now=LATER)
    assert "caffeine" in open_draft(asked).text
    back = lifecycle.ask_back(asked, viewer, "Do you drink tea?", now=LATER)
    lifecycle.reply_to_doctor(back, "No tea. I have no caffeine at all.", acknowledged_emergency=False, now=LATER)
    assert open_draft(asked) is None
    lifecycle.remake_drafts(now=LATER)
    left = open_draft(asked)
    assert left is None or "caffeine" not in left.text


def test_a_block_is_a_source_and_its_use_is_recorded():
    story.load_knowledge()
    doctor = story.make_doctor()
    said = BlockText(
        "Calf keeps twitching",
        f"{story.BODY} Twitching is common in healthy people. Stress brings it on. See a doctor if the leg gets weak.",
        story.BLOCK.sources,
        story.BLOCK.review_due,
    )
    viewer = story.viewer_of_doctor(doctor)
    version = lifecycle.make_text_block(viewer, shortcut="calf", department_id="neurology", said=said, now=NOW)
    question = story.ask()
    lifecycle.claim_question(question, viewer, now=NOW)
    assert f"block:{version.pk}" in open_draft(question).leans_on
    saved = lifecycle.take_draft(question, viewer, now=NOW)
    problems, _ = lifecycle.look_over_reply(question, viewer, saved.text, now=NOW)
    signature = lifecycle.Signature(saved.text, acknowledged=tuple({p.type for p in problems}))
    lifecycle.sign_answer(question, viewer, signature, now=NOW)
    assert BlockUse.objects.get(question=question).version == version


def test_none_in_an_emergency_and_none_where_it_is_off(page, settings):
    text = f"{story.BODY} My chest feels tight and the ache goes down my left arm."
    asked = story.ask(now=LATER, body=text, acknowledged_emergency=True)
    assert asked.urgency == "emergency"
    assert not ProposedReply.objects.filter(question=asked).exists()
    Department.objects.filter(pk="neurology").update(drafts_on=False)
    off = story.ask(now=LATER, submission_key="off")
    assert not ProposedReply.objects.filter(question=off).exists()
    Department.objects.filter(pk="neurology").update(drafts_on=True)
    settings.REPLY_DRAFTS = False
    assert lifecycle.propose_draft(off, now=LATER) is None


def test_when_drafting_breaks_the_question_still_arrives(page, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("broken")

    monkeypatch.setattr(reply_draft, "sift", broken)
    question = story.ask(now=LATER)
    assert question.stage == "waiting"
    assert open_draft(question) is None


def test_reading_the_case_asks_no_engine(asked, monkeypatch, desk):
    def never(*_args, **_more):
        raise AssertionError("a page asked the engine")

    monkeypatch.setattr("curbside.web.drafts.proposing.near_sources", never)
    monkeypatch.setattr("curbside.web.drafts.proposing.propose_reply", never)
    assert "Draft for a reply" in desk[0].get(f"/desk/q/{asked.ref}/").content.decode()


def test_erased_with_its_question(asked):
    lifecycle.erase_question(asked, actor="test", now=LATER)
    assert not ProposedReply.objects.filter(question=asked).exists()
    assert Question.objects.get(pk=asked.pk).stage == "erased"
