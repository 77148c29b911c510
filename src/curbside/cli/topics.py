"""Topics at the command line: what is to mend before one is published."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curbside.errors import KnowledgeError

if TYPE_CHECKING:
    from curbside.drafting.topic_problem import TopicProblem
    from curbside.knowledge.topics import Topic

app = typer.Typer(help="Topics: the pages every claim of which cites its sources.", no_args_is_help=True)


@app.callback()
def topics() -> None:
    """Topics: the pages every claim of which cites its sources."""


@app.command("lint")
def lint_topics(
    files: Annotated[list[Path] | None, typer.Argument(help="Topic files; the packaged topics without.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object per topic.")] = False,
) -> None:
    """Reading grade, sources, promises, doses and red flags of topics. Exit status 1 when something must be mended."""
    from curbside.drafting.topic_lint import blocking, lint_topic

    today, total, to_mend, broken = datetime.now(UTC).date(), 0, 0, 0
    for slug, read in _topics_of(files):
        total += 1
        if isinstance(read, KnowledgeError):
            broken += 1
            _print_broken(slug, read, as_json=json_)
            continue
        problems = lint_topic(read, today=today)
        to_mend += len(blocking(problems))
        _print(slug, problems, as_json=json_)
    typer.echo(f"{total} topics, {to_mend} points to mend, {broken} unreadable", err=True)
    raise typer.Exit(1 if to_mend or broken else 0)


def _topics_of(files: Iterable[Path] | None) -> "Iterator[tuple[str, Topic | KnowledgeError]]":
    from curbside.knowledge.topics import parse_topic, topics

    if not files:
        yield from topics().items()
        return
    for path in files:
        try:
            yield path.stem, parse_topic(path.stem, path.read_text("utf-8"))
        except KnowledgeError as error:
            yield path.stem, error
        except (OSError, UnicodeDecodeError) as error:
            yield path.stem, KnowledgeError(f"{path} cannot be read: {error}")


def _print_broken(slug: str, error: KnowledgeError, *, as_json: bool) -> None:
    typer.echo(json.dumps({"id": slug, "error": str(error)}, ensure_ascii=False) if as_json else f"{slug}: {error}")


def _print(slug: str, problems: "Iterable[TopicProblem]", *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"id": slug, "problems": [asdict(p) for p in problems]}, ensure_ascii=False))
        return
    for p in problems:
        place = f" {p.section}" if p.section else ""
        said = f"\n    {p.text}" if p.text else ""
        typer.echo(f"{slug}:{place} {p.severity} {p.type}: {p.message}{said}")
