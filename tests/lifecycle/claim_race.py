"""Eight processes that claim the same questions at the same time: run by test_kill_race as a program of its own.

Prints one JSON object: what each process was given, and how the claims and the audit log stand.
"""

import json
import os
import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from curbside.web import lifecycle  # noqa: E402
from curbside.web.answers.actions import ClaimLost  # noqa: E402
from curbside.web.answers.models import Claim  # noqa: E402
from curbside.web.audit.models import AuditEntry  # noqa: E402
from curbside.web.audit.queries import broken_entries  # noqa: E402
from curbside.web.questions.models import Question, Stage  # noqa: E402
from tests.web import story  # noqa: E402
from tests.web.story import NOW  # noqa: E402

DOCTORS, QUESTIONS = 8, 30


def set_up() -> list:
    call_command("migrate", verbosity=0)
    viewers = [story.viewer_of_doctor(story.make_doctor()) for _ in range(DOCTORS)]
    first = story.ask(prepared=False)
    for n in range(QUESTIONS - 1):
        first.pk, first.ref, first.submission_key = None, f"copy{n:06}", None
        first.save(force_insert=True)
        Claim.objects.create(question=first)
    Question.objects.update(stage=Stage.WAITING)
    return viewers


def claim_all(viewer, out: Path) -> None:
    got = []
    for question in Question.objects.order_by("pk"):
        try:
            lifecycle.claim_question(question, viewer, now=NOW)
            got.append(question.ref)
        except ClaimLost:
            continue
    out.write_text(json.dumps(got))


def race(viewers: list, folder: Path) -> list[int]:
    """All start when the last one exists: each waits for the pipe to close."""
    gate, opener = os.pipe()
    pids = []
    for n, viewer in enumerate(viewers):
        pid = os.fork()
        if not pid:
            os.close(opener)
            os.read(gate, 1)
            claim_all(viewer, folder / f"got-{n}.json")
            os._exit(0)
        pids.append(pid)
    os.close(opener)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    viewers = set_up()
    connections.close_all()
    statuses = race(viewers, folder)
    found = {
        "statuses": statuses,
        "got": [json.loads((folder / f"got-{n}.json").read_text()) for n in range(len(viewers))],
        "refs": list(Question.objects.values_list("ref", flat=True)),
        "held": Claim.objects.filter(doctor__isnull=False).count(),
        "recorded": AuditEntry.objects.filter(action="question.claim").count(),
        "broken": list(broken_entries()),
    }
    json.dump(found, sys.stdout)
