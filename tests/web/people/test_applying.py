"""A doctor is let in by two people, each once; the licence runs out, and is renewed."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.accounts.actions import NameTaken, Post
from curbside.web.accounts.applying import AlreadyChecked, LicenceClaim
from curbside.web.accounts.models import Doctor, LicenceCheck, LicenceDocument, Role
from curbside.web.accounts.queries import affiliation_on, viewer_for
from curbside.web.audit.models import AuditEntry
from curbside.web.lifecycle import people
from curbside.web.notices.models import OutboxMessage
from tests.web import story
from tests.web.accounts.test_evidence import PDF
from tests.web.story import NOW

pytestmark = pytest.mark.django_db
NOTE = "Compared with the public register, number and name fit."


def claim(**changes) -> LicenceClaim:
    story.make_department()
    plain = {
        "name": "Dr. Amara Obi",
        "email": "amara@example.org",
        "licence": "MED-1",
        "licence_authority": "Medical Council",
        "licence_country": "GB",
        "department_id": "neurology",
        "institution": "Example Hospital",
        "institution_department": "Neurology",
        "languages": ("en", "ig"),
    }
    return LicenceClaim(**(plain | changes))


def reviewer(role=Role.REVIEWER):
    return story.viewer_of(story.make_user(role))


def verified(**changes) -> Doctor:
    application = people.apply_as_doctor(claim(**changes), PDF, now=NOW)
    people.check_licence(application, reviewer(), note=NOTE, now=NOW)
    return people.check_licence(application, reviewer(Role.ADMINISTRATOR), note=NOTE, now=NOW)


def test_two_people_let_a_doctor_in():
    application = people.apply_as_doctor(claim(), PDF, now=NOW)
    assert people.check_licence(application, reviewer(), note=NOTE, now=NOW) is None
    assert not Doctor.objects.exists()
    doctor = people.check_licence(application, reviewer(), note=NOTE, now=NOW)
    assert (doctor.name, doctor.licence_authority, doctor.languages) == (
        "Dr. Amara Obi",
        "Medical Council",
        ["en", "ig"],
    )
    viewer = viewer_for(doctor.user, today=NOW.date())
    assert viewer.has_role(Role.DOCTOR)
    assert viewer.departments == {"neurology"}
    message = OutboxMessage.objects.get()
    assert message.to == "amara@example.org"
    assert "/accounts/password/reset/key/" in message.body
    log = list(AuditEntry.objects.filter(action="licence.check").values_list("reason", flat=True))
    assert log == [NOTE, NOTE]


def test_the_same_person_twice_is_refused_by_the_database_too():
    application, one = people.apply_as_doctor(claim(), PDF, now=NOW), reviewer()
    people.check_licence(application, one, note=NOTE, now=NOW)
    with pytest.raises(AlreadyChecked):
        people.check_licence(application, one, note=NOTE, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        LicenceCheck.objects.create(application=application, reviewer_id=one.user_id, note=NOTE, at=NOW)
    assert not Doctor.objects.exists()


def test_a_check_needs_a_role_and_a_note():
    application = people.apply_as_doctor(claim(), PDF, now=NOW)
    with pytest.raises(BadInput, match="compared"):
        people.check_licence(application, reviewer(), note="ok", now=NOW)
    for role in (Role.MODERATOR, Role.AUDITOR):
        with pytest.raises(lifecycle.NotAllowed):
            people.check_licence(application, reviewer(role), note=NOTE, now=NOW)


def test_a_doctor_who_is_a_reviewer_does_not_check_themselves():
    doctor = verified()
    story.grant_role(doctor.user, Role.REVIEWER, actor="test", now=NOW)
    own = viewer_for(doctor.user, today=NOW.date())
    renewal = people.renew_verification(own, claim(), PDF, now=NOW)
    with pytest.raises(AlreadyChecked):
        people.check_licence(renewal, own, note=NOTE, now=NOW)


@pytest.mark.parametrize("alike", ["Dr. Amara Obi", "Dr Amára Obi", "Prof. Amara 0bi".replace("0", "O")])
def test_a_name_like_a_doctors_is_refused(alike):
    verified()
    with pytest.raises(NameTaken):
        people.apply_as_doctor(claim(name=alike, email="other@example.org"), PDF, now=NOW)


def test_two_doctors_who_look_the_same_cannot_stand_in_the_table():
    verified()
    doctor = Doctor.objects.get()
    doctor.pk, doctor.user, doctor.slug = None, story.make_user(), "other"
    with pytest.raises(IntegrityError), transaction.atomic():
        doctor.save(force_insert=True)


def test_a_refused_application_lets_nobody_in_and_its_proof_is_erased_in_time():
    application = people.apply_as_doctor(claim(), PDF, now=NOW)
    people.check_licence(application, reviewer(), note=NOTE, now=NOW)
    people.refuse_application(application, reviewer(), reason="The register knows no such number.", now=NOW)
    with pytest.raises(AlreadyChecked):
        people.check_licence(application, reviewer(), note=NOTE, now=NOW)
    said = OutboxMessage.objects.get().body
    assert "register knows" not in said
    lifecycle.sweep(now=NOW + timedelta(days=91))
    assert not LicenceDocument.objects.exists()


def test_opening_the_proof_is_written_down():
    application = people.apply_as_doctor(claim(), PDF, now=NOW)
    assert bytes(people.open_licence(application, reviewer(), now=NOW).content) == PDF
    assert AuditEntry.objects.filter(action="licence.open").count() == 1
    with pytest.raises(lifecycle.NotAllowed):
        people.open_licence(application, reviewer(Role.MODERATOR), now=NOW)


def test_a_verification_ends_and_is_renewed_by_two():
    doctor, later = verified(), NOW + timedelta(days=365)
    lapsed = viewer_for(doctor.user, today=later.date())
    assert not lapsed.has_role(Role.DOCTOR)
    renewal = people.renew_verification(lapsed, claim(licence="MED-2"), PDF, now=later)
    with pytest.raises(BadInput, match="being checked"):
        people.renew_verification(lapsed, claim(), PDF, now=later)
    for _ in range(2):
        people.check_licence(renewal, reviewer(), note=NOTE, now=later)
    doctor.refresh_from_db()
    assert doctor.licence == "MED-2"
    assert doctor.verification_expires_on == later.date() + timedelta(days=365)
    assert viewer_for(doctor.user, today=later.date()).has_role(Role.DOCTOR)


def test_a_new_post_ends_the_old_one_and_answers_keep_theirs():
    doctor, administrator = story.make_doctor(), reviewer(Role.ADMINISTRATOR)
    given = story.answer(story.ask(), doctor)
    moved = Post("neurology", "Other Hospital", "Stroke Unit", since=NOW.date())
    people.add_post(doctor, moved, administrator, now=NOW)
    assert affiliation_on(doctor, "neurology", NOW.date() + timedelta(days=1)).institution == "Other Hospital"
    assert affiliation_on(doctor, "neurology", NOW.date() - timedelta(days=3)).institution == "Example Hospital"
    given.refresh_from_db()
    assert given.institution == "Example Hospital"
    with pytest.raises(BadInput, match="begin after"):
        people.add_post(doctor, Post("neurology", "A", "B", since=date(2020, 1, 1)), administrator, now=NOW)
