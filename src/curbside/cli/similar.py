"""Same questions at the command line: build an index, ask it, compare two texts, index anew, measure."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from curbside.cli.jsonl import opened, print_record, run_lines
from curbside.errors import CurbsideError

# Lines worked on at a time: the model uses one core for each.
_THREADS = 2
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
    """Index a corpus of {"id","title"?,"text","answer"?,"department"?,"language"?,"age_group"?}; prints a report."""
    lines = _lines()
    tally = lines.Tally()
    with _reported(), opened(file) as source:
        report = lines.build_from_lines(
            source, _place(out), _encoder(encoder, threads=_THREADS), progress=lambda n: _say(f"{n} read"), tally=tally
        )
    for error in tally.errors:
        print_record(error)
    if report["repeated"]:
        _say(f"{report['repeated']} lines repeated the id of an earlier one; the last of each was kept")
    print_record(report)
    raise typer.Exit(1 if tally.errors else 0)


@app.command()
def query(
    index: IndexPlace,
    file: Source = None,
    top: Annotated[int, typer.Option("--top", min=1, help="At most so many hits.")] = 10,
    floor: Annotated[bool, typer.Option(help="Leave out what is not close.")] = True,
    encoder: Encoder = EncoderName.MINILM,
) -> None:
    """Find questions like {"id","text","department"?,"language"?,"age_group"?}; best first."""
    with _reported():
        answer = _lines().query_answer(_existing(index, encoder), top_k=top, floor=floor)
        run_lines(file, answer, threads=_THREADS)


@app.command()
def same(file: Source = None, encoder: Encoder = EncoderName.MINILM) -> None:
    """Would one answer serve both of {"id","a","b"}?"""
    with _reported():
        run_lines(file, _lines().same_answer(_encoder(encoder)), threads=_THREADS)


@app.command()
def reindex(index: IndexPlace, encoder: Encoder = EncoderName.MINILM) -> None:
    """Index all stored documents anew beside the live index, then swap."""
    with _reported():
        count = _engine("place").rebuild_index(_place(index), _encoder(encoder, threads=_THREADS))
    print_record({"count": count})


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
        print_record(_as_record(report))
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


def _lines() -> Any:
    return importlib.import_module("curbside.cli.similar_lines")


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


def _say(words: str) -> None:
    typer.echo(words, err=True)


@contextmanager
def _reported() -> Iterator[None]:
    """An error raised on purpose, or a file that cannot be opened, as one sentence and exit status 2."""
    try:
        yield
    except (CurbsideError, OSError) as error:
        _say(str(error))
        raise typer.Exit(2) from error
