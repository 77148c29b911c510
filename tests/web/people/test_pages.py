"""The pages of those who work here, as a person without JavaScript uses them."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from curbside.web.accounts.models import Application, ApplicationState, Doctor, Role
from curbside.web.accounts.queries import roles_of
from curbside.web.audit.models import AuditEntry
from curbside.web.lifecycle import people
from curbside.web.notices.queries import preference_of
from curbside.web.rota.models import WorkingHours
from tests.web import story
from tests.web.accounts.test_evidence import PDF
from tests.web.forms import press
from tests.web.people.test_applying import NOTE, claim
from tests.web.people.test_roles import WHY
from tests.web.visitors import browser, signed_in, staff

pytestmark = pytest.mark.django_db
FIELDS = {
    "name": "Dr. Amara Obi",
    "email": "amara@example.org",
    "licence": "MED-1",
    "licence_authority": "Medical Council",
    "licence_country": "gb",
    "department": "neurology",
    "institution": "Example Hospital",
    "institution_department": "Ward 1",
    "languages": "en, ig",
}


@pytest.fixture(autouse=True)
def one_factor(clock, settings):
    settings.SECOND_FACTOR = False
    story.make_department()


def proof() -> SimpleUploadedFile:
    return SimpleUploadedFile("licence.pdf", PDF, content_type="application/pdf")


def words(page) -> str:
    return unescape(page.content.decode())


def test_a_doctor_applies_and_two_people_let_them_in():
    page = browser().post("/apply/", FIELDS | {"proof": proof()}, follow=True)
    assert "Your application is here" in words(page)
    application = Application.objects.get()
    assert (application.licence_country, application.languages) == ("GB", ["en", "ig"])
    address = f"/people/applications/{application.ref}/"
    for role in (Role.REVIEWER, Role.ADMINISTRATOR):
        client = staff(role)
        assert "Dr. Amara Obi" in words(client.get("/people/"))
        downloaded = press(client, client.get(address), "Download the proof")
        assert downloaded.content == PDF
        assert downloaded["Content-Disposition"].startswith("attachment")
        said = words(press(client, client.get(address), "It is right", note=NOTE))
        assert NOTE in said
    assert Doctor.objects.get().name == "Dr. Amara Obi"
    assert AuditEntry.objects.filter(action="licence.open").count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"licence_country": "Great Britain"}, "two letters"),
        ({"languages": "English"}, "language codes"),
        ({"name": "Dr. Аmara Obi"}, "mixes letters"),
        ({"proof": SimpleUploadedFile("a.exe", b"MZ...")}, "Send your licence as a PDF"),
        ({"department": "nowhere"}, "valid choice"),
    ],
)
def test_what_is_wrong_with_an_application_is_said(wrong, said):
    page = browser().post("/apply/", FIELDS | {"proof": proof()} | wrong)
    assert page.status_code == 422
    assert said in words(page)
    assert not Application.objects.exists()


def test_an_application_is_refused_with_a_reason():
    application = people.apply_as_doctor(claim(), PDF, now=story.NOW)
    client = staff(Role.REVIEWER)
    address = f"/people/applications/{application.ref}/"
    assert press(client, client.get(address), "Refuse", reason="").status_code == 422
    press(client, client.get(address), "Refuse", reason="The register knows no such number.")
    application.refresh_from_db()
    assert application.state == ApplicationState.REFUSED
    assert "Refused:" in words(client.get(address))


def test_somebody_is_added_given_a_role_and_let_go():
    for _ in range(2):
        story.make_administrator()
    client = signed_in(story.make_administrator())
    page = press(client, client.get("/people/"), "Add", name="Ada Help", email="ada@example.org")
    address = page.request["PATH_INFO"]
    user_id = int(address.split("/")[2])
    press(client, page, "Give this role", role="moderator", reason=WHY)
    assert roles_of(user_id) == {"moderator"}
    assert press(client, client.get(address), "Moderator", reason="").status_code == 422
    press(client, client.get(address), "Moderator", reason=WHY)
    assert roles_of(user_id) == set()
    closed = press(client, client.get(address), "Close the account", reason=WHY)
    assert "Account closed" in words(closed)
    again = press(client, client.get("/people/"), "Add", name="Ada", email="ada@example.org")
    assert again.status_code == 422
    assert "already" in words(again)


def test_a_second_administrator_agrees_on_the_page():
    first, second, user = story.make_administrator(), story.make_administrator(), story.make_user()
    client = signed_in(first)
    page = client.get(f"/people/{user.pk}/")
    press(client, page, "Give this role", role="administrator", reason=WHY)
    refused = press(client, client.get("/people/"), "Agree")
    assert refused.status_code == 409
    assert roles_of(user.pk) == set()
    other = signed_in(second)
    press(other, other.get("/people/"), "Agree")
    assert roles_of(user.pk) == {"administrator"}


def test_posts_are_added_and_ended():
    doctor, client = story.make_doctor(), staff(Role.ADMINISTRATOR)
    address = f"/people/{doctor.user_id}/"
    fields = {"department": "neurology", "institution": "Other Hospital", "institution_department": "Stroke Unit"}
    press(client, client.get(address), "Add this post", since="2026-11-20", **fields)
    assert doctor.affiliations.get(until=None).institution == "Other Hospital"
    assert press(client, client.get(address), "End", on="").status_code == 409
    press(client, client.get(address), "End", on="2026-11-24")
    assert not doctor.affiliations.filter(until=None).exists()


def test_a_doctor_whose_verification_ended_renews_it_here(clock):
    doctor = story.make_doctor()
    clock.forward(days=340)
    client = signed_in(doctor)
    assert client.get("/desk/").status_code == 403
    page = client.get("/people/me/")
    assert "Your verification has ended" in words(page)
    fields = {k: v for k, v in FIELDS.items() if k not in ("name", "email")}
    sent = client.post("/people/me/", fields | {"act": "renew", "proof": proof()}, follow=True)
    assert "Your proof is being checked" in words(sent)
    assert Application.objects.get().doctor == doctor


def test_a_doctor_chooses_what_comes_by_mail():
    doctor = story.make_doctor()
    client = signed_in(doctor)
    page = client.get("/people/me/")
    assert words(page).count("checked") == 2
    client.post("/people/me/", {"act": "notices", "urgent_at_once": "on"})
    kept = preference_of(doctor.user)
    assert (kept.daily_digest, kept.urgent_at_once) == (False, True)


def test_signing_out_everywhere_ends_this_session_too():
    user = story.make_user(Role.AUDITOR)
    here, there = signed_in(user), signed_in(user)
    press(here, here.get("/people/me/"), "Sign me out everywhere")
    for client in (here, there):
        assert client.get("/people/me/")["Location"].startswith("/accounts/login/")


def test_department_hours_move_the_clock_of_new_questions(clock):
    client = staff(Role.ADMINISTRATOR)
    page = client.get("/people/hours/")
    assert "Around the clock" in words(page)
    fields = {"department": "neurology", "timezone": "Europe/Vienna", "days": ["1", "2", "3", "4", "5"]}
    client.post("/people/hours/", fields | {"act": "hours", "opens": "09:00", "closes": "17:00"})
    assert WorkingHours.objects.get().timezone == "Europe/Vienna"
    press(client, client.get("/people/hours/"), "Add this day", day="2026-12-25", name="Christmas", department="")
    assert "25 Dec 2026" in words(client.get("/people/hours/"))
    # NOW is a Wednesday, 10:00 in Vienna: 48 working hours of 8 a day are six working days, over one weekend
    assert story.ask().due_at == story.NOW + timedelta(days=8)
    wrong = client.post("/people/hours/", fields | {"act": "hours", "opens": "17:00", "closes": "09:00"})
    assert wrong.status_code == 422
    assert "closing after the opening" in words(wrong)
