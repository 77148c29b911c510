"""Measuring the readers on labelled files: tables with 95 % bounds, and the misses themselves."""

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from curbside.cli.jsonl import number_of, opened, text_of
from curbside.cli.similar import evaluate_similar
from curbside.clinical.urgency import Urgency, screen

app = typer.Typer(help="Measure a reader on a labelled file.", no_args_is_help=True)
app.command("similar")(evaluate_similar)

MISSES_SHOWN = 50


def clopper_pearson(hits: int, total: int, *, level: float = 0.95) -> tuple[float, float]:
    """The exact binomial interval (Clopper and Pearson, Biometrika 1934), by bisection on the binomial tail."""
    if total == 0:
        return 0.0, 1.0
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else _where(lambda p: _at_least(hits, total, p), tail)
    high = 1.0 if hits == total else _where(lambda p: 1 - _at_least(hits + 1, total, p), tail, falling=True)
    return low, high


def _at_least(hits: int, total: int, p: float) -> float:
    if p <= 0 or p >= 1:
        return float(p >= 1)
    logs = [
        math.lgamma(total + 1)
        - math.lgamma(k + 1)
        - math.lgamma(total - k + 1)
        + k * math.log(p)
        + (total - k) * math.log1p(-p)
        for k in range(hits, total + 1)
    ]
    return min(1.0, math.fsum(math.exp(value) for value in logs))


def _where(function: Any, value: float, *, falling: bool = False) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if (function(middle) < value) != falling:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _labelled(file: Path) -> Iterator[dict[str, Any]]:
    with opened(file) as source:
        for line in source:
            if line.strip():
                yield json.loads(line)


@app.command("screen")
def evaluate_screen(
    file: Annotated[Path, typer.Argument(help='Lines with "text" and "level": emergency, urgent or routine.')],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """How many emergencies are stopped, and how many others are stopped wrongly."""
    groups: dict[str, list[tuple[dict[str, Any], Urgency]]] = {}
    for record in _labelled(file):
        found = screen(text_of(record, "text"), age_years=number_of(record, "age_years"), sex=record.get("sex"))
        groups.setdefault(str(record.get("level", "")), []).append((record, found.urgency))
    rows = [_row(level, found) for level, found in sorted(groups.items())]
    misses = [r["text"] for r, urgency in groups.get("emergency", []) if urgency is not Urgency.EMERGENCY]
    if as_json:
        typer.echo(json.dumps({"rows": rows, "missed_emergencies": misses}, ensure_ascii=False))
        return
    _print_table(rows)
    for text in misses[:MISSES_SHOWN]:
        typer.echo(f"missed: {text[:160]}")


def _row(level: str, found: Sequence[tuple[dict[str, Any], Urgency]]) -> dict[str, Any]:
    stopped = sum(urgency is Urgency.EMERGENCY for _, urgency in found)
    low, high = clopper_pearson(stopped, len(found))
    return {
        "level": level,
        "texts": len(found),
        "stopped": stopped,
        "share": stopped / len(found),
        "low": low,
        "high": high,
    }


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    table = Table("labelled", "texts", "stopped as emergency", "share", "95 % bounds")
    for row in rows:
        bounds = f"{row['low']:.3f} to {row['high']:.3f}"
        table.add_row(row["level"], str(row["texts"]), str(row["stopped"]), f"{row['share']:.3f}", bounds)
    Console(highlight=False).print(table)
