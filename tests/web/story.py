"""Made-up people and questions for tests, put through the real lifecycle."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from django.db.models import Sum

from curbside.web import lifecycle
from curbside.web.accounts.actions import DoctorRecord, Post, add_doctor, add_user, grant_role, verify_doctor
from curbside.web.accounts.models import Doctor, Role, User
from curbside.web.accounts.queries import Viewer, viewer_for
from curbside.web.answers.models import Answer
from curbside.web.blocks.actions import BlockText
from curbside.web.blocks.models import BlockVersion
from curbside.web.departments.actions import load_departments
from curbside.web.departments.models import Department
from curbside.web.intake.models import CountedEvent
from curbside.web.publishing.models import Publication
from curbside.web.questions.models import Question
from curbside.web.questions.submission import Submission
from curbside.web.topics.shipped import load_topics

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PASSWORD = "a-made-up-password-for-tests"
_numbers = count(1)

BODY = (
    "For the past few days my right calf has been twitching on and off, mostly in the evening.\n\n"
    "I can walk and climb stairs without trouble. I drink a lot of coffee. Should I see somebody?"
)
REPLY = (
    "Hello,\n\n"
    "Twitching in one calf with normal strength is most often harmless and may come from tiredness or caffeine. "
    "Try less coffee for two weeks and get some rest.\n\n"
    "See a doctor within two weeks if it goes on, or sooner if the leg becomes weak or thin. "
    "Call an ambulance if you suddenly cannot move the leg or speak clearly.\n\n"
    "If it goes on, your family doctor can arrange a blood test or a visit to a neurologist.\n"
)


def load_knowledge() -> None:
    """Departments and topics as packaged."""
    load_departments()
    load_topics(now=NOW)


def make_department(id: str = "neurology", label: str = "Neurology") -> Department:
    return Department.objects.get_or_create(id=id, defaults={"label": label, "description": "Made up."})[0]


def make_user(*roles: Role, name: str = "", now: datetime = NOW) -> User:
    n = next(_numbers)
    user = add_user(f"person{n}@example.org", name or f"Person {n}", password=PASSWORD, actor="test", now=now)
    for role in roles:
        grant_role(user, role, actor="test", now=now)
    return user


def make_moderator() -> User:
    return make_user(Role.MODERATOR, name="Moderator")


def make_administrator() -> User:
    return make_user(Role.ADMINISTRATOR, name="Administrator")


def make_doctor(department: str = "neurology", *, name: str = "", verified: bool = True) -> Doctor:
    """A doctor of one department, verified by two made-up administrators since a month ago."""
    make_department(department, department.replace("-", " ").capitalize())
    n = next(_numbers)
    since = NOW - timedelta(days=30)
    user = make_user(name=name or f"Dr. Example {n}")
    record = DoctorRecord(slug=f"example-{n}", name=user.name, licence=f"TEST-{n:04}")
    post = Post(department, "Example Hospital", "Department of Medicine", since=since.date())
    doctor = add_doctor(user, record, [post], actor="test", now=since)
    if verified:
        verify_doctor(doctor, make_administrator(), make_administrator(), now=since)
    return doctor


def viewer_of(user: User) -> Viewer:
    return viewer_for(user, today=NOW.date())


def viewer_of_doctor(doctor: Doctor) -> Viewer:
    return viewer_of(doctor.user)


def counted() -> dict[str, int]:
    """How often each daily counter has counted, by name."""
    rows = CountedEvent.objects.order_by().values_list("name")
    return dict(rows.annotate(total=Sum("count")))


def submission(**changes: object) -> Submission:
    """A plain question to neurology, all consents given; `changes` replaces fields."""
    plain = Submission(
        body=BODY,
        title="Calf keeps twitching",
        sex="female",
        age_years=34,
        department="neurology",
        consents={"answer": True, "publish": True, "research": False},
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def ask(*, now: datetime = NOW, prepared: bool = True, **changes: object) -> Question:
    """A question received and, unless prepared=False, in the queue."""
    make_department()
    make_department("family-medicine", "Family medicine")
    question = lifecycle.receive_question(submission(**changes), now=now).question
    if prepared:
        lifecycle.prepare_question(question, now=now)
        question.refresh_from_db()
    return question


def answer(question: Question, doctor: Doctor, *, text: str = REPLY, now: datetime = NOW) -> Answer:
    """Claimed and signed by `doctor`, accepting every warning."""
    viewer = viewer_of_doctor(doctor)
    lifecycle.claim_question(question, viewer, now=now)
    problems, _ = lifecycle.look_over_reply(question, viewer, text, now=now)
    signature = lifecycle.Signature(text=text, acknowledged=tuple({p.type for p in problems}))
    return lifecycle.sign_answer(question, viewer, signature, now=now)


BLOCK = BlockText(
    title="Less coffee",
    text="Dear {alias}, leave out coffee for a week. {doctor}, {department}",
    sources=[("Twitching eyes and muscles (NHS)", "https://www.nhs.uk/conditions/twitching-eyes-and-muscles/")],
    review_due=(NOW + timedelta(days=365)).date(),
)


def write_block(doctor: Doctor, *, shortcut: str = "less-coffee") -> BlockVersion:
    """A text block of the doctor's department, owned by them."""
    viewer = viewer_of_doctor(doctor)
    department = min(viewer.departments)
    return lifecycle.make_text_block(viewer, shortcut=shortcut, department_id=department, said=BLOCK, now=NOW)


def take_down(page: Publication, *, reason: str = "It named somebody.", now: datetime = NOW) -> None:
    """Proposed by one moderator, agreed to by another."""
    first = viewer_of(make_moderator())
    proposal = lifecycle.propose_take_down(page.question, first, erase=False, reason=reason, now=now)
    lifecycle.decide_take_down(proposal, viewer_of(make_moderator()), agree=True, now=now)


def publish(
    question: Question | None = None, *, doctor: Doctor | None = None, headline: str = "", now: datetime = NOW
) -> Publication:
    """A published page: asked, answered and approved as far as not done already."""
    question = question or ask()
    doctor = doctor or make_doctor(question.department_id or "neurology")
    if not Answer.objects.filter(question=question).exists():
        answer(question, doctor, now=now)
    question.refresh_from_db()
    approval = lifecycle.Approval(
        headline=headline or f"{question.headline or 'Twitching calf'} ({question.ref[:4]})",
        title=question.title,
        body=question.body,
    )
    return lifecycle.approve_publication(question, viewer_of(make_moderator()), approval, now=now)
