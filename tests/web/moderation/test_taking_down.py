"""It takes two people to take a page down or to erase a question, and what may be private is not shown meanwhile."""

import pytest
from django.db import IntegrityError, transaction

from curbside.web import lifecycle
from curbside.web.audit.models import AuditEntry
from curbside.web.publishing.models import Publication, TakeDown
from curbside.web.publishing.queries import page_of
from curbside.web.questions.actions import StageConflict
from curbside.web.questions.models import ConsentKind, Question, Stage
from tests.web import story
from tests.web.forms import press
from tests.web.story import NOW
from tests.web.visitors import browser, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return story.make_moderator()


@pytest.fixture
def second():
    return story.make_administrator()


def proposed(page, user, *, erase=False) -> TakeDown:
    return lifecycle.propose_take_down(page.question, story.viewer_of(user), erase=erase, reason="A name.", now=NOW)


def test_from_the_proposal_on_nobody_reads_the_page(first):
    page = story.publish()
    proposed(page, first)
    answer = browser().get(f"/q/{page.ref}-{page.slug}/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "looked at again" in answer.content.decode()
    assert page_of(page.ref) is None
    assert lifecycle.find_answered(story.BODY) == []
    assert browser().get(f"/api/v1/questions/{page.ref}").status_code == 404
    assert page.ref not in browser().get("/feed.atom").content.decode()


def test_who_proposed_cannot_decide(first):
    page = story.publish()
    proposal = proposed(page, first)
    client = signed_in(first)
    said = client.get(f"/moderation/take-downs/{proposal.pk}/").content.decode()
    assert "it takes two people" in said
    assert "Yes, take it down" not in said
    refused = client.post(f"/moderation/take-downs/{proposal.pk}/", {"decision": "agree"})
    assert refused.status_code == 409
    assert Question.objects.get(pk=page.question_id).stage == Stage.PUBLISHED


def test_the_database_knows_that_it_takes_two(first):
    proposal = proposed(story.publish(), first)
    with pytest.raises(IntegrityError), transaction.atomic():
        TakeDown.objects.filter(pk=proposal.pk).update(decided_by=first, decided_at=NOW, agreed=True)


def test_a_second_person_takes_it_down(first, second):
    page = story.publish()
    proposal = proposed(page, first)
    client = signed_in(second)
    assert f"/moderation/take-downs/{proposal.pk}/" in client.get("/moderation/").content.decode()
    shown = client.get(f"/moderation/take-downs/{proposal.pk}/")
    assert page.body[:40] in shown.content.decode()
    press(client, shown, "Yes, take it down")
    assert browser().get(f"/q/{page.ref}-{page.slug}/").status_code == 410
    deeds = AuditEntry.objects.filter(object=f"question:{page.ref}").values_list("action", "actor")
    assert ("unpublish.propose", f"user:{first.pk}") in deeds
    assert ("unpublish.agree", f"user:{second.pk}") in deeds


def test_a_second_person_shows_it_again(first, second, django_capture_on_commit_callbacks):
    page = story.publish()
    with django_capture_on_commit_callbacks(execute=True):
        proposal = proposed(page, first)
    client = signed_in(second)
    with django_capture_on_commit_callbacks(execute=True):
        press(client, client.get(f"/moderation/take-downs/{proposal.pk}/"), "No, show the page again")
    assert browser().get(f"/q/{page.ref}-{page.slug}/").status_code == 200
    assert [found.ref for found in lifecycle.find_answered(story.BODY)] == [page.ref]
    with pytest.raises(StageConflict):
        lifecycle.decide_take_down(proposal, story.viewer_of(story.make_moderator()), agree=True, now=NOW)


def test_two_people_erase_and_nothing_is_left(first, second):
    page = story.publish()
    proposal = proposed(page, first, erase=True)
    client = signed_in(second)
    press(client, client.get(f"/moderation/take-downs/{proposal.pk}/"), "Yes, erase it for good")
    assert Question.objects.get(pk=page.question_id).stage == Stage.ERASED
    assert not Publication.objects.exists()
    assert not TakeDown.objects.exists()
    assert AuditEntry.objects.filter(action="question.erase", actor=f"user:{second.pk}").count() == 1


def test_a_question_that_is_not_published_can_be_erased_by_two(first, second):
    question = story.ask()
    client = signed_in(first)
    page = client.get(f"/moderation/q/{question.ref}/withdraw/")
    press(client, page, "Propose to erase it", reason="Asked by letter.")
    lifecycle.decide_take_down(TakeDown.objects.get(), story.viewer_of(second), agree=True, now=NOW)
    assert Question.objects.get(pk=question.pk).stage == Stage.ERASED


def test_one_proposal_at_a_time(first, second):
    page = story.publish()
    proposed(page, first)
    with pytest.raises(lifecycle.BadInput, match="waits for a second person"):
        proposed(page, second)


def test_the_asker_needs_nobody_for_their_own_page(first):
    page = story.publish()
    proposal = proposed(page, first)
    lifecycle.change_consent(page.question, ConsentKind.PUBLISH, given=False, now=NOW)
    assert Question.objects.get(pk=page.question_id).stage == Stage.WITHDRAWN
    lifecycle.decide_take_down(proposal, story.viewer_of(story.make_moderator()), agree=True, now=NOW)
    assert Question.objects.get(pk=page.question_id).stage == Stage.WITHDRAWN


def test_a_held_page_is_not_corrected_meanwhile(first):
    page = story.publish()
    proposed(page, first)
    with pytest.raises(StageConflict, match="not shown until"):
        lifecycle.correct_answer(
            page.question, story.viewer_of_doctor(page.doctor), f"{story.REPLY}\nRest.", note="Rest.", now=NOW
        )
