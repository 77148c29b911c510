"""The made-up doctors were checked before they answered, and are checked still."""

from datetime import timedelta
from itertools import pairwise

import pytest

from curbside.web.accounts.models import Doctor, Role
from curbside.web.accounts.queries import answering_doctors
from curbside.web.audit.models import AuditEntry
from curbside.web.demo import load
from tests.web import story

pytestmark = pytest.mark.django_db


@pytest.fixture
def doctors():
    story.load_knowledge()
    first, second = story.make_administrator(), story.make_administrator()
    entries = load._read("doctors.yaml")
    return {entry["slug"]: (load._load_doctor(entry, first, second, story.NOW), entry["joined"]) for entry in entries}


def test_each_was_checked_on_joining(doctors):
    for doctor, joined in doctors.values():
        checked = AuditEntry.objects.filter(action="doctor.verify", object=f"doctor:{doctor.slug}").order_by("id")
        assert checked[0].at.date() == joined


def test_no_check_ran_out_before_the_next(doctors):
    for doctor, _ in doctors.values():
        checked = AuditEntry.objects.filter(action="doctor.verify", object=f"doctor:{doctor.slug}").order_by("id")
        days = [entry.at.date() for entry in checked]
        assert all(later - earlier < timedelta(days=365) for earlier, later in pairwise(days))
        assert doctor.verified_on == days[-1] <= story.NOW.date()


def test_all_may_answer_today(doctors):
    assert answering_doctors(story.NOW.date()).count() == len(doctors) == Doctor.objects.count()
    assert all(doctor.user.role_grants.filter(role=Role.DOCTOR).count() == 1 for doctor, _ in doctors.values())
