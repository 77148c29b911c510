"""How well does the screen do on labelled lines? Shares with exact 95 % bounds, and the misses."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from curbside.cli.jsonl import Record, opened, text_of
from curbside.clinical.evaluation import bounds
from curbside.clinical.urgency import Urgency, layers, screen, use_learned_layer
from curbside.clinical.urgency.reader import start_reader_layer

LEVELS = ("emergency", "urgent", "routine")


@dataclass(slots=True)
class Tally:
    """Counts by labelled and read level, the emergencies not stopped, and the routine questions that were, with the
    rules that stopped them ("learned" is the reader). `crises`: by labelled crisis, was each line read as any?"""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    misses: list[Record] = field(default_factory=list)
    false_stops: list[Record] = field(default_factory=list)
    crises: dict[str, list[bool]] = field(default_factory=dict)

    def labels(self) -> list[str]:
        """The labels seen, the three levels first."""
        seen = {label for label, _ in self.counts}
        return [level for level in LEVELS if level in seen] + sorted(seen - set(LEVELS))

    def row(self, label: str) -> dict[str, int]:
        """How many lines of `label` were read as each level."""
        return {level: self.counts.get((label, level), 0) for level in LEVELS}


def tally_lines(lines: Iterable[bytes]) -> Tally:
    """Screen each {"id"?, "text", "level" or "urgency", "crisis"?}; crisis is null for one that only sounds so.
    Raises ValueError, KeyError or TypeError for a bad line."""
    tally = Tally()
    for line in lines:
        if not line.strip():
            continue
        given = json.loads(line)
        label = given["level"] if "level" in given else given["urgency"]
        screening = screen(text_of(given))
        read = screening.urgency.value
        tally.counts[label, read] = tally.counts.get((label, read), 0) + 1
        if "crisis" in given:
            tally.crises.setdefault(given["crisis"] or "none", []).append(screening.crisis is not None)
        if label == "emergency" and read != "emergency":
            tally.misses.append({"id": given.get("id"), "read": read, "text": given["text"]})
        if label == "routine" and read == "emergency":
            by = [reason.rule for reason in screening.reasons if reason.level is Urgency.EMERGENCY]
            tally.false_stops.append({"id": given.get("id"), "by": by, "text": given["text"]})
    return tally


def evaluate_screen(
    file: Annotated[
        Path | None, typer.Argument(help='Lines {"id"?,"text","level","crisis"?}; standard input without it.')
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="Without the learned reader.")] = False,
) -> None:
    """Measure the screen: how each labelled level was read, with 95 % Clopper–Pearson bounds, and what went wrong.

    With the learned layer where it is shipped and wanted; standard error says which layers read.
    """
    if rules_only:
        use_learned_layer(None)
    else:
        start_reader_layer()
    typer.echo(f"Layers: {', '.join(layers())}", err=True)
    try:
        with opened(file) as lines:
            tally = tally_lines(lines)
    except (ValueError, KeyError, TypeError) as error:
        typer.echo(f"A line cannot be read ({error!r}); each needs text and level.", err=True)
        raise typer.Exit(1) from error
    shares = [_share(tally, label, level) for label in tally.labels() for level in LEVELS]
    shares += [_record(f"crisis {label}", "any crisis", sum(seen), len(seen)) for label, seen in tally.crises.items()]
    if json_:
        typer.echo(json.dumps({"shares": shares, "misses": tally.misses, "false_stops": tally.false_stops}))
    else:
        _print(shares, tally)


def _share(tally: Tally, label: str, level: str) -> Record:
    row = tally.row(label)
    return _record(label, level, row[level], sum(row.values()))


def _record(label: str, read: str, hits: int, total: int) -> Record:
    low, high = bounds(hits, total)
    return {"label": label, "read": read, "n": hits, "of": total, "share": hits / total, "low": low, "high": high}


def _print(shares: list[Record], tally: Tally) -> None:
    table = Table("labelled", "read as", "n", "of", "share", "95 % bounds")
    for s in shares:
        bounds = f"{s['low']:.3f}–{s['high']:.3f}"
        table.add_row(s["label"], s["read"], str(s["n"]), str(s["of"]), f"{s['share']:.3f}", bounds)
    console = Console(highlight=False)
    console.print(table)
    for miss in tally.misses:
        console.print(f"missed {miss['id']} (read {miss['read']}): {miss['text']}", markup=False)
    for stop in tally.false_stops:
        console.print(f"stopped {stop['id']} (by {', '.join(stop['by'])}): {stop['text']}", markup=False)
