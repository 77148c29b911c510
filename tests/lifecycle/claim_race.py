"""Many processes that claim the same questions at the same time.

    PYTHONPATH=src:. DJANGO_SETTINGS_MODULE=curbside.web.settings CURBSIDE_MODE=test \
        python tests/lifecycle/claim_race.py FOLDER --processes 32 --attempts 20000

`make claim-race` runs it on SQLite and on a throw-away PostgreSQL; test_kill_race a short one. Prints one JSON object:
how many attempts were made, who got what, and how the claims and the audit log stand.
"""

import argparse
import json
import os
import sys
import time
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


def set_up(doctors: int, questions: int) -> list:
    call_command("migrate", verbosity=0)
    viewers = [story.viewer_of_doctor(story.make_doctor()) for _ in range(doctors)]
    first = story.ask(prepared=False)
    for n in range(questions - 1):
        first.pk, first.ref, first.submission_key = None, f"copy{n:06}", None
        first.save(force_insert=True)
        Claim.objects.create(question=first)
    Question.objects.update(stage=Stage.WAITING)
    return viewers


def claim_all(viewer, out: Path) -> None:
    """Each question once, all processes in the same order, so that they meet at every one."""
    got, attempts = [], 0
    for question in list(Question.objects.order_by("pk")):
        attempts += 1
        try:
            lifecycle.claim_question(question, viewer, now=NOW)
            got.append(question.ref)
        except ClaimLost:
            continue
    out.write_text(json.dumps({"attempts": attempts, "got": got}))


def race(viewers: list, folder: Path) -> list[int]:
    """All start when the last one exists: each waits for the pipe to close. Returns their exit statuses."""
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


def found(statuses: list[int], folder: Path, *, started: float) -> dict:
    told = [json.loads(file.read_text()) for file in sorted(folder.glob("got-*.json"))]
    given = [ref for each in told for ref in each["got"]]
    return {
        "database": connections["default"].vendor,
        "processes": len(statuses),
        "statuses": sorted(set(statuses)),
        "attempts": sum(each["attempts"] for each in told),
        "questions": Question.objects.count(),
        "claimed": len(given),
        "double": len(given) - len(set(given)),
        "held": Claim.objects.filter(doctor__isnull=False).count(),
        "recorded": AuditEntry.objects.filter(action="question.claim").count(),
        "broken": len(list(broken_entries())),
        "seconds": round(time.monotonic() - started, 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--attempts", type=int, default=240)
    arguments = parser.parse_args()
    viewers = set_up(arguments.processes, arguments.attempts // arguments.processes)
    connections.close_all()
    started = time.monotonic()
    result = found(race(viewers, arguments.folder), arguments.folder, started=started)
    json.dump(result, sys.stdout)
    sys.exit(result["double"] > 0 or result["statuses"] != [0] or result["claimed"] != result["questions"])
