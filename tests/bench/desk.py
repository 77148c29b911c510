"""CPU and queries of the desk's list with many waiting questions: python -m tests.bench.desk [--questions 10000].

Whole requests through WSGI with all middleware, in one process on one thread, on a SQLite file made for the purpose;
as a doctor of one of ten departments, half of which have working hours. Medians over 60 requests of CPU time of this
process, the time inside SQLite included, so a busy machine disturbs little.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from datetime import timedelta
from typing import Any

REQUESTS = 60
WARM_UP = 5
DEPARTMENTS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000, help="waiting questions to load")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="curbside-bench-") as folder:
        os.environ |= {"CURBSIDE_DATA": folder, "CURBSIDE_MODE": "test", "CURBSIDE_LOG_LEVEL": "ERROR"}
        os.environ["CURBSIDE_SECOND_FACTOR"] = "no"
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "curbside.web.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        report(load(arguments.questions))


def load(number: int) -> Any:
    """`number` made-up questions that wait, a tenth of them held by somebody. Returns the doctor who looks."""
    from django.db import connection
    from django.utils import timezone

    from curbside.web.answers.models import Claim
    from curbside.web.departments.models import Department
    from curbside.web.drafts.models import Preparation
    from curbside.web.questions.models import Question, Stage
    from curbside.web.rota.models import WorkingHours
    from tests.web import story

    rng, now = random.Random(7), timezone.now()
    story.load_knowledge()
    departments = list(Department.objects.all()[:DEPARTMENTS])
    for department in departments[::2]:
        WorkingHours.objects.create(department=department, timezone="Europe/Vienna")
    doctor, colleague = story.make_doctor(departments[0].pk), story.make_doctor(departments[0].pk)
    ranks = {"emergency": 0, "urgent": 1, "routine": 2}
    for at in range(0, number, 2000):
        made = Question.objects.bulk_create(
            Question(
                ref=f"{n:010x}", stage=Stage.WAITING, department=rng.choice(departments), asked_at=now,
                due_at=now + timedelta(minutes=rng.randrange(-3000, 6000)), headline=f"A made-up question {n}",
                body="Made up.", urgency=urgency, urgency_rank=ranks[urgency], age_band="30-39", sex="female",
            )
            for n, urgency in zip(
                range(at, min(at + 2000, number)), rng.choices(list(ranks), weights=(1, 9, 90), k=2000), strict=False
            )
        )  # fmt: skip
        held = [rng.random() < 0.1 for _ in made]
        Claim.objects.bulk_create(
            Claim(
                question=question,
                doctor=colleague if is_held else None,
                taken_at=now if is_held else None,
                expires_at=now + timedelta(minutes=30) if is_held else None,
            )
            for question, is_held in zip(made, held, strict=True)
        )
        Preparation.objects.bulk_create(
            Preparation(question=question, made_at=now, engine_version="bench", similar=[{"id": "x", "score": 0.9}] * 4)
            for question in made
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return doctor


def report(doctor: Any) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from curbside.web.answers.queues import QUEUES

    client = Client(headers={"host": "localhost"})
    client.force_login(doctor.user)
    for name in QUEUES:
        path = f"/desk/{name}/"
        for _ in range(WARM_UP):
            _cpu_ms(client, path)
        times = [_cpu_ms(client, path) for _ in range(REQUESTS)]
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        p95 = sorted(times)[int(len(times) * 0.95)]
        print(f"{path:20} {statistics.median(times):6.1f} ms CPU (p95 {p95:.1f})  {len(queries):2d} queries")


def _cpu_ms(client: Any, path: str) -> float:
    started = time.process_time()
    response = client.get(path)
    spent = (time.process_time() - started) * 1000
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return spent


if __name__ == "__main__":
    main()
