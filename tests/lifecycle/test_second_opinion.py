"""A colleague is asked before signing: who may give it, whose the question stays, and what becomes of it."""

from datetime import timedelta

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Affiliation, Role
from curbside.web.answers.actions import ClaimLost
from curbside.web.answers.models import DeskNotice, SecondOpinion
from curbside.web.answers.opinions import OpinionAsked, open_opinions, opinions_for
from curbside.web.audit.models import AuditEntry
from curbside.web.questions.actions import StageConflict
from curbside.web.questions.models import Question
from curbside.web.rota.models import Absence
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking():
    return story.make_doctor()


@pytest.fixture
def colleague():
    return story.make_doctor()


@pytest.fixture
def question(asking) -> Question:
    question = story.ask()
    lifecycle.claim_question(question, story.viewer_of_doctor(asking), now=NOW)
    return question


def ask(question, asking, colleague=None, *, department=None, text="Is this benign?", now=NOW) -> SecondOpinion:
    viewer = story.viewer_of_doctor(asking)
    return lifecycle.ask_opinion(question, viewer, text, to_doctor=colleague, department_id=department, now=now)


def test_the_question_and_its_clock_stay_with_the_doctor_who_asks(question, asking, colleague):
    due = question.due_at
    ask(question, asking, colleague)
    question.refresh_from_db()
    assert question.claim.doctor == asking
    assert question.preferred_doctor == asking  # theirs still when the claim has run out
    assert (question.due_at, question.paused_at) == (due, None)
    assert [entry.action for entry in AuditEntry.objects.filter(action__startswith="opinion")] == ["opinion.ask"]


def test_a_colleague_gives_it_and_the_doctor_who_asked_is_told(question, asking, colleague):
    opinion = ask(question, asking, colleague)
    viewer = story.viewer_of_doctor(colleague)
    assert [each.pk for each in opinions_for(viewer)] == [opinion.pk]
    lifecycle.give_opinion(opinion, viewer, "Most likely.", now=NOW)
    opinion.refresh_from_db()
    assert (opinion.reply, opinion.replied_by) == ("Most likely.", colleague)
    assert [(n.doctor, n.kind) for n in DeskNotice.objects.all()] == [(asking, "opinion")]
    assert not opinions_for(viewer).exists()
    with pytest.raises(StageConflict):
        lifecycle.give_opinion(opinion, viewer, "Again.", now=NOW)
    ask(question, asking, colleague, text="And this?")  # one after the other


def test_a_whole_department_can_be_asked_and_the_first_gives_it(question, asking):
    heart = [story.make_doctor("cardiology") for _ in range(2)]
    opinion = ask(question, asking, department="cardiology")
    for doctor in heart:
        assert opinions_for(story.viewer_of_doctor(doctor)).exists()
    lifecycle.give_opinion(opinion, story.viewer_of_doctor(heart[1]), "Nothing of the heart.", now=NOW)
    with pytest.raises(StageConflict, match="quicker"):
        lifecycle.give_opinion(opinion, story.viewer_of_doctor(heart[0]), "Neither.", now=NOW)


def test_only_who_was_asked_gives_it(question, asking, colleague):
    opinion = ask(question, asking, colleague)
    for doctor in (asking, story.make_doctor()):
        with pytest.raises(lifecycle.NotAllowed):
            lifecycle.give_opinion(opinion, story.viewer_of_doctor(doctor), "Mine.", now=NOW)


def test_only_who_holds_the_question_asks_and_one_at_a_time(question, asking, colleague):
    with pytest.raises(ClaimLost):
        ask(question, colleague, asking)
    ask(question, asking, colleague)
    with pytest.raises(OpinionAsked):
        ask(question, asking, department="neurology")


def test_nobody_off_duty_is_asked(question, asking, colleague):
    day = NOW.date()
    Absence.objects.create(doctor=colleague, first=day, last=day + timedelta(days=3))
    with pytest.raises(lifecycle.NotAllowed, match="off duty"):
        ask(question, asking, colleague)
    with pytest.raises(lifecycle.NotAllowed, match="Nobody else"):
        ask(question, asking, department="neurology")
    with pytest.raises(lifecycle.NotAllowed, match="somebody else"):
        ask(question, asking, asking)


def test_what_nobody_can_give_any_more_ends_and_is_told(question, asking, colleague):
    ask(question, asking, colleague)
    assert lifecycle.check_queue(now=NOW)["opinion_of_nobody"] == 0
    day = NOW.date()
    Absence.objects.create(doctor=colleague, first=day, last=day + timedelta(days=3))
    assert lifecycle.check_queue(now=NOW)["opinion_of_nobody"] == 1
    assert lifecycle.sweep(now=NOW)["opinions_ended"] == 1
    assert DeskNotice.objects.get().kind == "no-opinion"
    assert not open_opinions().exists()


def test_a_department_whose_doctors_left_gives_none(question, asking):
    heart = story.make_doctor("cardiology")
    ask(question, asking, department="cardiology")
    Affiliation.objects.filter(doctor=heart).update(until=NOW.date())
    assert lifecycle.check_queue(now=NOW)["opinion_of_nobody"] == 1


def test_signing_needs_no_opinion_and_ends_it(question, asking, colleague):
    opinion = ask(question, asking, colleague)
    story.answer(question, asking)
    assert not open_opinions().exists()
    with pytest.raises(StageConflict):
        lifecycle.give_opinion(opinion, story.viewer_of_doctor(colleague), "Too late.", now=NOW)


def test_it_can_be_taken_back_and_ends_with_a_hand_over(question, asking, colleague):
    ask(question, asking, colleague)
    lifecycle.take_back_opinion(question, story.viewer_of_doctor(asking), now=NOW)
    assert not open_opinions().exists()
    story.make_doctor("cardiology")
    ask(question, asking, colleague)
    lifecycle.hand_over(question, story.viewer_of_doctor(asking), "cardiology", reason="wrong-department", now=NOW)
    assert not open_opinions().exists()


def test_whoever_took_the_question_over_is_told_too(question, asking, colleague):
    third = story.make_doctor()
    opinion = ask(question, asking, colleague)
    later = NOW + timedelta(hours=2)
    lifecycle.claim_question(question, story.viewer_of_doctor(third), now=later)
    lifecycle.give_opinion(opinion, story.viewer_of_doctor(colleague), "Benign.", now=later)
    told = set(DeskNotice.objects.filter(kind="opinion").values_list("doctor_id", flat=True))
    assert told == {asking.pk, third.pk}


def test_it_is_erased_with_the_question(question, asking, colleague):
    ask(question, asking, colleague)
    lifecycle.erase_thread(question, now=NOW)
    assert not SecondOpinion.objects.exists()


def test_somebody_who_is_no_doctor_is_refused(question, asking, colleague):
    opinion = ask(question, asking, colleague)
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.give_opinion(opinion, story.viewer_of(story.make_user(Role.REVIEWER)), "Mine.", now=NOW)


@pytest.mark.parametrize("text", ["", "  "])
def test_words_are_needed_on_both_sides(question, asking, colleague, text):
    with pytest.raises(lifecycle.BadInput):
        ask(question, asking, colleague, text=text)
    opinion = ask(question, asking, colleague)
    with pytest.raises(lifecycle.BadInput):
        lifecycle.give_opinion(opinion, story.viewer_of_doctor(colleague), text, now=NOW)
