"""CPU, queries, bytes and memory of a public page with many answers: python -m tests.bench.pages [--pages 20000].

Whole requests through WSGI with all middleware, in one process on one thread, on a SQLite file made for the purpose.
"Uncached" is a page asked for the first time, "cached" the same page again. Medians over 400 requests of CPU time of
this process, so a busy machine disturbs little.
"""

import argparse
import gzip
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

REQUESTS = 400
WARM_UP = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000, help="published answers to load")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="curbside-bench-") as folder:
        os.environ |= {"CURBSIDE_DATA": folder, "CURBSIDE_MODE": "demo", "CURBSIDE_LOG_LEVEL": "ERROR"}
        os.environ.pop("DATABASE_URL", None)
        measure(arguments.pages)


def measure(number: int) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "curbside.web.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    started = time.perf_counter()
    paths = load(number)
    print(f"loaded {number} published answers in {time.perf_counter() - started:.0f} s")
    report(paths)


def load(number: int) -> list[str]:
    """Made-up pages of about 120 words each, six topics and six similar ones each; returns their paths."""
    from django.db import connection

    from curbside.knowledge.topics import topics
    from curbside.web.accounts.models import Doctor, User
    from curbside.web.departments.actions import load_departments
    from curbside.web.departments.models import Department
    from curbside.web.publishing.models import Publication, PublicationTopic
    from curbside.web.questions.models import Question, Stage
    from curbside.web.topics.shipped import load_topics

    rng = random.Random(7)
    load_departments()
    load_topics(now=datetime.now(UTC))
    departments = list(Department.objects.values_list("pk", "label"))
    slugs = list(topics())
    user = User.objects.create_user("bench@example.org", None, name="Dr. Bench")
    doctor = Doctor.objects.create(user=user, slug="bench", name="Dr. Bench", licence="BENCH-1")
    words = sorted(
        {word for topic in topics().values() for claim in topic.sections["causes"] for word in claim.text.split()}
    )
    now = datetime(2026, 11, 1, tzinfo=UTC)

    def text(length: int) -> str:
        return " ".join(rng.choice(words) for _ in range(length)).capitalize() + "."

    refs = [f"{n:010x}" for n in range(number)]
    for at in range(0, number, 2000):
        batch = refs[at : at + 2000]
        Question.objects.bulk_create(
            Question(ref=ref, stage=Stage.PUBLISHED, department_id=rng.choice(departments)[0], asked_at=now, due_at=now)
            for ref in batch
        )
        questions = {q.ref: q for q in Question.objects.filter(ref__in=batch)}
        pages = []
        for ref in batch:
            department, label = rng.choice(departments)
            body, reply = f"{text(40)}\n\n{text(40)}", text(60)
            pages.append(
                Publication(
                    question=questions[ref], ref=ref, slug="a-made-up-page", headline=f"{text(7)[:80]} {ref}",
                    title=text(5), body=body, alias="Quiet Heron", subject="self", sex="female", age_band="30-39",
                    department_id=department,
                    doctor=doctor, doctor_name=doctor.name, institution="Bench Hospital",
                    institution_department="Department of Benches", answer_department_label=label,
                    answer_html=f"<p>{reply}</p><p>{reply}</p>", answer_text=reply, question_excerpt=body[:200],
                    answer_excerpt=reply[:200], more_info=_more_info(slugs, text, rng), more_info_version="1",
                    more_info_on=now.date(), care_cards=[{"level": level, "lines": [text(8) for _ in range(3)]}
                    for level in ("now", "today", "soon")], similar=rng.sample(refs[: at + 2000], 6), asked_at=now,
                    answered_at=now, published_at=now - timedelta(minutes=rng.randrange(500_000)), updated_at=now,
                    reviewed_on=now.date(), review_due=now.date(), approved_by=user,
                )
            )  # fmt: skip
        for page in pages:
            page.topics = [
                {"slug": slug, "title": slug, "department": "neurology", "department_label": "Neurology"}
                for slug in rng.sample(slugs, 8)
            ]
        made = Publication.objects.bulk_create(pages)
        PublicationTopic.objects.bulk_create(
            PublicationTopic(publication=page, topic_id=slug, position=n)
            for page in made
            for n, slug in enumerate(note["slug"] for note in page.topics)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [f"/q/{ref}-a-made-up-page/" for ref in refs]


def _more_info(slugs: list[str], text: Callable[[int], str], rng: random.Random) -> list[dict[str, Any]]:
    sources = [
        {"kind": "topic", "ref": slug, "quote": text(9), "title": slug, "publisher": "NHS"}
        for slug in rng.sample(slugs, 4)
    ]
    return [{"text": text(12), "part": "point", "sources": rng.sample(sources, 2)} for _ in range(6)]


def report(paths: list[str]) -> None:
    from django.core.cache import cache
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"accept-encoding": "gzip", "host": "localhost"})
    rng = random.Random(11)
    chosen = rng.sample(paths, min(len(paths), REQUESTS + WARM_UP))
    for path in chosen[:WARM_UP]:
        client.get(path)
    uncached = [_cpu_ms(client, path) for path in chosen[WARM_UP:]]
    cached = [_cpu_ms(client, chosen[-1]) for _ in range(REQUESTS)]
    cache.clear()
    reset_queries()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(chosen[0])
    body = gzip.decompress(response.content) if response.get("Content-Encoding") == "gzip" else response.content
    print(f"uncached page   {statistics.median(uncached):6.2f} ms CPU (p95 {_p95(uncached):.2f})")
    print(f"cached page     {statistics.median(cached):6.2f} ms CPU (p95 {_p95(cached):.2f})")
    print(f"queries         {len(queries):6d} a page")
    print(f"html            {len(body):6d} bytes, {len(response.content)} sent")
    print(
        f"memory          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:6d} MB at most, loading included"
    )
    for path in ("/", "/departments/neurology/", "/topics/muscle-twitching/", "/feed.atom"):
        cache.clear()
        times = []
        for _ in range(10):
            cache.clear()
            times.append(_cpu_ms(client, path))
        print(f"{path:28} {statistics.median(times):6.2f} ms CPU uncached")


def _cpu_ms(client: Any, path: str) -> float:
    started = time.process_time()
    response = client.get(path)
    spent = (time.process_time() - started) * 1000
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return spent


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


if __name__ == "__main__":
    main()
