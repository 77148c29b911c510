"""Loading the made-up content: every demo question goes the whole way, through the same lifecycle as a real one."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from importlib import resources
from typing import Any

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.accounts.actions import (
    VERIFICATION_PERIOD,
    DoctorRecord,
    Post,
    add_doctor,
    add_user,
    grant_role,
    verify_doctor,
)
from curbside.web.accounts.adapters import DEMO_DOMAIN
from curbside.web.accounts.models import Doctor, Role, User
from curbside.web.accounts.queries import Viewer, viewer_for
from curbside.web.blocks.actions import BlockText
from curbside.web.demo.at_work import (
    ASKED_ABOUT,
    ASKS,
    ask_for_opinion,
    load_application,
    load_rota,
    read_answers,
)
from curbside.web.departments.actions import load_departments
from curbside.web.publishing.actions import set_usefulness
from curbside.web.publishing.models import Publication
from curbside.web.questions.models import Question
from curbside.web.questions.submission import Submission
from curbside.web.topics.shipped import load_topics

log = logging.getLogger(__name__)
CONTENT = resources.files("curbside.web.demo") / "content"
ACTOR = "demo"
# Printed by `make demo` and refused everywhere else.
PASSWORD = "curbside-demo-only"  # noqa: S105 not a secret: printed, and refused outside the demo
STAFF = (
    (f"moderator{DEMO_DOMAIN}", "Demo Moderator", (Role.MODERATOR, Role.REVIEWER)),
    (f"admin{DEMO_DOMAIN}", "Demo Administrator", (Role.ADMINISTRATOR, Role.AUDITOR, Role.MODERATOR)),
    (f"second{DEMO_DOMAIN}", "Demo Second Administrator", (Role.ADMINISTRATOR,)),
)


class DemoRefused(BadInput):
    """Demo content is for demo mode only."""


@dataclass(frozen=True, slots=True)
class DemoStaff:
    doctors: Mapping[str, Doctor]
    moderator: User


def doctor_email(slug: str) -> str:
    return f"{slug}{DEMO_DOMAIN}"


def is_loaded() -> bool:
    """Everything is there, the waiting queue included, which is loaded last."""
    return _is_there(_read("waiting.yaml")[-1])


def load_demo(*, now: datetime) -> Mapping[str, int]:
    """Departments, topics, doctors, answered questions and a waiting queue. Raises DemoRefused outside demo and test.

    Two transactions: the answers, and then, with these in the index, what waits. Killed in between, the next start
    goes on where it stopped.
    """
    if settings.PRODUCTION:
        raise DemoRefused("Demo content is refused in production. Set CURBSIDE_MODE=demo on a machine of its own.")
    if not _is_there(_answered_entries()[-1]):
        with transaction.atomic():
            load_departments()
            load_topics(now=now)
            staff = _load_staff(now)
            _load_text_blocks(staff, now=now)
            _load_answered(staff)
            read_answers(staff.moderator, now=now)
            load_rota(staff.doctors, now=now)
            load_application(now=now)
    lifecycle.mend_index(now=now)
    published = {key: question for key, question in _demo_questions().items() if hasattr(question, "publication")}
    with transaction.atomic():
        waiting = _load_waiting(published, now=now)
        asking = Doctor.objects.select_related("user").get(slug=ASKS)
        ask_for_opinion(_demo_questions()[ASKED_ABOUT], asking, now=now)
    lifecycle.refresh_similar(now=now, limit=len(published))
    return {"doctors": Doctor.objects.count(), "published": len(published), "waiting": waiting}


def _key(entry: Mapping[str, Any]) -> str:
    return f"demo:{entry['key']}"


def _is_there(entry: Mapping[str, Any]) -> bool:
    return Question.objects.filter(submission_key=_key(entry)).exists()


def _demo_questions() -> dict[str, Question]:
    found = Question.objects.filter(submission_key__startswith="demo:").select_related("publication")
    return {str(question.submission_key).removeprefix("demo:"): question for question in found}


def _read(name: str) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = yaml.load((CONTENT / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return content


def _answered_entries() -> list[dict[str, Any]]:
    """In the order of their answers' publication, so that each page finds the earlier ones as similar."""
    files = sorted(entry.name for entry in (CONTENT / "answered").iterdir() if entry.name.endswith(".yaml"))
    entries = [entry for name in files for entry in _read(f"answered/{name}")]
    return sorted(entries, key=lambda entry: str(_time(entry["asked"])))


def _time(value: datetime | str) -> datetime:
    given = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return given.replace(tzinfo=UTC)


def _load_staff(now: datetime) -> DemoStaff:
    people: dict[str, User] = {}
    for email, name, roles in STAFF:
        people[email] = add_user(email, name, password=None, actor=ACTOR, now=now)
        for role in roles:
            grant_role(people[email], role, actor=ACTOR, now=now)
    moderator, first, second = people.values()
    doctors = {entry["slug"]: _load_doctor(entry, first, second, now) for entry in _read("doctors.yaml")}
    # One slow hash for everybody instead of one each: they share the printed password anyway.
    User.objects.filter(email__endswith=DEMO_DOMAIN).update(password=make_password(PASSWORD))
    return DemoStaff(doctors, moderator)


def _load_doctor(entry: Mapping[str, Any], first: User, second: User, now: datetime) -> Doctor:
    checks = _checks(datetime.combine(entry["joined"], time(12), UTC), now)
    user = add_user(doctor_email(entry["slug"]), entry["name"], password=None, actor=ACTOR, now=checks[0])
    record = DoctorRecord(entry["slug"], entry["name"], entry["licence"], entry["bio"], tuple(entry["languages"]))
    posts = [
        Post(department, entry["institution"], entry["institution_department"], since=entry["joined"])
        for department in entry["departments"]
    ]
    doctor = add_doctor(user, record, posts, actor=ACTOR, now=checks[0])
    for checked_at in checks:
        verify_doctor(doctor, first, second, now=checked_at)
    return doctor


def _checks(joined: datetime, now: datetime) -> list[datetime]:
    """When a doctor's licence was looked at: on joining, and a day before each check ran out, up to `now`."""
    checks = [min(joined, now)]
    while checks[-1] + VERIFICATION_PERIOD - timedelta(days=1) <= now:
        checks.append(checks[-1] + VERIFICATION_PERIOD - timedelta(days=1))
    return checks


def _submission(entry: Mapping[str, Any], roots: Mapping[str, Question]) -> Submission:
    parent = roots.get(entry.get("follow_up_of") or "")
    return Submission(
        body=entry["body"].strip(),
        title=entry["title"],
        alias=entry.get("alias") or "",
        subject=entry["subject"],
        sex=entry.get("sex") or "",
        age_years=entry.get("age_years"),
        department=entry["department"],
        consents={"answer": True, "publish": True, "research": False},
        acknowledged_emergency=True,
        root_id=parent.thread_id if parent else None,
        submission_key=_key(entry),
    )


def _load_text_blocks(staff: DemoStaff, *, now: datetime) -> None:
    for entry in _read("text_blocks.yaml"):
        owner = viewer_for(staff.doctors[entry["owner"]].user, today=datetime.now(UTC).date())
        said = BlockText(
            title=entry["title"],
            text=entry["text"],
            sources=[(source["title"], source["url"]) for source in entry["sources"]],
            review_due=entry["review_due"],
        )
        shortcut = entry["key"].removeprefix("block-")
        lifecycle.make_text_block(owner, shortcut=shortcut, department_id=entry["department"], said=said, now=now)


def _load_answered(staff: DemoStaff) -> dict[str, Question]:
    questions: dict[str, Question] = {}
    for entry in _answered_entries():
        question = _ask(entry, questions, with_draft=False, now=_time(entry["asked"]))
        _answer_and_publish(question, entry, staff)
        questions[entry["key"]] = question
    return questions


def _ask(
    entry: Mapping[str, Any], roots: Mapping[str, Question], *, with_draft: bool = True, now: datetime
) -> Question:
    question = lifecycle.receive_question(_submission(entry, roots), now=now).question
    lifecycle.prepare_question(question, with_draft=with_draft, now=now)
    question.refresh_from_db()
    return question


def _answer_and_publish(question: Question, entry: Mapping[str, Any], staff: DemoStaff) -> None:
    reply = entry["reply"]
    signed_at = question.asked_at + timedelta(hours=float(reply["hours"]))
    doctor = staff.doctors[reply["doctor"]]
    today = datetime.now(UTC).date()
    viewer = viewer_for(doctor.user, today=today)
    lifecycle.claim_question(question, viewer, now=signed_at)
    problems, _ = lifecycle.look_over_reply(question, viewer, reply["text"], now=signed_at)
    accepted = tuple(sorted({problem.type for problem in problems}))
    if accepted:
        log.info("demo.reply_warned key=%s types=%s", entry["key"], ",".join(accepted))
    signature = lifecycle.Signature(text=reply["text"].strip(), acknowledged=accepted)
    lifecycle.sign_answer(question, viewer, signature, now=signed_at)
    # The headline a person wrote for the page; the composed one is only a proposal.
    headline = entry.get("headline") or question.headline
    approval = lifecycle.Approval(headline=headline, title=question.title, body=question.body)
    moderator = viewer_for(staff.moderator, today=today)
    publication = _approve(question, approval, moderator, now=signed_at + timedelta(hours=1))
    set_usefulness(publication, **entry.get("helped", {}))


def _approve(question: Question, approval: lifecycle.Approval, moderator: Viewer, *, now: datetime) -> Publication:
    """What looks like a name in these texts names nobody: it is left, one by one, as a moderator would."""
    try:
        return lifecycle.approve_publication(question, moderator, approval, now=now, index_at_once=False)
    except lifecycle.IdentifiersLeft as found:
        waived = {each.words: "made-up content, looked over by its writers" for each in found.left}
        settled = replace(approval, waived=waived)
        return lifecycle.approve_publication(question, moderator, settled, now=now, index_at_once=False)


def _load_waiting(published: Mapping[str, Question], *, now: datetime) -> int:
    entries: Iterable[Mapping[str, Any]] = _read("waiting.yaml")
    waiting = [_ask(entry, published, now=now - timedelta(hours=float(entry["hours_ago"]))) for entry in entries]
    return len(waiting)
