"""The forms by which an answer is taken back."""

import pytest

from curbside.web.accounts.models import Role
from curbside.web.publishing.models import TakeDown
from curbside.web.publishing.queries import standing_publications
from tests.web import story
from tests.web.forms import press
from tests.web.visitors import signed_in, staff

pytestmark = pytest.mark.django_db
WHY = "Weakness cannot wait for two weeks."


def test_the_doctor_who_signed_reads_what_happens_and_does_it():
    page = story.publish()
    client = signed_in(page.doctor)
    assert "Retract the published answer" in client.get(f"/desk/q/{page.ref}/").content.decode()
    form = client.get(f"/desk/q/{page.ref}/retract/")
    assert press(client, form, "Retract the answer").status_code == 422  # no reason given
    press(client, form, "Retract the answer", reason=WHY)
    assert not standing_publications().exists()
    case = client.get(f"/desk/q/{page.ref}/").content.decode()
    assert "Retracted" in case
    assert "Correct the published answer" not in case
    assert "This answer is not shown now." in client.get(f"/desk/q/{page.ref}/review/").content.decode()


def test_two_reviewers_need_no_moderator():
    page = story.publish()
    first, second = staff(Role.REVIEWER), staff(Role.REVIEWER)
    press(first, first.get(f"/desk/q/{page.ref}/retract/"), "Propose to retract it", reason=WHY)
    proposal = TakeDown.objects.get()
    address = f"/moderation/take-downs/{proposal.pk}/"
    assert "Somebody else decides" in first.get(address).content.decode()
    shown = second.get(f"/desk/q/{page.ref}/retract/").content.decode()
    assert address in shown
    press(second, second.get(address), "Yes, retract it")
    assert not standing_publications().exists()


def test_a_doctor_who_did_not_sign_is_told_whom_to_ask():
    page = story.publish()
    client = signed_in(story.make_doctor())
    said = client.get(f"/desk/q/{page.ref}/retract/").content.decode()
    assert "Only the doctor who signed" in said
    assert "<textarea" not in said
    assert client.post(f"/desk/q/{page.ref}/retract/", {"reason": WHY}).status_code == 422
    assert standing_publications().exists()


def test_a_moderator_finds_it_beside_taking_down():
    page = story.publish()
    client = staff(Role.MODERATOR)
    assert f"/desk/q/{page.ref}/retract/" in client.get(f"/moderation/q/{page.ref}/").content.decode()
