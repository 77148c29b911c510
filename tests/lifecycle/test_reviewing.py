"""Published answers are read again: by a second clinician by risk and by the draw, and by their doctor in time."""

from datetime import timedelta

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.actions import grant_role
from curbside.web.accounts.models import Doctor, Role
from curbside.web.audit.models import AuditEntry
from curbside.web.lifecycle.reviewing import is_drawn
from curbside.web.notices.models import OutboxMessage
from curbside.web.publishing.models import Publication, TakeDown
from curbside.web.publishing.queries import page_of
from curbside.web.publishing.reviewing import review_period
from curbside.web.questions.actions import StageConflict
from curbside.web.questions.models import ConsentKind, Question
from curbside.web.reviews.models import PeerReview
from curbside.web.reviews.queries import corrections_asked, left_to_stand, open_peer_reviews, pages_due
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
NOTE = "The danger sign of weakness is missing."


@pytest.fixture
def reviewer():
    return story.viewer_of(story.make_user(Role.REVIEWER))


@pytest.fixture
def page(settings) -> Publication:
    """Drawn for review."""
    settings.PEER_REVIEW_PERCENT = 100
    return story.publish()


def review_of(page: Publication) -> PeerReview:
    return PeerReview.objects.get(question=page.question)


def decide(page: Publication, reviewer, outcome: str, note: str = "") -> None:
    lifecycle.decide_peer_review(review_of(page), reviewer, outcome=outcome, note=note, now=NOW)


# ── What is queued ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_draw_takes_its_share_and_always_the_same(settings):
    refs = [f"ref{n}" for n in range(4000)]
    settings.PEER_REVIEW_PERCENT = 5
    drawn = [ref for ref in refs if is_drawn(ref)]
    assert 140 <= len(drawn) <= 260  # 5 % of 4,000 are 200; four standard deviations are 55
    assert drawn == [ref for ref in refs if is_drawn(ref)]
    settings.PEER_REVIEW_PERCENT = 0
    assert not any(map(is_drawn, refs))
    settings.PEER_REVIEW_PERCENT = 100
    assert all(map(is_drawn, refs))


def test_what_is_not_drawn_and_not_risky_is_not_queued(settings):
    settings.PEER_REVIEW_PERCENT = 0
    story.publish()
    assert not PeerReview.objects.exists()


def test_high_risk_topics_and_urgent_questions_always_are(settings, monkeypatch):
    settings.PEER_REVIEW_PERCENT = 0
    story.load_knowledge()
    first = story.publish().topics[0]["slug"]  # whatever it is about
    assert not PeerReview.objects.exists()
    monkeypatch.setattr("curbside.web.publishing.reviewing.high_risk_topics", lambda: {first: "vessels"})
    story.publish(story.ask(), headline="A calf of high risk")
    assert PeerReview.objects.get().why == PeerReview.Why.RISK
    monkeypatch.undo()
    urgent = story.ask()
    Question.objects.filter(pk=urgent.pk).update(urgency="urgent", urgency_rank=1)
    story.publish(Question.objects.get(pk=urgent.pk), headline="An urgent calf")
    assert PeerReview.objects.get(question=urgent).due_on == (NOW + settings.PEER_REVIEW_PERIOD).date()


def test_a_page_that_goes_up_again_is_queued_once(page):
    for given in (False, True):
        lifecycle.change_consent(Question.objects.get(), ConsentKind.PUBLISH, given=given, now=NOW)
    story.publish(Question.objects.get(), doctor=page.doctor)
    assert PeerReview.objects.count() == 1


# ── What a second reader finds ─────────────────────────────────────────────────────────────────────────────────


def test_fine_dates_the_page_without_naming_staff(page, reviewer):
    assert page.reviewed_on is None
    decide(page, reviewer, "fine")
    shown = page_of(page.ref)
    assert (shown.reviewed_on, shown.reviewed_by) == (TODAY, "")
    assert not open_peer_reviews(reviewer).exists()
    assert AuditEntry.objects.get(action="answer.peer-review").detail == {"outcome": "fine"}


def test_a_reviewer_who_is_a_doctor_is_named(page):
    colleague = story.make_doctor()
    grant_role(colleague.user, Role.REVIEWER, actor="test", now=NOW)
    decide(page, story.viewer_of_doctor(colleague), "fine")
    assert page_of(page.ref).reviewed_by == colleague.name


def test_whoever_signed_is_not_the_second_reader(page):
    grant_role(page.doctor.user, Role.REVIEWER, actor="test", now=NOW)
    viewer = story.viewer_of_doctor(page.doctor)
    assert not open_peer_reviews(viewer).exists()
    with pytest.raises(lifecycle.NotAllowed, match="Somebody else"):
        decide(page, viewer, "fine")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_reviewers_decide(page, role):
    with pytest.raises(lifecycle.NotAllowed):
        decide(page, story.viewer_of(story.make_user(role)), "fine")


def test_a_correction_is_asked_of_the_doctor_and_settled_by_it(page, reviewer):
    decide(page, reviewer, "correct", NOTE)
    assert [each.note for each in corrections_asked(page.doctor_id)] == [NOTE]
    mail = OutboxMessage.objects.get(kind="peer-review")
    assert mail.to == page.doctor.user.email
    assert "weakness" not in mail.body
    viewer = story.viewer_of_doctor(page.doctor)
    mended = f"{story.REPLY}\nWeakness needs a doctor today.\n"
    lifecycle.correct_answer(
        page.question, viewer, mended, note="A danger sign was missing.", acknowledged=("missing_safety_net",), now=NOW
    )
    assert not corrections_asked().exists()
    assert not left_to_stand(NOW - timedelta(days=1)).exists()


def test_the_doctor_may_let_it_stand_and_reviewers_read_why(page, reviewer):
    decide(page, reviewer, "correct", NOTE)
    viewer = story.viewer_of_doctor(page.doctor)
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.let_reviewed_answer_stand(
            page.question, story.viewer_of_doctor(story.make_doctor()), note="No.", now=NOW
        )
    with pytest.raises(lifecycle.BadInput, match="Say why"):
        lifecycle.let_reviewed_answer_stand(page.question, viewer, note=" ", now=NOW)
    lifecycle.let_reviewed_answer_stand(page.question, viewer, note="It is in the third line.", now=NOW)
    assert [each.settled_note for each in left_to_stand(NOW)] == ["It is in the third line."]
    with pytest.raises(StageConflict):
        lifecycle.let_reviewed_answer_stand(page.question, viewer, note="Again.", now=NOW)


def test_a_retraction_is_proposed_and_the_page_held(page, reviewer):
    decide(page, reviewer, "retract", NOTE)
    assert page_of(page.ref) is None
    proposal = TakeDown.objects.get()
    assert (proposal.deed, proposal.reason, proposal.proposed_by_id) == ("retract", NOTE, reviewer.user_id)


@pytest.mark.parametrize(("outcome", "note"), [("correct", ""), ("retract", " "), ("", "x"), ("good", "x")])
def test_what_was_found_is_said_and_why(page, reviewer, outcome, note):
    with pytest.raises(lifecycle.BadInput):
        decide(page, reviewer, outcome, note)
    assert review_of(page).decided_at is None
    assert not TakeDown.objects.exists()


def test_a_reason_too_long_for_readers_changes_nothing(page, reviewer):
    with pytest.raises(lifecycle.BadInput, match="Shorten"):
        decide(page, reviewer, "retract", "x" * 400)
    assert review_of(page).decided_at is None


def test_it_is_decided_once(page, reviewer):
    review = review_of(page)
    decide(page, reviewer, "fine")
    with pytest.raises(StageConflict):
        lifecycle.decide_peer_review(review, reviewer, outcome="correct", note=NOTE, now=NOW)


def test_what_is_gone_waits_for_no_reader(page, reviewer):
    story.take_down(page)
    assert not open_peer_reviews(reviewer).exists()
    lifecycle.erase_thread(page.question, now=NOW)
    assert not PeerReview.objects.exists()


# ── Read again in time ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_interval_is_the_sites_the_departments_or_that_of_high_risk(settings):
    settings.REVIEW_PERIODS = {"oncology": timedelta(days=100)}
    assert review_period("neurology", ["muscle-cramp"]) == settings.REVIEW_PERIOD
    assert review_period("oncology", []) == timedelta(days=100)
    assert review_period("neurology", ["stroke"]) == settings.HIGH_RISK_REVIEW_PERIOD
    assert review_period("oncology", ["stroke"]) == timedelta(days=100)
    assert review_period("neurology", ["muscle-cramp", "tremor", "headache", "stroke"]) == settings.REVIEW_PERIOD


def test_it_counts_from_the_signature_and_not_from_the_approval(settings):
    question, doctor = story.ask(), story.make_doctor()
    story.answer(question, doctor)
    question.refresh_from_db()
    approval = lifecycle.Approval("A calf", question.title, question.body)
    moderator = story.viewer_of(story.make_moderator())
    page = lifecycle.approve_publication(question, moderator, approval, now=NOW + timedelta(days=9))
    assert page.reviewed_on is None
    assert page.review_due == (NOW + settings.REVIEW_PERIOD).date()


def due(page: Publication, days_ago: int) -> None:
    Publication.objects.filter(pk=page.pk).update(review_due=TODAY - timedelta(days=days_ago))


def test_the_doctor_who_signed_sees_it_and_stands_by_it(page, settings):
    viewer = story.viewer_of_doctor(page.doctor)
    assert not pages_due(viewer, today=TODAY).exists()
    due(page, 0)
    assert list(pages_due(viewer, today=TODAY)) == [page]
    lifecycle.confirm_answer(page.question, viewer, now=NOW)
    page = Publication.objects.get()
    assert (page.reviewed_on, page.reviewed_by) == (TODAY, page.doctor.name)
    assert page.review_due == (NOW + settings.REVIEW_PERIOD).date()
    assert AuditEntry.objects.filter(action="answer.review", actor=viewer.actor).count() == 1


def test_a_colleague_reads_it_only_when_it_is_late_or_the_doctor_has_left(page):
    colleague, stranger = story.make_doctor(), story.make_doctor("cardiology")
    viewer = story.viewer_of_doctor(colleague)
    due(page, 5)
    assert not pages_due(viewer, today=TODAY).exists()
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.confirm_answer(page.question, viewer, now=NOW)
    due(page, 31)
    assert list(pages_due(viewer, today=TODAY)) == [page]
    assert not pages_due(story.viewer_of_doctor(stranger), today=TODAY).exists()
    due(page, 5)
    Doctor.objects.filter(pk=page.doctor_id).update(revoked_at=NOW)
    assert list(pages_due(viewer, today=TODAY)) == [page]
    lifecycle.confirm_answer(page.question, viewer, now=NOW)
    assert page_of(page.ref).reviewed_by == colleague.name


def test_a_correction_is_a_review_of_the_whole_answer(page):
    later = NOW + timedelta(days=100)
    viewer = story.viewer_of_doctor(page.doctor)
    mended = f"{story.REPLY}\nRest.\n"
    lifecycle.correct_answer(
        page.question, viewer, mended, note="Rest.", acknowledged=("missing_safety_net",), now=later
    )
    shown = page_of(page.ref)
    assert (shown.reviewed_on, shown.reviewed_by) == (later.date(), page.doctor.name)


def test_what_was_retracted_is_not_read_again(page):
    viewer = story.viewer_of_doctor(page.doctor)
    lifecycle.retract_answer(page.question, viewer, reason="Wrong.", now=NOW)
    due(page, 31)
    assert not pages_due(viewer, today=TODAY).exists()
    with pytest.raises(StageConflict):
        lifecycle.confirm_answer(page.question, viewer, now=NOW)
