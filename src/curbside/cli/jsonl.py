"""Lines of JSON in, lines of JSON out: same ids, same order, one at a time, whatever a line holds."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import typer

from curbside.errors import CurbsideError

Record = dict[str, Any]
# How many lines between two words of progress on standard error.
PROGRESS_EVERY = 10_000
MAX_AGE_YEARS = 130
# Read from a pipe at a time, at most: some hundred questions.
_READ_BYTES = 65_536


def run_lines(file: Path | None, answer: Callable[[Record], Record], *, threads: int = 1) -> None:
    """Answer every line of `file` (standard input without one) on standard output, with its id, as it comes.

    A line that cannot be read or answered gives {"id", "error"}, and the exit status is 1 at the end. Constant memory.
    With several `threads`, lines that wait together are answered together; a lone line never waits for others.
    """
    failed = 0
    with opened(file) as source:
        found = answers(source, answer) if threads == 1 else answers_together(source, answer, threads=threads)
        for count, line in enumerate(found, start=1):
            failed += "error" in line
            print_record(line)
            if count % PROGRESS_EVERY == 0:
                typer.echo(f"{count} lines, {failed} errors", err=True)
    if failed:
        typer.echo(f"{failed} lines could not be answered", err=True)
        raise typer.Exit(1)


def answers(lines: Iterable[bytes], answer: Callable[[Record], Record]) -> Iterator[Record]:
    """One answer for each line that is not blank. Bytes that are no UTF-8 are an error of their line only."""
    for line in lines:
        if line.strip():
            yield _answer_of(line, answer)


def answers_together(source: IO[bytes], answer: Callable[[Record], Record], *, threads: int) -> Iterator[Record]:
    """The answers of `answers`, same order, several worked out at a time."""
    with ThreadPoolExecutor(threads) as pool:
        for waiting in waiting_lines(source):
            yield from pool.map(lambda line: _answer_of(line, answer), filter(bytes.strip, waiting))


def waiting_lines(source: IO[bytes]) -> Iterator[list[bytes]]:
    """The whole lines that can be read without waiting, a bounded number at a time; waits only when there is none."""
    begun: list[bytes] = []
    while chunk := source.read1(_READ_BYTES):  # type: ignore[attr-defined]
        first, *more = chunk.split(b"\n")
        begun.append(first)
        if more:
            yield [b"".join(begun), *more[:-1]]
            begun = [more[-1]]
    yield [b"".join(begun)]


def print_record(record: Record) -> None:
    """One line on standard output, at once."""
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def _answer_of(line: bytes, answer: Callable[[Record], Record]) -> Record:
    given: Any = None
    try:
        given = json.loads(line.decode("utf-8").removeprefix("\ufeff"))
        if not isinstance(given, dict):
            raise TypeError("a line must be a JSON object")
        return {"id": given.get("id"), **answer(given)}
    except KeyError as error:
        message = f"the key {error} is missing"
    except RecursionError:
        message = "nested too deeply"
    except (ValueError, TypeError, AttributeError, CurbsideError) as error:
        message = str(error)
    return {"id": given.get("id") if isinstance(given, dict) else None, "error": message}


@contextmanager
def opened(file: Path | None) -> Iterator[IO[bytes]]:
    """The file's bytes, or standard input's. A file that cannot be opened: one sentence and exit status 2."""
    if file is None:
        yield sys.stdin.buffer
        return
    try:
        source = file.open("rb")
    except OSError as error:
        typer.echo(f"{file}: {error.strerror}", err=True)
        raise typer.Exit(2) from error
    with source:
        yield source


def text_of(given: Mapping[str, Any], key: str = "text", *, default: str | None = None) -> str:
    """The text under `key`. Raises KeyError when it is missing without a default, TypeError when it is no text.

    Lone surrogates (JSON can carry them, UTF-8 cannot) become U+FFFD, one for one, so offsets stay.
    """
    value = given.get(key)
    if value is None and default is not None:
        return default
    if value is None:
        raise KeyError(key)
    if not isinstance(value, str):
        raise TypeError(f"{key} must be text")
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in value) if not value.isascii() else value


def optional_text(given: Mapping[str, Any], key: str) -> str | None:
    """The text under `key`, None when it is missing or null. Raises TypeError when it is no text."""
    return None if given.get(key) is None else text_of(given, key)


def age_of(given: Mapping[str, Any]) -> float | None:
    """`age_years` as a number of years. Raises TypeError for no number, ValueError for one that is no age."""
    value = given.get("age_years")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise TypeError("age_years must be a number")
    if value is not None and not 0 <= value <= MAX_AGE_YEARS:
        raise ValueError(f"age_years must be between 0 and {MAX_AGE_YEARS}")
    return value


def flag_of(given: Mapping[str, Any], key: str) -> bool | None:
    """The truth value under `key`. Raises TypeError for anything else that is not null."""
    value = given.get(key)
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"{key} must be true or false")
    return value
