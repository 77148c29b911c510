"""A question's life in real processes, each killed in the middle of a step: run by test_kill as a program of its own.

usage: steps_of_a_life.py FOLDER. Prints one JSON object: case → what stood in the database, the index and the mailbox
after the person had tried again and the sweep had run.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.mail.backends.filebased import EmailBackend  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections, transaction  # noqa: E402

from curbside.errors import BadInput  # noqa: E402
from curbside.web import lifecycle  # noqa: E402
from curbside.web.accounts.models import Doctor, Role, User  # noqa: E402
from curbside.web.answers import actions as answers  # noqa: E402
from curbside.web.answers.models import Answer, Claim  # noqa: E402
from curbside.web.audit.queries import broken_entries  # noqa: E402
from curbside.web.drafts import actions as drafts  # noqa: E402
from curbside.web.lifecycle import asking, replying  # noqa: E402
from curbside.web.notices import delivery  # noqa: E402
from curbside.web.notices.models import OutboxMessage  # noqa: E402
from curbside.web.publishing import actions as publishing  # noqa: E402
from curbside.web.publishing.models import Publication  # noqa: E402
from curbside.web.publishing.queries import live_publications, take_down_of  # noqa: E402
from curbside.web.questions import actions as questions  # noqa: E402
from curbside.web.questions.models import Question  # noqa: E402
from curbside.web.similar import engine  # noqa: E402
from curbside.web.similar.models import IndexedQuestion  # noqa: E402
from tests.web import story  # noqa: E402
from tests.web.story import NOW  # noqa: E402

LATER = NOW + timedelta(minutes=5)
MENDED = f"{story.REPLY}\nMagnesium was a corrigendum.\n"

# Doctors and moderators are told of other things at other times; what is counted is the asker's mail.
ASKER = "someone@example.org"


def migrate() -> None:
    call_command("migrate", verbosity=0)
    story.make_department()
    story.make_department("family-medicine", "Family medicine")
    story.make_doctor()
    story.make_moderator()
    story.make_moderator()


def receive() -> None:
    lifecycle.receive_question(story.submission(submission_key="one", email=ASKER), now=NOW)


def prepare() -> None:
    lifecycle.sweep(now=LATER)


def claim() -> None:
    lifecycle.claim_question(Question.objects.get(), _doctor(), now=LATER)


def sign() -> None:
    question = Question.objects.get()
    problems, _ = lifecycle.look_over_reply(question, _doctor(), story.REPLY, now=LATER)
    signature = lifecycle.Signature(story.REPLY, acknowledged=tuple({p.type for p in problems}))
    lifecycle.sign_answer(question, _doctor(), signature, now=LATER)


def mail() -> None:
    lifecycle.sweep(now=LATER)


def approve() -> None:
    question = Question.objects.get()
    approval = lifecycle.Approval("Twitching calf at night", question.title, question.body)
    lifecycle.approve_publication(question, _moderator(), approval, now=LATER)


def correct() -> None:
    later = LATER + timedelta(hours=1)
    lifecycle.correct_answer(Question.objects.get(), _doctor(), MENDED, note="Mended.", now=later)


def withdraw() -> None:
    question = Question.objects.get()
    proposal = take_down_of(question) or lifecycle.propose_take_down(
        question, _moderator(), erase=False, reason="Named somebody.", now=LATER
    )
    lifecycle.decide_take_down(proposal, _moderator(second=True), agree=True, now=LATER)


def _doctor():
    return story.viewer_of_doctor(Doctor.objects.get())


def _moderator(*, second: bool = False):
    people = User.objects.filter(role_grants__role=Role.MODERATOR).order_by("pk")
    return story.viewer_of(people[1 if second else 0])


STEPS: tuple[Callable[[], None], ...] = (migrate, receive, prepare, claim, sign, mail, approve, correct, withdraw)
NAMES = [step.__name__ for step in STEPS]


# ── Places to die ──────────────────────────────────────────────────────────────────────────────────────────────


def die(*args: object, **kwargs: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def instead_of(owner: object, name: str) -> AbstractContextManager[object]:
    return patch.object(owner, name, die)


def right_after(owner: object, name: str) -> AbstractContextManager[object]:
    real = getattr(owner, name)

    def then_die(*args: object, **kwargs: object) -> None:
        real(*args, **kwargs)
        die()

    return patch.object(owner, name, then_die)


def at_commit() -> AbstractContextManager[object]:
    """The rows are committed, nothing of what follows has happened."""
    real = transaction.on_commit
    return patch.object(transaction, "on_commit", lambda call, **more: real(die))


CASES: dict[str, tuple[str, Callable[[], AbstractContextManager[object]]]] = {
    "received, before the commit": ("receive", lambda: right_after(asking, "record")),
    "received, at the commit": ("receive", at_commit),
    "preparing, before the row": ("prepare", lambda: instead_of(drafts, "prepare")),
    "preparing, between rows": ("prepare", lambda: right_after(drafts, "prepare")),
    "preparing, before the commit": ("prepare", lambda: right_after(questions, "move")),
    "claiming, before the commit": ("claim", lambda: right_after(answers, "take_claim")),
    "signing, between rows": ("sign", lambda: right_after(answers, "sign_answer")),
    "signing, before the commit": ("sign", lambda: right_after(replying, "tell_asker")),
    "signing, at the commit": ("sign", at_commit),
    "mailing, before the line is open": ("mail", lambda: instead_of(delivery, "get_connection")),
    "mailing, before it leaves": ("mail", lambda: instead_of(EmailBackend, "send_messages")),
    "mailing, when it has left": ("mail", lambda: right_after(EmailBackend, "send_messages")),
    "approving, between rows": ("approve", lambda: right_after(publishing, "publish_page")),
    "approving, at the commit": ("approve", at_commit),
    "indexing, half done": ("approve", lambda: instead_of(IndexedQuestion.objects, "update_or_create")),
    "correcting, at the commit": ("correct", at_commit),
    "withdrawing, at the commit": ("withdraw", at_commit),
    "withdrawing, half out of the index": ("withdraw", lambda: instead_of(IndexedQuestion.objects, "filter")),
}


# ── Processes ──────────────────────────────────────────────────────────────────────────────────────────────────


def in_a_process(folder: Path, work: Callable[[], None]) -> int:
    """Run `work` on the data in `folder` in a process of its own. Its exit status; -9 when it was killed."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    status = 1
    try:
        connections.settings["default"]["NAME"] = str(folder / "curbside.sqlite3")
        settings.INDEX_DIR, settings.EMAIL_FILE_PATH = folder / "index", folder / "mail"
        engine.index.cache_clear()
        work()
        connections.close_all()
        status = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(status)


def try_again(step: str) -> None:
    """What the person does whose browser said nothing: the same again, and what was done already is refused."""
    with_sense = (claim, sign) if step == "sign" else (STEPS[NAMES.index(step)],)
    for deed in with_sense:
        try:
            deed()
        except BadInput:
            continue


def recover(step: str, out: Path) -> None:
    stood = len(Question.objects.all()), len(Answer.objects.all()), len(Publication.objects.all())
    try_again(step)
    for minutes in (1, 2):
        lifecycle.sweep(now=LATER + timedelta(hours=2, minutes=minutes))
    mails = "".join(path.read_text() for path in (settings.EMAIL_FILE_PATH).glob("*"))
    found = engine.index().search("twitching", top_k=9)
    report = {
        "stood": stood,
        "questions": Question.objects.count(),
        "stage": Question.objects.get().stage,
        "claimed": Claim.objects.filter(doctor__isnull=False).count(),
        "answers": Answer.objects.count(),
        "pages": Publication.objects.count(),
        "mails": mails.count(f"To: {ASKER}"),
        "messages": list(OutboxMessage.objects.filter(to=ASKER).order_by("id").values_list("state", flat=True)),
        "live": sorted(live_publications().values_list("ref", flat=True)),
        "index": sorted({hit.id for hit in found}),
        "mended words found": len(engine.index().search("corrigendum", top_k=9)),
        "broken": list(broken_entries()),
    }
    out.write_text(json.dumps(report))


def main(root: Path) -> None:
    before: dict[str, Path] = {}
    now = root / "life"
    now.mkdir()
    for step in STEPS:
        before[step.__name__] = root / f"before-{step.__name__}"
        shutil.copytree(now, before[step.__name__])
        assert in_a_process(now, step) == 0, step.__name__
    reports = {}
    for case, (step, place) in CASES.items():
        folder = root / "case"
        shutil.copytree(before[step], folder)

        def killed(step: str = step, place: Callable = place) -> None:
            with place():
                STEPS[NAMES.index(step)]()

        status = in_a_process(folder, killed)
        assert in_a_process(folder, lambda step=step, folder=folder: recover(step, folder / "report")) == 0, case
        reports[case] = {"step": step, "status": status, **json.loads((folder / "report").read_text())}
        shutil.rmtree(folder)
    json.dump(reports, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
