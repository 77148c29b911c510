"""One JSON object a line in, one a line out: same ids, same order, as it goes, in constant memory."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import typer

from curbside.errors import BadInput, CurbsideError

Record = dict[str, Any]
# Standard error gets a life sign after so many lines, and only on a terminal.
LIFE_SIGN_EVERY = 10_000


class LineError(BadInput):
    """This line cannot be used; the message says what is wrong with it."""


@contextmanager
def opened(file: Path | None) -> Iterator[TextIO]:
    """The file, or standard input. Undecodable bytes become U+FFFD, so that one bad line spoils no other."""
    if file is None:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        with file.open(encoding="utf-8", errors="replace") as source:
            yield source
    except OSError as error:
        typer.echo(f"{file} cannot be read: {error.strerror}.", err=True)
        raise typer.Exit(2) from error


def text_of(record: Mapping[str, Any], name: str, *, default: str | None = None) -> str:
    """A text field. Raises LineError when it is missing (without a default) or no text."""
    value = record.get(name, default)
    if not isinstance(value, str):
        raise LineError(f'"{name}" must be a text.' if name in record else f'"{name}" is missing.')
    return value


def object_of(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = record.get(name)
    if not isinstance(value, dict):
        raise LineError(f'"{name}" must be an object.' if name in record else f'"{name}" is missing.')
    return value


def number_of(record: Mapping[str, Any], name: str) -> float | None:
    """A number field or None. Raises LineError for anything else."""
    value = record.get(name)
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    raise LineError(f'"{name}" must be a number.')


def stream(file: Path | None, answer: Callable[[Record], Record]) -> None:
    """Answer every line; exit status 1 when one could not be read, 0 otherwise."""
    failed = False
    with opened(file) as source:
        for number, line in enumerate(source, start=1):
            if not line.strip():
                continue
            result = _answer(line, answer)
            failed = failed or "error" in result
            sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
            if number % LIFE_SIGN_EVERY == 0 and sys.stderr.isatty():
                typer.echo(f"{number} lines", err=True)
        sys.stdout.flush()
    raise typer.Exit(1 if failed else 0)


def _answer(line: str, answer: Callable[[Record], Record]) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"This line is not JSON: {error}"}
    if not isinstance(record, dict):
        return {"id": None, "error": "A line must be a JSON object."}
    try:
        return {"id": record.get("id"), **answer(record)}
    except CurbsideError as error:
        return {"id": record.get("id"), "error": str(error)}
