"""Same questions at the command line: build an index, ask it, compare two texts, index anew, measure."""

import importlib
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from curbside.errors import CurbsideError

app = typer.Typer(help="Same questions: build, query, same, reindex.", no_args_is_help=True)


class EncoderName(StrEnum):
    """The shipped model, or hashed words for a machine without it."""

    MINILM = "minilm"
    HASH = "hash"


Source = Annotated[Path | None, typer.Argument(help="JSONL file; standard input without it.")]
Encoder = Annotated[EncoderName, typer.Option(help="Who turns text into vectors; an index keeps to one.")]
IndexPlace = Annotated[str, typer.Option("--index", help="Folder of the index, or postgres://….")]


@app.command()
def build(
    out: Annotated[
        str, typer.Option("--out", help="Folder or postgres://…; an index that is there is replaced at the end.")
    ],
    file: Source = None,
    encoder: Encoder = EncoderName.MINILM,
) -> None:
    """Index a corpus of {"id","title"?,"text","answer"?,"department"?,"language"?}; prints a report line."""
    lines = _engine("lines")
    tally = lines.Tally()
    with _reported(), _opened(file) as source:
        report = lines.build_from_lines(
            source, _place(out), _encoder(encoder, threads=2), progress=lambda n: _say(f"{n} read"), tally=tally
        )
    for error in tally.errors:
        _print(error)
    if report["repeated"]:
        _say(f"{report['repeated']} lines repeated the id of an earlier one; the last of each was kept")
    _print(report)
    raise typer.Exit(1 if tally.errors else 0)


@app.command()
def query(
    index: IndexPlace,
    file: Source = None,
    top: Annotated[int, typer.Option("--top", min=1, help="At most so many hits.")] = 10,
    floor: Annotated[bool, typer.Option(help="Leave out what is not close.")] = True,
    encoder: Encoder = EncoderName.MINILM,
) -> None:
    """Find questions like {"id","text","department"?}; best first."""
    with _reported(), _opened(file) as source:
        _stream(_engine("lines").query_lines(source, _existing(index, encoder), top_k=top, floor=floor))


@app.command()
def same(file: Source = None, encoder: Encoder = EncoderName.MINILM) -> None:
    """Would one answer serve both of {"id","a","b"}?"""
    with _reported(), _opened(file) as source:
        _stream(_engine("lines").same_lines(source, _encoder(encoder)))


@app.command()
def reindex(index: IndexPlace, encoder: Encoder = EncoderName.MINILM) -> None:
    """Index all stored documents anew beside the live index, then swap."""
    with _reported():
        count = _engine("place").rebuild_index(_place(index), _encoder(encoder, threads=2))
    _print({"count": count})


def evaluate_similar(
    file: Annotated[Path, typer.Argument(help='Pairs: {"a","b","label"} or q1/q2; .gz is read too.')],
    corpus: Annotated[Path | None, typer.Option(help='More questions to search among: {"text"}.')] = None,
    limit: Annotated[int | None, typer.Option(help="Use the first so many of the corpus.")] = None,
    encoder: Encoder = EncoderName.MINILM,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Measure finding and deciding: R@1, R@5, R@10, MRR@10, pair accuracy with 95 % intervals, ms per query."""
    with _reported():
        report = _engine("evaluate").evaluate_similar(file, encoder=_encoder(encoder), corpus=corpus, limit=limit)
    if json_:
        _print(_as_record(report))
        return
    for name, share in report.shares.items():
        typer.echo(f"{name:<20} {share.value:.3f}  [{share.low:.3f}, {share.high:.3f}]  n={share.n}")
    typer.echo(f"{'MRR@10':<20} {report.mrr_at_10:.3f}")
    typer.echo(
        f"ms per query         p50 {report.ms_p50:.1f}, p95 {report.ms_p95:.1f}, among {report.corpus} questions"
    )


def _as_record(report: Any) -> dict[str, object]:
    shares = {name: {"value": s.value, "low": s.low, "high": s.high, "n": s.n} for name, s in report.shares.items()}
    times = {"ms_p50": report.ms_p50, "ms_p95": report.ms_p95}
    return {**shares, "MRR@10": report.mrr_at_10, **times, "corpus": report.corpus}


def _engine(module: str) -> Any:
    """A module of the engine, imported when a command needs it: `curbside --help` must not load onnxruntime."""
    return importlib.import_module(f"curbside.retrieval.{module}")


def _encoder(name: EncoderName, threads: int = 1) -> Any:
    if name is EncoderName.HASH:
        return _engine("hash_encoder").HashEncoder()
    module = _engine("onnx_encoder")
    return module.load_encoder() if threads == 1 else module.OnnxEncoder(module.MODEL_FOLDER, threads=threads)


def _place(written: str) -> Any:
    return _engine("place").place_of(written)


def _existing(written: str, encoder: EncoderName) -> Any:
    """An index that is there: asking must not make an empty one of a misspelt folder."""
    place = _place(written)
    if isinstance(place, Path):
        _engine("generation").stamp(place)
    return _engine("index").Index(place, _encoder(encoder))


def _stream(records: Iterable[dict[str, object]]) -> None:
    failed = False
    for record in records:
        failed = failed or "error" in record
        _print(record)
    raise typer.Exit(1 if failed else 0)


def _print(record: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def _say(words: str) -> None:
    typer.echo(words, err=True)


@contextmanager
def _opened(file: Path | None) -> Iterator[TextIO]:
    """The file or standard input as UTF-8; bytes that are no UTF-8 become U+FFFD."""
    if file is None:
        yield sys.stdin
        return
    with file.open(encoding="utf-8", errors="replace") as source:
        yield source


@contextmanager
def _reported() -> Iterator[None]:
    """An error raised on purpose, or a file that cannot be opened, as one sentence and exit status 2."""
    try:
        yield
    except (CurbsideError, OSError) as error:
        _say(str(error))
        raise typer.Exit(2) from error
