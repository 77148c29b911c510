"""A second opinion at the desk: asked on the case, seen above the colleague's list, given on the case."""

import pytest

from curbside.web import lifecycle
from curbside.web.answers.models import SecondOpinion
from tests.web import story
from tests.web.forms import press
from tests.web.story import NOW
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db


def test_the_whole_way(question):
    asking, colleague = story.make_doctor(name="Dr. Ada Asks"), story.make_doctor(name="Dr. Ben Gives")
    lifecycle.claim_question(question, story.viewer_of_doctor(asking), now=NOW)
    first, second, case = signed_in(asking), signed_in(colleague), f"/desk/q/{question.ref}/"

    page = press(first, first.get(case), "Ask for an opinion", to=f"doctor:{colleague.pk}", ask="Is this benign?")
    assert "Dr. Ben Gives has been asked for an opinion" in page.content.decode()

    listed = second.get("/desk/").content.decode()
    assert "Dr. Ada Asks asks for your opinion" in listed
    assert "Dr. Ada Asks asks for your opinion" not in first.get("/desk/").content.decode()
    page = press(second, second.get(case), "Give my opinion", opinion="Yes, if strength is normal.")
    assert "Your opinion" not in page.content.decode()

    assert "Dr. Ben Gives has given the opinion" in first.get("/desk/").content.decode()
    shown = first.get(case).content.decode()
    assert "Yes, if strength is normal." in shown
    assert "Ask a colleague" in shown  # the next one may be asked


def test_whom_and_what_must_be_said(question):
    asking = story.make_doctor()
    lifecycle.claim_question(question, story.viewer_of_doctor(asking), now=NOW)
    client, case = signed_in(asking), f"/desk/q/{question.ref}/"
    page = press(client, client.get(case), "Ask for an opinion", to="department:neurology", ask="")
    assert page.status_code == 422
    page = press(client, client.get(case), "Ask for an opinion", to="department:neurology", ask="Is it?")
    assert page.status_code == 409
    assert "Nobody else of this department is on duty" in page.content.decode()
    assert not SecondOpinion.objects.exists()


def test_going_on_without(question):
    asking, colleague = story.make_doctor(), story.make_doctor()
    viewer = story.viewer_of_doctor(asking)
    lifecycle.claim_question(question, viewer, now=NOW)
    lifecycle.ask_opinion(question, viewer, "Is this benign?", to_doctor=colleague, now=NOW)
    client = signed_in(asking)
    press(client, client.get(f"/desk/q/{question.ref}/"), "Go on without the opinion")
    assert "asks for your opinion" not in signed_in(colleague).get("/desk/").content.decode()
    assert signed_in(colleague).post(f"/desk/q/{question.ref}/opinion/give/", {"opinion": "Yes."}).status_code == 404
