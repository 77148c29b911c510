"""The demo's staff find a rota, an application, a second opinion and peer reviews waiting; all of it made up."""

import pytest

from curbside.web.accounts.models import Application, Role
from curbside.web.accounts.queries import answering_doctors
from curbside.web.answers.opinions import opinions_for
from curbside.web.demo import at_work
from curbside.web.publishing.models import Publication
from curbside.web.reviews.models import PeerReview
from curbside.web.rota.models import Absence, Shift
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db


def test_one_works_by_shifts_and_one_will_be_away():
    doctors = {slug: story.make_doctor() for slug in ("yuki-tanabe", "mirela-popa")}
    at_work.load_rota(doctors, now=NOW)
    assert Shift.objects.filter(doctor=doctors["yuki-tanabe"]).count() == 5
    assert Absence.objects.get(doctor=doctors["mirela-popa"]).first > NOW.date()


def test_an_application_waits_for_two_people():
    story.make_department("hematology", "Hematology")
    at_work.load_application(now=NOW)
    assert Application.objects.get().name == "Dr. Ines Valcourt"
    assert answering_doctors(NOW.date()).count() == 0


def test_the_newest_peer_reviews_wait_and_the_others_were_read(settings):
    settings.PEER_REVIEW_PERCENT = 100
    doctor = story.make_doctor()
    for n in range(at_work.REVIEWS_LEFT + 2):
        story.publish(story.ask(), doctor=doctor, headline=f"A calf, case {n}")
    at_work.read_answers(story.make_user(Role.REVIEWER), now=NOW)
    assert PeerReview.objects.filter(decided_at=None).count() == at_work.REVIEWS_LEFT
    assert Publication.objects.exclude(reviewed_on=None).count() == 2


def test_another_department_is_asked_for_an_opinion():
    asked, asking = story.make_doctor("neurology"), story.make_doctor("cardiology")
    question = story.ask(department="cardiology")
    at_work.ask_for_opinion(question, asking, now=NOW)
    assert [each.question for each in opinions_for(story.viewer_of_doctor(asked))] == [question]
