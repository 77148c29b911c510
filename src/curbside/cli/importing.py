"""Taking an operator's own material in: a library of passages that may be cited."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curbside.cli.site import start_django, words

if TYPE_CHECKING:
    from curbside.drafting.library import LibraryEntry
    from curbside.errors import BadInput

app = typer.Typer(help="Bring in texts that may be cited, with their licence and address.", no_args_is_help=True)
Reader = Callable[[Path], "Iterator[LibraryEntry | BadInput]"]


@app.command("medquad")
def import_medquad(path: Annotated[Path, typer.Argument(help="A folder of MedQuAD XML files, or one.")]) -> None:
    """Questions and answers of NIH sites (MedQuAD, CC BY 4.0). Twice, it does no harm."""
    from curbside.drafting.library import read_medquad

    _import(path, read_medquad)


@app.command("medlineplus")
def import_medlineplus(path: Annotated[Path, typer.Argument(help="The health topic XML file.")]) -> None:
    """Health topic summaries (medlineplus.gov/xml.html). Twice, it does no harm."""
    from curbside.drafting.library import read_medlineplus

    _import(path, read_medlineplus)


def _import(path: Path, read: Reader) -> None:
    if not path.exists():
        words.print(f"{path} is not there.")
        raise typer.Exit(1)
    start_django("production")
    from curbside.web.lifecycle import import_library

    counts = import_library(read(path), name=path.name, now=datetime.now(UTC), tell=words.print)
    words.print(f"{counts.added} added, {counts.changed} changed, {counts.same} as before, {counts.unread} unreadable")
    raise typer.Exit(1 if counts.unread else 0)
