"""Taking a published answer back: who may, and that nothing presents it as an answer any more."""

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.answers.models import Answer
from curbside.web.audit.models import AuditEntry
from curbside.web.blocks.actions import note_uses
from curbside.web.blocks.models import Recall
from curbside.web.drafts.models import Explanation, ExplanationState
from curbside.web.lifecycle.evidence import citable
from curbside.web.notices.models import OutboxMessage
from curbside.web.publishing.actions import AlreadyProposed
from curbside.web.publishing.models import Correction, Publication, TakeDown
from curbside.web.publishing.queries import live_publications, page_of, standing_publications
from curbside.web.publishing.searching import search_words
from curbside.web.questions.actions import StageConflict
from curbside.web.questions.models import ConsentKind, Question, Stage
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db
WHY = "Twitching with weakness should have been seen at once."


@pytest.fixture
def page(django_capture_on_commit_callbacks) -> Publication:
    with django_capture_on_commit_callbacks(execute=True):
        return story.publish(story.ask(email="someone@example.org"))


def retract(page: Publication, capture) -> Correction:
    with capture(execute=True):
        return lifecycle.retract_answer(page.question, story.viewer_of_doctor(page.doctor), reason=WHY, now=NOW)


def test_the_doctor_who_signed_takes_it_back_alone(page, django_capture_on_commit_callbacks):
    note = retract(page, django_capture_on_commit_callbacks)
    assert (note.kind, note.note, note.by) == (Correction.Kind.RETRACTION, WHY, page.doctor.name)
    assert page_of(page.ref) == page  # the page stays
    assert Answer.objects.get().retraction == WHY
    entry = AuditEntry.objects.get(action="answer.retract")
    assert (entry.actor, entry.reason) == (f"user:{page.doctor.user_id}", WHY)


def test_nothing_presents_it_as_an_answer_any_more(page, django_capture_on_commit_callbacks):
    assert [found.ref for found in lifecycle.find_answered(story.BODY)] == [page.ref]
    retract(page, django_capture_on_commit_callbacks)
    assert lifecycle.find_answered(story.BODY) == []
    assert not search_words("twitching calf", exact=False).pages
    assert not standing_publications().exists()
    assert live_publications().get().more_info == []
    assert Explanation.objects.get().state == ExplanationState.WITHDRAWN
    # an index made anew does not bring it back
    assert lifecycle.build_index_anew(now=NOW) == 0
    assert lifecycle.mend_index(now=NOW) == 0


def test_nothing_explains_it_anew(page, django_capture_on_commit_callbacks):
    Explanation.objects.update(rebuild_due=True)
    retract(page, django_capture_on_commit_callbacks)
    assert lifecycle.rebuild_more_info(now=NOW) == 0
    assert Explanation.objects.get().state == ExplanationState.WITHDRAWN


def test_other_pages_no_longer_cite_it(page, django_capture_on_commit_callbacks):
    other = story.publish(story.ask(), headline="Another calf that twitches")
    sources = [{"kind": "answer", "ref": page.ref, "quote": "Rest."}], [{"kind": "reply", "ref": "", "quote": "Rest."}]
    sentences = [{"text": "Rest helps.", "part": "", "sources": each} for each in sources]
    Publication.objects.filter(pk=other.pk).update(more_info=sentences)
    Explanation.objects.filter(question=other.question).update(sentences=sentences, state=ExplanationState.APPROVED)
    assert any(passage.ref == page.ref for passage in citable(other.question, story.REPLY))
    retract(page, django_capture_on_commit_callbacks)
    assert Publication.objects.get(pk=other.pk).more_info == sentences[1:]
    assert Explanation.objects.get(question=other.question).sentences == sentences[1:]
    assert not any(passage.ref == page.ref for passage in citable(other.question, story.REPLY))


def test_the_asker_is_told_without_a_word_about_health(page, django_capture_on_commit_callbacks):
    before = OutboxMessage.objects.filter(to="someone@example.org").count()
    retract(page, django_capture_on_commit_callbacks)
    mails = OutboxMessage.objects.filter(to="someone@example.org").order_by("pk")
    assert mails.count() == before + 1
    said = f"{mails.last().subject} {mails.last().body}".lower()
    assert not [word for word in ("twitch", "calf", "retract", "wrong", "neurolog") if word in said]


def test_nobody_else_takes_it_back_alone(page):
    for viewer in (story.viewer_of_doctor(story.make_doctor()), story.viewer_of(story.make_moderator())):
        with pytest.raises(lifecycle.NotAllowed):
            lifecycle.retract_answer(page.question, viewer, reason=WHY, now=NOW)
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.propose_retraction(page.question, story.viewer_of_doctor(story.make_doctor()), reason=WHY, now=NOW)


def test_it_takes_two_others_and_the_page_is_held_meanwhile(page, django_capture_on_commit_callbacks):
    reviewer, moderator = (story.viewer_of(story.make_user(role)) for role in (Role.REVIEWER, Role.MODERATOR))
    with django_capture_on_commit_callbacks(execute=True):
        proposal = lifecycle.propose_retraction(page.question, reviewer, reason=WHY, now=NOW)
    assert page_of(page.ref) is None
    assert lifecycle.find_answered(story.BODY) == []
    assert OutboxMessage.objects.filter(to=page.doctor.user.email, kind="retraction").count() == 1
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.decide_take_down(proposal, reviewer, agree=True, now=NOW)
    with pytest.raises(AlreadyProposed):
        lifecycle.propose_retraction(page.question, moderator, reason=WHY, now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.decide_take_down(proposal, moderator, agree=True, now=NOW)
    assert page_of(page.ref).correction_notes[0]["by"] == "the editors"  # staff who did not sign are not named
    assert not standing_publications().exists()
    assert OutboxMessage.objects.filter(to=page.doctor.user.email, kind="retraction").count() == 2


def test_refused_it_is_shown_and_found_again(page, django_capture_on_commit_callbacks):
    reviewer, other = (story.viewer_of(story.make_user(Role.REVIEWER)) for _ in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        proposal = lifecycle.propose_retraction(page.question, reviewer, reason=WHY, now=NOW)
        lifecycle.decide_take_down(proposal, other, agree=False, now=NOW)
    assert page_of(page.ref) == page
    assert [found.ref for found in lifecycle.find_answered(story.BODY)] == [page.ref]


def test_a_reviewer_decides_about_no_other_proposal(page):
    proposal = lifecycle.propose_take_down(
        page.question, story.viewer_of(story.make_moderator()), erase=False, reason="It names somebody.", now=NOW
    )
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.decide_take_down(proposal, story.viewer_of(story.make_user(Role.REVIEWER)), agree=True, now=NOW)


def test_the_doctor_who_signed_is_the_second_person(page, django_capture_on_commit_callbacks):
    reviewer = story.viewer_of(story.make_user(Role.REVIEWER))
    lifecycle.propose_retraction(page.question, reviewer, reason="It is wrong.", now=NOW)
    retract(page, django_capture_on_commit_callbacks)
    assert TakeDown.objects.get().agreed
    assert page_of(page.ref).correction_notes[0]["note"] == WHY


def test_while_it_is_to_be_taken_down_it_is_not_retracted(page, django_capture_on_commit_callbacks):
    moderator = story.viewer_of(story.make_moderator())
    lifecycle.propose_take_down(page.question, moderator, erase=False, reason="It names somebody.", now=NOW)
    with pytest.raises(StageConflict, match="decided first"):
        retract(page, django_capture_on_commit_callbacks)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_the_reason_is_given_in_full(page, reason):
    with pytest.raises(lifecycle.BadInput, match=r"reason|Say why"):
        lifecycle.retract_answer(page.question, story.viewer_of_doctor(page.doctor), reason=reason, now=NOW)


def test_what_was_retracted_is_retracted_once_and_not_corrected(page, django_capture_on_commit_callbacks):
    retract(page, django_capture_on_commit_callbacks)
    with pytest.raises(StageConflict):
        retract(page, django_capture_on_commit_callbacks)
    with pytest.raises(StageConflict, match="retracted"):
        lifecycle.correct_answer(
            page.question, story.viewer_of_doctor(page.doctor), f"{story.REPLY}\nRest.", note="Rest.", now=NOW
        )


def test_it_stays_retracted_when_its_asker_publishes_it_again(page, django_capture_on_commit_callbacks):
    retract(page, django_capture_on_commit_callbacks)
    for given in (False, True):
        lifecycle.change_consent(Question.objects.get(), ConsentKind.PUBLISH, given=given, now=NOW)
    assert Question.objects.get().stage == Stage.SIGNED
    with django_capture_on_commit_callbacks(execute=True):
        story.publish(Question.objects.get(), doctor=page.doctor)
    assert page_of(page.ref).correction_notes[0]["note"] == WHY
    assert not standing_publications().exists()
    assert lifecycle.find_answered(story.BODY) == []


def test_a_retraction_settles_what_a_text_block_called_back(page, django_capture_on_commit_callbacks):
    version = story.write_block(page.doctor)
    note_uses(page.question, [version.pk])
    Recall.objects.create(version=version, question=page.question, opened_at=NOW)
    retract(page, django_capture_on_commit_callbacks)
    assert Recall.objects.get().outcome == Recall.Outcome.RETRACTED


def test_an_erased_answer_is_cited_nowhere(page):
    other = story.publish(story.ask(), headline="Another calf that twitches")
    cited = [{"text": "Rest helps.", "part": "", "sources": [{"kind": "answer", "ref": page.ref, "quote": "Rest."}]}]
    Publication.objects.filter(pk=other.pk).update(more_info=cited)
    lifecycle.erase_thread(page.question, now=NOW)
    assert Publication.objects.get().more_info == []
