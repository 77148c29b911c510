"""Roles are given with a reason, an administrator by two, and what is taken is gone with the next request."""

import pytest
from django.db import IntegrityError, transaction

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.accounts.models import Role, RoleProposal
from curbside.web.accounts.queries import roles_of
from curbside.web.answers.models import Claim
from curbside.web.audit.models import AuditEntry
from curbside.web.lifecycle import people
from tests.web import story
from tests.web.story import NOW
from tests.web.visitors import signed_in

pytestmark = pytest.mark.django_db
WHY = "Joins the evening team."


@pytest.fixture
def administrators():
    return [story.make_administrator() for _ in range(3)]


def test_a_role_is_given_and_taken_with_a_reason(administrators):
    boss, user = story.viewer_of(administrators[0]), story.make_user()
    with pytest.raises(BadInput, match="Say why"):
        people.grant_role(user, Role.MODERATOR, boss, reason=" ", now=NOW)
    people.grant_role(user, Role.MODERATOR, boss, reason=WHY, now=NOW)
    assert roles_of(user.pk) == {"moderator"}
    people.take_role(user, Role.MODERATOR, boss, reason=WHY, now=NOW)
    assert roles_of(user.pk) == set()
    log = AuditEntry.objects.filter(object=f"user:{user.pk}", reason=WHY).order_by("id")
    assert list(log.values_list("action", "actor")) == [("role.grant", boss.actor), ("role.revoke", boss.actor)]


def test_four_eyes_make_an_administrator(administrators):
    first, second = (story.viewer_of(each) for each in administrators[:2])
    user = story.make_user()
    proposal = people.grant_role(user, Role.ADMINISTRATOR, first, reason=WHY, now=NOW)
    assert roles_of(user.pk) == set()
    with pytest.raises(BadInput, match="Another administrator"):
        people.decide_proposal(proposal, first, granted=True, now=NOW)
    with pytest.raises(BadInput, match="proposed already"):
        people.grant_role(user, Role.ADMINISTRATOR, second, reason=WHY, now=NOW)
    people.decide_proposal(proposal, second, granted=True, now=NOW)
    assert roles_of(user.pk) == {"administrator"}
    with pytest.raises(BadInput, match="decided already"):
        people.decide_proposal(proposal, second, granted=False, now=NOW)


def test_the_database_holds_the_four_eyes_too(administrators):
    one, user = administrators[0], story.make_user()
    for decider in (one, user):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleProposal.objects.create(
                user=user, role="administrator", reason=WHY, proposed_by=one, proposed_at=NOW,
                decided_by=decider, decided_at=NOW, granted=True,
            )  # fmt: skip


def test_the_proposer_may_take_it_back(administrators):
    first, user = story.viewer_of(administrators[0]), story.make_user()
    proposal = people.grant_role(user, Role.ADMINISTRATOR, first, reason=WHY, now=NOW)
    people.decide_proposal(proposal, first, granted=False, now=NOW)
    assert roles_of(user.pk) == set()


def test_nobody_changes_their_own_roles_or_takes_the_last_administrators(administrators):
    first, second, third = administrators
    boss = story.viewer_of(first)
    with pytest.raises(lifecycle.NotAllowed):
        people.grant_role(first, Role.AUDITOR, boss, reason=WHY, now=NOW)
    people.take_role(third, Role.ADMINISTRATOR, boss, reason=WHY, now=NOW)
    with pytest.raises(BadInput, match="Two administrators"):
        people.take_role(second, Role.ADMINISTRATOR, boss, reason=WHY, now=NOW)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.REVIEWER, Role.AUDITOR])
def test_other_roles_give_nothing(role):
    with pytest.raises(lifecycle.NotAllowed):
        people.grant_role(
            story.make_user(), Role.MODERATOR, story.viewer_of(story.make_user(role)), reason=WHY, now=NOW
        )


def test_the_doctors_role_is_not_given_by_hand(administrators):
    with pytest.raises(BadInput, match="verification"):
        people.grant_role(story.make_user(), Role.DOCTOR, story.viewer_of(administrators[0]), reason=WHY, now=NOW)


@pytest.mark.parametrize("deed", ["role", "close", "sign-out"])
def test_sessions_die_with_the_next_request(clock, settings, administrators, deed):
    settings.SECOND_FACTOR = False
    boss, moderator = story.viewer_of(administrators[0]), story.make_user(Role.MODERATOR, Role.AUDITOR)
    browsers = [signed_in(moderator), signed_in(moderator)]
    assert {each.get("/moderation/").status_code for each in browsers} == {200}
    if deed == "role":
        people.take_role(moderator, Role.AUDITOR, boss, reason=WHY, now=NOW)
    elif deed == "close":
        people.close_account(moderator, boss, reason=WHY, now=NOW)
    else:
        people.sign_out_everywhere(moderator, boss, now=NOW)
    for each in browsers:
        assert each.get("/moderation/")["Location"].startswith("/accounts/login/")


def test_a_revoked_doctor_holds_nothing_and_enters_nothing(clock, settings, administrators):
    settings.SECOND_FACTOR = False
    doctor, question = story.make_doctor(), story.ask()
    lifecycle.claim_question(question, story.viewer_of_doctor(doctor), now=NOW)
    client = signed_in(doctor)
    assert client.get("/desk/").status_code == 200
    people.take_role(doctor.user, Role.DOCTOR, story.viewer_of(administrators[0]), reason=WHY, now=NOW)
    assert client.get("/desk/")["Location"].startswith("/accounts/login/")
    assert signed_in(doctor).get("/desk/").status_code == 403
    assert Claim.objects.get(question=question).doctor is None
    with pytest.raises(lifecycle.NotAllowed):
        people.renew_verification(story.viewer_of(doctor.user), None, b"", now=NOW)
