"""Who may work here: doctors apply and are verified, roles are given and taken, accounts are closed."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from curbside.errors import BadInput
from curbside.web.accounts import actions as accounts
from curbside.web.accounts import applying, proposing
from curbside.web.accounts.actions import Post
from curbside.web.accounts.applying import LicenceClaim
from curbside.web.accounts.evidence import clean_document
from curbside.web.accounts.invitations import set_password_path
from curbside.web.accounts.models import (
    Affiliation,
    Application,
    Doctor,
    LicenceDocument,
    Role,
    RoleProposal,
    User,
)
from curbside.web.accounts.queries import Viewer, holders
from curbside.web.answers.models import Claim
from curbside.web.audit.actions import record
from curbside.web.lifecycle.opening import LEAST_REASON_CHARS
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.notices.actions import put_in_outbox

MAY_CHECK = (Role.REVIEWER, Role.ADMINISTRATOR)
# With one administrator nobody could make a second one.
FEWEST_ADMINISTRATORS = 2


def apply_as_doctor(claim: LicenceClaim, data: bytes, *, now: datetime) -> Application:
    """Anybody may apply; nobody is told whether an address is known here. Raises BadInput for the proof or the name."""
    document = clean_document(data)
    with transaction.atomic():
        return applying.apply_to_answer(claim, document, doctor=None, now=now)


def renew_verification(viewer: Viewer, claim: LicenceClaim, data: bytes, *, now: datetime) -> Application:
    """A doctor sends new proof, before or after the verification ended."""
    doctor = Doctor.objects.filter(user_id=viewer.user_id).first() if viewer.user_id else None
    if doctor is None or doctor.revoked_at is not None:
        raise NotAllowed("There is no doctor's record to renew.")
    if Application.objects.filter(doctor=doctor, state="open").exists():
        raise BadInput("Your proof is here already and is being checked.")
    document = clean_document(data)
    with transaction.atomic():
        return applying.apply_to_answer(claim, document, doctor=doctor, now=now)


def check_licence(application: Application, viewer: Viewer, *, note: str, now: datetime) -> Doctor | None:
    """One of two checks. The second verifies, and a new doctor is sent the way to a first password. Raises
    AlreadyChecked."""
    reviewer = _person(viewer, *MAY_CHECK)
    with transaction.atomic():
        doctor = applying.check_licence(application, reviewer, note=note, now=now)
        if doctor:
            _invite(doctor.user, now=now, key=f"verified:{application.ref}")
    return doctor


def refuse_application(application: Application, viewer: Viewer, *, reason: str, now: datetime) -> None:
    reviewer = _person(viewer, *MAY_CHECK)
    with transaction.atomic():
        applying.refuse_application(application, reviewer, reason=reason, now=now)
        put_in_outbox(
            f"refused:{application.ref}",
            kind="account",
            to=application.email,
            subject=f"{settings.SITE_NAME}: your application",
            body="Two people look at each application. Yours cannot be accepted as it is. You may apply again with "
            f"other proof: {settings.BASE_URL}/apply/\n",
            now=now,
        )


def open_licence(application: Application, viewer: Viewer, *, now: datetime) -> LicenceDocument:
    """The proof itself: each opening is written into the audit log. Raises BadInput when it was erased."""
    reviewer = _person(viewer, *MAY_CHECK)
    record("licence.open", f"application:{application.ref}", actor=f"user:{reviewer.pk}", now=now)
    document = LicenceDocument.objects.filter(application=application).first()
    if document is None:
        raise BadInput("The proof was erased: this application was decided a while ago.")
    return document


def add_staff(viewer: Viewer, *, email: str, name: str, now: datetime) -> User:
    """An account without a role, and the link to a first password by e-mail."""
    administrator = _person(viewer, Role.ADMINISTRATOR)
    if User.objects.filter(email=email.strip().lower()).exists():
        raise BadInput("There is an account with this address already.")
    with transaction.atomic():
        user = accounts.add_user(email, name, password=None, actor=f"user:{administrator.pk}", now=now)
        _invite(user, now=now, key=f"invited:{user.pk}")
    return user


def grant_role(user: User, role: Role, viewer: Viewer, *, reason: str, now: datetime) -> RoleProposal | None:
    """Give a role; for administrator this is only a proposal, which is returned. Raises NotAllowed, BadInput."""
    administrator = _person(viewer, Role.ADMINISTRATOR)
    _not_oneself(user, administrator)
    reason = _reason(reason)
    if role == Role.DOCTOR:
        raise BadInput("A doctor's role comes from verification: two people check the licence.")
    with transaction.atomic():
        if role == Role.ADMINISTRATOR:
            return proposing.propose_role(user, role, proposer=administrator, reason=reason, now=now)
        accounts.grant_role(user, role, actor=viewer.actor, now=now, reason=reason)
        return None


def decide_proposal(proposal: RoleProposal, viewer: Viewer, *, granted: bool, now: datetime) -> None:
    """The second pair of eyes. Raises BadInput when it is the first pair again."""
    administrator = _person(viewer, Role.ADMINISTRATOR)
    with transaction.atomic():
        proposing.decide_role(proposal, decider=administrator, granted=granted, now=now)


def take_role(user: User, role: Role, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """Take a role away, and with it every open session. One person is enough: harm must stop at once."""
    administrator = _person(viewer, Role.ADMINISTRATOR)
    _not_oneself(user, administrator)
    reason = _reason(reason)
    if role == Role.ADMINISTRATOR and holders(Role.ADMINISTRATOR).count() <= FEWEST_ADMINISTRATORS:
        raise BadInput("Two administrators must be left, or nobody could make another one.")
    with transaction.atomic():
        if role == Role.DOCTOR and hasattr(user, "doctor"):
            _revoke(user.doctor, viewer, reason=reason, now=now)
        else:
            accounts.revoke_role(user, role, actor=viewer.actor, now=now, reason=reason)


def _revoke(doctor: Doctor, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """What the doctor holds goes back into the queue."""
    Claim.objects.filter(doctor=doctor).update(doctor=None, taken_at=None, expires_at=None)
    accounts.revoke_doctor(doctor, actor=viewer.actor, now=now, reason=reason)


def sign_out_everywhere(user: User, viewer: Viewer, *, now: datetime) -> None:
    """One's own sessions, or as administrator anybody's."""
    if viewer.user_id != user.pk:
        _person(viewer, Role.ADMINISTRATOR)
    with transaction.atomic():
        accounts.end_sessions(user)
        record("user.sign-out", f"user:{user.pk}", actor=viewer.actor, now=now)


def close_account(user: User, viewer: Viewer, *, reason: str, now: datetime) -> None:
    """Nobody signs in with it any more; every role is taken first."""
    administrator = _person(viewer, Role.ADMINISTRATOR)
    _not_oneself(user, administrator)
    reason = _reason(reason)
    with transaction.atomic():
        for grant in list(user.role_grants.filter(revoked_at=None)):
            take_role(user, Role(grant.role), viewer, reason=reason, now=now)
        accounts.close_account(user, actor=viewer.actor, now=now, reason=reason)


def add_post(doctor: Doctor, post: Post, viewer: Viewer, *, now: datetime) -> Affiliation:
    _person(viewer, Role.ADMINISTRATOR)
    with transaction.atomic():
        return accounts.add_post(doctor, post, actor=viewer.actor, now=now)


def end_post(post: Affiliation, viewer: Viewer, *, on: date, now: datetime) -> None:
    _person(viewer, Role.ADMINISTRATOR)
    if on > now.date():
        raise BadInput("Give the day on which the post ended: today or earlier.")
    with transaction.atomic():
        accounts.end_post(post, on=on, actor=viewer.actor, now=now)


def _invite(user: User, *, now: datetime, key: str) -> None:
    """To a first password where there is none; otherwise only the news that there is more to do."""
    path = "/desk/" if user.has_usable_password() else set_password_path(user)
    put_in_outbox(
        key,
        kind="account",
        to=user.email,
        subject=f"{settings.SITE_NAME}: your account",
        body=f"Your account is ready. Choose a password and a second factor here:\n\n{settings.BASE_URL}{path}\n\n"
        f'The link works once and for three days; after that use "Forgot your password?" on '
        f"{settings.BASE_URL}/accounts/login/\n",
        now=now,
    )


def _person(viewer: Viewer, *roles: Role) -> User:
    if viewer.user_id is None or not viewer.has_role(*roles):
        raise NotAllowed("Your account does not have the role this needs.")
    return User.objects.get(pk=viewer.user_id)


def _not_oneself(user: User, administrator: User) -> None:
    if user.pk == administrator.pk:
        raise NotAllowed("Nobody changes their own roles. Ask another administrator.")


def _reason(reason: str) -> str:
    if len(reason.strip()) < LEAST_REASON_CHARS:
        raise BadInput("Say why, in a few words: the reason stands in the audit log.")
    return reason.strip()[:300]
