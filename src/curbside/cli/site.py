"""The site at the command line: demo, serve, worker, checks and the audit log."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

# Words go to standard error; standard output is for data. The demo alone prints its addresses for a person.
words = Console(stderr=True, highlight=False)


def register(app: typer.Typer) -> None:
    """Add the site's commands to `app`."""
    app.command()(demo)
    app.command()(serve)
    app.command()(worker)
    app.command()(sweep)
    app.command()(reindex)
    app.command()(migrate)
    app.command("manage", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(manage)
    audit = typer.Typer(help="The audit log.", no_args_is_help=True)
    audit.command("verify")(verify_audit)
    app.add_typer(audit, name="audit")


def start_django(mode: str) -> None:
    """Make the site's parts importable. Exit status 2, with what to write, when a setting is missing."""
    os.environ.setdefault("CURBSIDE_MODE", mode)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "curbside.web.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        words.print(f"{error} For the demo's data set CURBSIDE_MODE=demo.")
        raise typer.Exit(2) from error


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _collect_static() -> None:
    """Only when something changed: copying and compressing takes seconds."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    newest = max(
        (os.path.getmtime(store.path(name)) for finder in get_finders() for name, store in finder.list([])), default=0
    )
    stamp = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def demo(
    port: Annotated[int, typer.Option(help="Port on this machine.", envvar="PORT")] = 8000,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    serve_after: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve after loading.")] = True,
) -> None:
    """A working service with made-up content. Loads it the first time, keeps it under CURBSIDE_DATA."""
    os.environ["CURBSIDE_MODE"] = "demo"
    os.environ.setdefault("CURBSIDE_BASE_URL", f"http://{host}:{port}")
    start_django("demo")
    from curbside.web.demo import load
    from curbside.web.lifecycle import take_shipped_topics
    from curbside.web.serve import gunicorn_command, run_together, wait_until_up, worker_command

    _migrate()
    _collect_static()
    if not load.is_loaded():
        words.print("Loading the made-up content (once) …")
        loaded = load.load_demo(now=datetime.now(UTC))
        words.print(", ".join(f"{number} {name}" for name, number in loaded.items()))
    else:
        take_shipped_topics(now=datetime.now(UTC))
    if not serve_after:
        return

    def announce() -> None:
        if wait_until_up(f"http://{host}:{port}/healthz"):
            _print_addresses(f"http://{host}:{port}")

    raise typer.Exit(run_together([gunicorn_command(host=host, port=port), worker_command()], when_started=announce))


def _print_addresses(url: str) -> None:
    from curbside.web.demo.load import PASSWORD, STAFF, doctor_email

    out = Console(highlight=False)
    out.print(f"\nCurbside demo: everything in it is made up.\n\n  Site        {url}/\n  Ask         {url}/ask/")
    out.print(f"  Desk        {url}/desk/\n  Moderation  {url}/moderation/\n  API         {url}/api/v1/openapi.json\n")
    out.print(f"Sign-ins (password of all: {PASSWORD}; demo only)\n")
    for title, email in (
        ("doctor, neurology", doctor_email("noor-haddad")),
        ("moderator", STAFF[0][0]),
        ("administrator", STAFF[1][0]),
    ):
        out.print(f"  {title:20} {email}")
    out.print("\nStop with Ctrl+C. Data is kept in CURBSIDE_DATA (default ./var).\n")
    sys.stdout.flush()


def serve(
    port: Annotated[int, typer.Option(envvar="PORT")] = 8000,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
    processes: Annotated[int, typer.Option(min=1)] = 1,
    threads: Annotated[int, typer.Option(min=1)] = 8,
    with_worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Run a worker beside it.")] = True,
) -> None:
    """Serve the site. Set CURBSIDE_MODE, CURBSIDE_SECRET_KEY, CURBSIDE_HOSTS first; see docs/operate."""
    start_django("production")
    from curbside.web.serve import gunicorn_command, run_together, worker_command

    _migrate()
    _collect_static()
    commands = [gunicorn_command(host=host, port=port, processes=processes, threads=threads)]
    raise typer.Exit(run_together([*commands, worker_command()] if with_worker else commands))


def worker() -> None:
    """Prepare questions, keep the index in step, send mail, erase what is due. One is enough; several do no harm."""
    start_django("production")
    from curbside.web.worker import run_worker, stop_on_signals

    run_worker(stop=stop_on_signals())


def sweep() -> None:
    """Take up once whatever stands without its result, and print what was done as JSON."""
    start_django("production")
    from curbside.web.lifecycle import sweep as sweep_once

    typer.echo(json.dumps(dict(sweep_once(now=datetime.now(UTC)))))


def reindex() -> None:
    """The search index anew from all published pages: when it is damaged, lost or moved. The site runs on meanwhile."""
    start_django("production")
    from curbside.errors import CurbsideError
    from curbside.web.lifecycle import build_index_anew

    try:
        typer.echo(json.dumps({"count": build_index_anew(now=datetime.now(UTC))}))
    except CurbsideError as error:
        words.print(str(error))
        raise typer.Exit(2) from error


def migrate() -> None:
    """Bring the database up to this version, and the packaged departments and topics with it."""
    start_django("production")
    from curbside.web.departments.actions import load_departments
    from curbside.web.lifecycle import take_shipped_topics

    _migrate()
    departments, loaded = load_departments(), take_shipped_topics(now=datetime.now(UTC))
    words.print(
        f"{departments} departments, {loaded.changed} topics new or changed, "
        f"{loaded.offered} changes offered at /desk/topics/"
    )


def manage(context: typer.Context) -> None:
    """Any of Django's own commands: curbside manage COMMAND …"""
    start_django("production")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["curbside manage", *context.args])


def verify_audit(
    anchor: Annotated[
        Path | None, typer.Option(help="File that keeps where the log stood; default audit.anchor in CURBSIDE_DATA.")
    ] = None,
) -> None:
    """Prove that nobody changed the audit log or cut off its end. Exit status 1 when somebody did.

    What was there at the last whole proof is kept in the anchor file and must still be there. Keep a copy of it, or the
    line in the daily message to auditors, outside this machine.
    """
    start_django("production")
    from django.conf import settings

    from curbside.web.audit.queries import anchor_line, anchor_problem, broken_entries, head, read_anchor

    kept = anchor or settings.DATA_DIR / "audit.anchor"
    broken, now_there = list(broken_entries()), head()
    problem = anchor_problem(read_anchor(kept.read_text(encoding="utf-8"))) if kept.exists() else ""
    if not broken and not problem:
        kept.write_text(anchor_line(now_there) + "\n", encoding="utf-8")
    typer.echo(json.dumps({"entries": now_there.entries, "broken": broken, "cut_off": problem}))
    raise typer.Exit(1 if broken or problem else 0)
