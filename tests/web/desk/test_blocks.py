"""Text blocks: who writes and reviews them, where they went, and what is called back when one was wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.audit.models import AuditEntry
from curbside.web.blocks.actions import ShortcutTaken
from curbside.web.blocks.models import BlockUse, BlockVersion, Recall
from curbside.web.blocks.queries import current_versions, open_recalls, pages_with
from curbside.web.desk.blocks import text_blocks
from curbside.web.notices.models import OutboxMessage
from tests.web import story
from tests.web.forms import press
from tests.web.story import BLOCK, NOW
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db
WRONG = replace(BLOCK, text="Leave out coffee for two weeks.", note="One week was too short.", corrects=True)


@pytest.fixture
def doctor():
    return story.make_doctor()


def published_with(version: BlockVersion, doctor):
    """A page whose answer was made with this version, put in through the editor."""
    question = story.ask()
    viewer = story.viewer_of_doctor(doctor)
    lifecycle.claim_question(question, viewer, now=NOW)
    lifecycle.put_in(question, viewer, block=version.pk, now=NOW)
    return story.publish(question, doctor=doctor)


def test_the_menu_offers_the_blocks_of_the_department_filled_in(doctor):
    story.write_block(doctor)
    story.write_block(story.make_doctor("cardiology"), shortcut="pulse")
    question = story.ask(alias="Brisk Oak")
    offered = text_blocks(question, story.viewer_of_doctor(doctor))
    assert [(each.shortcut, each.review_due) for each in offered] == [("less-coffee", False)]
    assert offered[0].text == f"Dear Brisk Oak, leave out coffee for a week. {doctor.name}, Neurology"


def test_the_editor_puts_a_block_in_without_a_script_and_remembers_it(doctor):
    version = story.write_block(doctor)
    question, client = story.ask(), signed_in(doctor)
    lifecycle.claim_question(question, story.viewer_of_doctor(doctor), now=NOW)
    page = client.get(f"/desk/q/{question.ref}/")
    assert "less-coffee" in page.content.decode()
    press(client, page, "less-coffee", text="Hello,")
    assert "leave out coffee for a week" in client.get(f"/desk/q/{question.ref}/").content.decode()
    story.answer(question, doctor)
    assert list(BlockUse.objects.values_list("version", "question")) == [(version.pk, question.pk)]


def test_a_block_needs_a_source_and_a_shortcut_of_its_own(doctor):
    story.write_block(doctor)
    with pytest.raises(ShortcutTaken):
        story.write_block(doctor)
    viewer = story.viewer_of_doctor(doctor)
    for sources in ([], [("A page", "http://example.org/")]):
        with pytest.raises(lifecycle.BadInput, match="source"):
            lifecycle.make_text_block(
                viewer, shortcut="other", department_id="neurology", said=replace(BLOCK, sources=sources), now=NOW
            )
    story.make_department("cardiology", "Cardiology")
    with pytest.raises(lifecycle.NotAllowed, match="your own departments"):
        lifecycle.make_text_block(viewer, shortcut="other", department_id="cardiology", said=BLOCK, now=NOW)


def test_only_the_owner_changes_it_and_the_old_words_stay(doctor):
    version = story.write_block(doctor)
    with pytest.raises(lifecycle.NotAllowed, match="Only its owner"):
        lifecycle.change_text_block(version.block, story.viewer_of_doctor(story.make_doctor()), WRONG, now=NOW)
    with pytest.raises(lifecycle.BadInput, match="what has changed"):
        lifecycle.change_text_block(version.block, story.viewer_of_doctor(doctor), BLOCK, now=NOW)
    lifecycle.change_text_block(version.block, story.viewer_of_doctor(doctor), WRONG, now=NOW)
    assert [each.text for each in current_versions()] == [WRONG.text]
    said = signed_in(doctor).get("/desk/blocks/less-coffee/").content.decode()
    assert "leave out coffee for a week" in said
    assert "One week was too short." in said


def test_the_writer_does_not_review_and_a_new_version_is_reviewed_anew(doctor):
    version = story.write_block(doctor)
    reviewer = story.viewer_of(story.make_user(Role.REVIEWER, name="Rea Reviewer"))
    with pytest.raises(lifecycle.NotAllowed, match="other than the writer"):
        lifecycle.review_text_block(version, story.viewer_of_doctor(doctor), now=NOW)
    with pytest.raises(lifecycle.NotAllowed, match="Doctors and reviewers"):
        lifecycle.review_text_block(version, story.viewer_of(story.make_moderator()), now=NOW)
    for _ in range(2):
        lifecycle.review_text_block(version, reviewer, now=NOW)
    assert AuditEntry.objects.filter(action="block.review").count() == 1
    client = signed_in(doctor)
    assert "Rea Reviewer" in client.get("/desk/blocks/less-coffee/").content.decode()
    lifecycle.change_text_block(version.block, story.viewer_of_doctor(doctor), WRONG, now=NOW)
    assert "Nobody yet" in client.get("/desk/blocks/less-coffee/").content.decode()


def test_correcting_a_block_calls_back_every_published_answer_made_with_it(doctor):
    version, colleague = story.write_block(doctor), story.make_doctor()
    mine, theirs = published_with(version, doctor), published_with(version, colleague)
    untouched = story.publish(doctor=doctor)
    private = story.ask(consents={"answer": True, "publish": False})
    lifecycle.claim_question(private, story.viewer_of_doctor(doctor), now=NOW)
    lifecycle.put_in(private, story.viewer_of_doctor(doctor), block=version.pk, now=NOW)
    story.answer(private, doctor)
    recalls = lifecycle.change_text_block(version.block, story.viewer_of_doctor(doctor), WRONG, now=NOW)
    assert {recall.question_id for recall in recalls} == {mine.question_id, theirs.question_id}
    assert untouched.pk not in {page.pk for page in pages_with(version.block)}
    assert [recall.question.pk for recall in open_recalls(colleague.pk)] == [theirs.question_id]
    told = OutboxMessage.objects.filter(kind="recall").values_list("to", flat=True)
    assert sorted(told) == sorted([doctor.user.email, colleague.user.email])
    said = signed_in(colleague).get("/desk/blocks/").content.decode()
    assert theirs.headline in said
    assert mine.headline not in said


def test_a_change_that_corrects_nothing_calls_nothing_back(doctor):
    version = story.write_block(doctor)
    published_with(version, doctor)
    clearer = replace(WRONG, corrects=False)
    assert lifecycle.change_text_block(version.block, story.viewer_of_doctor(doctor), clearer, now=NOW) == []
    assert not Recall.objects.exists()


def test_an_answer_that_is_corrected_is_not_waited_for_any_more(doctor):
    version = story.write_block(doctor)
    page = published_with(version, doctor)
    viewer = story.viewer_of_doctor(doctor)
    lifecycle.change_text_block(version.block, viewer, WRONG, now=NOW)
    text = story.REPLY.replace("two weeks and", "three weeks and")
    lifecycle.correct_answer(page.question, viewer, text, note="Three weeks.", now=NOW)
    assert not open_recalls().exists()
    assert Recall.objects.get().outcome == Recall.Outcome.CORRECTED


def test_an_answer_can_stand_with_a_reason_of_the_doctor_who_signed_it(doctor):
    version, other = story.write_block(doctor), story.make_doctor()
    published_with(version, doctor)
    recall = lifecycle.change_text_block(version.block, story.viewer_of_doctor(doctor), WRONG, now=NOW)[0]
    assert signed_in(other).get(f"/desk/recalls/{recall.pk}/").status_code == 404
    client = signed_in(doctor)
    page = client.get(f"/desk/recalls/{recall.pk}/")
    assert WRONG.text in page.content.decode()
    assert press(client, page, "It can stand", note=" ").status_code == 422
    press(client, page, "It can stand", note="The sentence was left out.")
    assert not open_recalls().exists()
    assert AuditEntry.objects.get(action="recall.stands").reason == "The sentence was left out."


def test_what_is_erased_or_taken_down_is_not_waited_for(doctor):
    version = story.write_block(doctor)
    gone, erased = published_with(version, doctor), published_with(version, doctor)
    lifecycle.change_text_block(version.block, story.viewer_of_doctor(doctor), WRONG, now=NOW)
    story.take_down(gone)
    lifecycle.erase_question(erased.question, actor="asker", now=NOW)
    assert not open_recalls().exists()
    assert not BlockUse.objects.filter(question=erased.question).exists()


def test_a_block_out_of_use_is_offered_no_more_and_keeps_its_page(doctor):
    version = story.write_block(doctor)
    other = story.viewer_of_doctor(story.make_doctor())
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.retire_text_block(version.block, other, now=NOW)
    client = signed_in(doctor)
    press(client, client.get("/desk/blocks/less-coffee/"), "Take it out of use")
    assert text_blocks(story.ask(), story.viewer_of_doctor(doctor)) == []
    assert "Out of use" in client.get("/desk/blocks/less-coffee/").content.decode()


def test_writing_one_by_form_and_one_that_is_due(doctor, clock):
    client = signed_in(doctor)
    page = client.get("/desk/blocks/new/")
    given = {"shortcut": "rest", "title": "Rest", "text": "Rest a day.", "sources": "NHS, https://www.nhs.uk/"}
    assert "its title | its address" in press(client, page, "Save this version", **given).content.decode()
    done = press(client, page, "Save this version", **given | {"sources": "NHS | https://www.nhs.uk/"})
    assert "/rest" in done.content.decode()
    assert BlockVersion.objects.get().sources == [{"title": "NHS", "url": "https://www.nhs.uk/"}]
    taken = press(
        client, client.get("/desk/blocks/new/"), "Save this version", **given | {"sources": "N | https://n.org/"}
    )
    assert taken.status_code == 422
    BlockVersion.objects.update(review_due=(NOW - timedelta(days=1)).date())
    assert "review due" in client.get("/desk/blocks/").content.decode()


def test_the_list_takes_few_queries(doctor, django_assert_max_num_queries):
    for n in range(12):
        story.write_block(doctor, shortcut=f"block-{n}")
    client = signed_in(doctor)
    with django_assert_max_num_queries(10):
        assert client.get("/desk/blocks/").status_code == 200
