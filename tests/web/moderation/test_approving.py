"""Nothing that tells who somebody is goes up unless a person has dealt with it, one by one."""

from dataclasses import replace

import pytest

from curbside.web import lifecycle
from curbside.web.audit.models import AuditEntry
from curbside.web.publishing.models import Publication
from curbside.web.questions import actions as questions
from curbside.web.questions.models import ConsentKind, Question, Stage
from tests.web import story
from tests.web.forms import form_with, press
from tests.web.visitors import browser, signed_in

APPROVE, PREVIEW = "Approve and publish", "Show what would be published"
NAMED = f"{story.BODY} My name is Tamsin Oakeshott and I am 34."

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return signed_in(story.make_moderator())


def signed(body: str = NAMED, reply: str = story.REPLY) -> Question:
    question = story.ask(body=body)
    story.answer(question, story.make_doctor(), text=reply)
    question.refresh_from_db()
    return question


def row_of(page, words: str) -> str:
    """The number of the row that names `words`."""
    said = page.content.decode()
    part = said[: said.index(f"“{words}”</legend>")] if f"“{words}”</legend>" in said else ""
    assert part, words
    rest = said[len(part) :]
    return rest[rest.index('id="do-') + 7 :].split("-")[0]


def test_each_replacement_has_a_row_of_its_own(moderator):
    page = moderator.get(f"/moderation/q/{signed().ref}/")
    fields = form_with(page, APPROVE).fields
    assert [fields[f"do-{n}"] for n in range(2)] == ["replace", "replace"]
    assert "[name]" in (fields["put-0"], fields["put-1"])


def test_a_replacement_can_be_changed(moderator):
    question = signed()
    page = moderator.get(f"/moderation/q/{question.ref}/")
    n = row_of(page, "34") if "“34”</legend>" in page.content.decode() else "1"
    press(moderator, page, APPROVE, **{f"put-{n}": "a grown-up"})
    assert "a grown-up" in Publication.objects.get().body


def test_words_can_be_taken_out_of_question_and_reply_alike(moderator):
    question = signed(reply=story.REPLY.replace("Try less coffee", "As the Bluebell clinic says, try less coffee"))
    page = moderator.get(f"/moderation/q/{question.ref}/")
    added = {"add-words-0": "bluebell  clinic", "add-put-0": "a clinic", "add-words-1": "coffee", "add-put-1": ""}
    assert press(moderator, page, APPROVE, **added).status_code == 200
    published = Publication.objects.get()
    everything = f"{published.body} {published.answer_html} {published.answer_text} {published.answer_excerpt}"
    assert "Bluebell" not in everything
    assert "coffee" not in everything
    assert "As the a clinic says" in published.answer_text


def test_words_that_stand_nowhere_are_said(moderator):
    question = signed()
    page = moderator.get(f"/moderation/q/{question.ref}/")
    refused = press(moderator, page, APPROVE, **{"add-words-0": "Zanzibar"})
    assert refused.status_code == 422
    assert "stands nowhere" in refused.content.decode()
    assert not Publication.objects.exists()


def test_the_preview_shows_and_publishes_nothing(moderator):
    question = signed()
    page = moderator.get(f"/moderation/q/{question.ref}/")
    shown = press(moderator, page, PREVIEW, **{"add-words-0": "coffee", "add-put-0": "a hot drink"})
    assert "a hot drink</ins>" in shown.content.decode()
    assert form_with(shown, APPROVE).fields["add-words-0"] == "coffee"
    assert not Publication.objects.exists()


def test_a_direct_identifier_that_is_put_back_stops_the_page_until_it_is_dealt_with(moderator):
    question = signed()
    page = moderator.get(f"/moderation/q/{question.ref}/")
    n = row_of(page, "Tamsin Oakeshott")
    refused = press(moderator, page, APPROVE, **{f"do-{n}": "keep"})
    assert refused.status_code == 409
    assert "may still tell who somebody is" in refused.content.decode()
    assert not Publication.objects.exists()
    settled = press(moderator, refused, APPROVE, **{"left-do-0": "stay", "left-why-0": "too short"[:3]})
    assert settled.status_code == 409
    assert not AuditEntry.objects.filter(action="publication.waive").exists()
    done = press(moderator, settled, APPROVE, **{"left-do-0": "stay", "left-why-0": "A character in a novel"})
    assert done.status_code == 200
    assert "Tamsin Oakeshott" in Publication.objects.get().body
    entry = AuditEntry.objects.get(action="publication.waive")
    assert entry.reason == "A character in a novel"
    assert "Tamsin" not in str(entry.detail)


def test_an_address_in_the_reply_stops_the_page_and_can_be_taken_out(moderator):
    question = signed(reply=f"{story.REPLY}\nAsk at 12 Wharf Road, Exampleton. See https://www.example.org/calf too.\n")
    page = moderator.get(f"/moderation/q/{question.ref}/")
    assert "seems to name somebody" in page.content.decode()
    refused = press(moderator, page, APPROVE)
    assert refused.status_code == 409
    rows = [name for name in form_with(refused, APPROVE).fields if name.startswith("left-words-")]
    assert len(rows) == 1  # the link is the doctor's source
    out = {f"left-do-{name.rsplit('-', 1)[1]}": "out" for name in rows}
    assert press(moderator, refused, APPROVE, **out).status_code == 200
    published = Publication.objects.get()
    assert "Wharf Road" not in published.answer_text
    assert "Wharf Road" not in browser().get(f"/q/{published.ref}-{published.slug}/").content.decode()
    assert "Wharf Road" in question.answer.text  # the asker reads what the doctor wrote


def test_a_corrected_reply_names_nobody_new_and_what_was_taken_out_stays_out(moderator):
    question = signed(reply=story.REPLY.replace("Try less coffee", "As the Bluebell clinic says, try less coffee"))
    page = moderator.get(f"/moderation/q/{question.ref}/")
    press(moderator, page, APPROVE, **{"add-words-0": "the Bluebell clinic", "add-put-0": "a clinic"})
    question.refresh_from_db()
    viewer = story.viewer_of_doctor(question.answer.doctor)
    worse = question.answer.text + "\nAsk at 12 Wharf Road, Exampleton.\n"
    with pytest.raises(lifecycle.IdentifiersLeft):
        lifecycle.correct_answer(question, viewer, worse, note="Whom to ask.", now=story.NOW)
    better = question.answer.text.replace("two weeks and", "three weeks and")
    lifecycle.correct_answer(question, viewer, better, note="Three weeks.", now=story.NOW)
    text = Publication.objects.get().answer_text
    assert "three weeks" in text
    assert "Bluebell" not in text


def test_consent_taken_back_between_look_and_page_counts(moderator, monkeypatch):
    """Whatever happens until the row is ours is seen: the consent is asked for after the guarded move."""
    question = signed()
    real = questions.move

    def taken_back_meanwhile(question, **changes):
        real(question, **changes)
        questions.record_consents(question, {ConsentKind.PUBLISH.value: False}, now=story.NOW)

    monkeypatch.setattr("curbside.web.lifecycle.publishing.questions.move", taken_back_meanwhile)
    approval = lifecycle.Approval("A calf", question.title, question.body)
    with pytest.raises(lifecycle.NotAllowed, match="has not agreed"):
        lifecycle.approve_publication(question, story.viewer_of(story.make_moderator()), approval, now=story.NOW)
    assert not Publication.objects.exists()
    assert Question.objects.get(pk=question.pk).stage == Stage.SIGNED


def test_consent_taken_back_with_an_old_view_of_the_question_takes_the_page_down():
    """The asker's browser read the question before the moderator published it."""
    question = signed()
    as_read_before = Question.objects.get(pk=question.pk)
    story.publish(question)
    lifecycle.change_consent(as_read_before, ConsentKind.PUBLISH, given=False, now=story.NOW)
    assert Question.objects.get(pk=question.pk).stage == Stage.WITHDRAWN


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"subject": "child", "age_years": 7.0}, "about a child"),
        ({"subject": "parent", "age_years": 93.0}, "Few people are as old"),
        ({"subject": "parent"}, "has not agreed to anything"),
        ({"body": NAMED}, "named 1 person"),
        ({"body": f"{story.BODY} I am 34 and work as the mayor."}, "rare job"),
    ],
)
def test_what_makes_somebody_easy_to_recognise_is_said(moderator, changes, hint):
    question = story.ask(**changes)
    story.answer(question, story.make_doctor())
    said = moderator.get(f"/moderation/q/{question.ref}/").content.decode()
    assert "Look twice" in said
    assert hint in said


def test_without_an_original_the_text_that_is_left_can_still_be_mended(moderator):
    question = signed()
    question.original.delete()
    page = moderator.get(f"/moderation/q/{question.ref}/")
    assert "has been erased" in page.content.decode()
    assert press(moderator, page, APPROVE, **{"add-words-0": "coffee", "add-put-0": "tea"}).status_code == 200
    assert "a lot of tea" in Publication.objects.get().body


def test_taking_out_leaves_longer_words_alone():
    question = signed(body=story.BODY)
    approval = lifecycle.Approval("Calf", question.title, question.body)
    taken = replace(
        approval, taken_out=(lifecycle.TakenOut("cal", "x"), lifecycle.TakenOut("right calf", "leg"))
    ).cleaned()
    assert "my leg has been twitching" in taken.body
    assert taken.headline == "Calf"
