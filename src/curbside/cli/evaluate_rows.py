"""Measuring the other readers on labelled lines: a table of shares with exact 95 % bounds, and the misses."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from curbside.cli.jsonl import opened
from curbside.cli.reading import check_reply_record
from curbside.clinical.evaluation import Row, evaluate_read, evaluate_route
from curbside.clinical.evaluation_texts import evaluate_check_reply, evaluate_redact
from curbside.clinical.privacy import layers as privacy_layers
from curbside.clinical.reply_checks.check import layers
from curbside.clinical.routing import layers as routing_layers
from curbside.drafting.evaluation import evaluate_explain
from curbside.drafting.evaluation_claims import evaluate_verify
from curbside.drafting.evaluation_drafts import evaluate_drafts
from curbside.errors import BadInput

Evaluation = Callable[[Iterable[Mapping[str, Any]]], tuple[tuple[Row, ...], tuple[str, ...]]]


def print_route(file: Path | None, as_json: bool) -> None:
    """Lines {"text","department","age_years"?,"sex"?}: top 1 and top 3, what was abstained, each department. Standard
    error says which layers read."""
    typer.echo(f"Layers: {', '.join(routing_layers())}", err=True)
    _print(lambda lines: (evaluate_route(lines), ()), file, as_json)


def print_read(file: Path | None, as_json: bool) -> None:
    """Lines {"text","findings":[{"concept","status"}]}: findings found, and their status right when found."""
    _print(lambda lines: (evaluate_read(lines), ()), file, as_json)


def print_redact(file: Path | None, as_json: bool) -> None:
    """Lines {"text","spans":[{"start","end","type"}]}: identifiers gone, by type, and clean texts touched. Standard
    error says which layers read."""
    typer.echo(f"Layers: {', '.join(privacy_layers())}", err=True)
    _print(evaluate_redact, file, as_json)


def print_check_reply(file: Path | None, as_json: bool) -> None:
    """Lines {"question","reply","planted"}, or {"id","question","reply","edits":[{"type","from","to"}]}: planted
    errors found, by type, and clean replies warned."""
    typer.echo(f"Layers: {', '.join(layers())}", err=True)
    _print(lambda lines: evaluate_check_reply(lines, types_of), file, as_json)


def print_explain(file: Path | None, as_json: bool) -> None:
    """Lines {"question","reply","points","supported","planted"}: what More info explains, and what is withheld."""
    _print(evaluate_explain, file, as_json)


def print_draft(file: Path | None, as_json: bool) -> None:
    """Lines {"question","sources","untrue","true"}: what a proposed reply takes over from texts for others."""
    _print(evaluate_drafts, file, as_json)


def print_verify(file: Path | None, as_json: bool) -> None:
    """Lines {"passage","claim","label","change"}: claims passed and withheld, and each way a claim was changed."""
    _print(evaluate_verify, file, as_json)


def types_of(line: Mapping[str, Any]) -> frozenset[str]:
    """Types of the problems of {"question", "reply"}, without hints. Raises KeyError or TypeError for another shape."""
    problems = check_reply_record(dict(line))["problems"]
    return frozenset(problem["type"] for problem in problems if problem["severity"] != "hint")


def _print(evaluation: Evaluation, file: Path | None, as_json: bool) -> None:
    try:
        with opened(file) as lines:
            rows, misses = evaluation(_objects(lines))
    except BadInput as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows]))
        for miss in misses:
            typer.echo(miss, err=True)
        return
    table = Table("measure", "hits", "of", "share", "95 % bounds")
    for row in rows:
        table.add_row(row.what, str(row.hits), str(row.total), f"{row.share:.3f}", f"{row.low:.3f} to {row.high:.3f}")
    console = Console(highlight=False)
    console.print(table)
    for miss in misses:
        console.print(miss, markup=False)


def _objects(lines: Iterable[bytes]) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except ValueError as error:
            raise BadInput(f"line {number}: no JSON ({error})") from error
        if not isinstance(given, dict):
            raise BadInput(f"line {number}: a line must be a JSON object")
        yield given
