"""Four eyes for the role that gives all others: one administrator proposes, another decides."""

from datetime import datetime

from django.db import IntegrityError, transaction

from curbside.errors import BadInput
from curbside.web.accounts.actions import grant_role
from curbside.web.accounts.models import Role, RoleProposal, User
from curbside.web.audit.actions import record


class AlreadyProposed(BadInput):
    """There is an open proposal, or it has been decided."""


def propose_role(user: User, role: Role, *, proposer: User, reason: str, now: datetime) -> RoleProposal:
    try:
        with transaction.atomic():
            proposal = RoleProposal.objects.create(
                user=user, role=role, reason=reason[:300], proposed_by=proposer, proposed_at=now
            )
    except IntegrityError as error:
        raise AlreadyProposed("This is proposed already. Another administrator decides.") from error
    detail = {"role": role.value}
    record("role.propose", f"user:{user.pk}", actor=f"user:{proposer.pk}", now=now, reason=reason, detail=detail)
    return proposal


def decide_role(proposal: RoleProposal, *, decider: User, granted: bool, now: datetime) -> None:
    """Raises AlreadyProposed when it was decided, BadInput when the proposer or the person concerned would say yes."""
    if granted and decider.pk in (proposal.proposed_by_id, proposal.user_id):
        raise BadInput("Another administrator must agree: not the one who proposed, and not the person concerned.")
    undecided = RoleProposal.objects.filter(pk=proposal.pk, decided_at__isnull=True)
    if not undecided.update(decided_by=decider, decided_at=now, granted=granted):
        raise AlreadyProposed("This has been decided already.")
    actor, role = f"user:{decider.pk}", Role(proposal.role)
    if granted:
        grant_role(proposal.user, role, actor=actor, now=now, reason=proposal.reason)
    else:
        record("role.refuse", f"user:{proposal.user_id}", actor=actor, now=now, detail={"role": role.value})
