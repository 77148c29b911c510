"""Measuring routing and reading on labelled lines: a table of shares with exact 95 % bounds."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.table import Table

from curbside.cli.jsonl import opened
from curbside.clinical.evaluation import Row, evaluate_read, evaluate_route
from curbside.errors import BadInput

Evaluation = Callable[[Iterable[Mapping[str, Any]]], tuple[Row, ...]]


def print_route(file: Path | None, as_json: bool) -> None:
    """Lines {"text","department","age_years"?,"sex"?}: top 1 and top 3, what was abstained, each department."""
    _print(evaluate_route, file, as_json)


def print_read(file: Path | None, as_json: bool) -> None:
    """Lines {"text","findings":[{"concept","status"}]}: findings found, and their status right when found."""
    _print(evaluate_read, file, as_json)


def _print(evaluation: Evaluation, file: Path | None, as_json: bool) -> None:
    try:
        with opened(file) as lines:
            rows = evaluation(_objects(lines))
    except BadInput as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(json.dumps([asdict(row) for row in rows]))
        return
    table = Table("measure", "hits", "of", "share", "95 % bounds")
    for row in rows:
        table.add_row(row.what, str(row.hits), str(row.total), f"{row.share:.3f}", f"{row.low:.3f} to {row.high:.3f}")
    Console(highlight=False).print(table)


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
