"""Measuring the answers found for judged questions: a table, or one JSON object."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import typer

from curbside.errors import BadInput, IndexUnavailable, ModelUnavailable
from curbside.retrieval.evaluate import records
from curbside.retrieval.evaluate_answers import AnswersReport, document_of, evaluate_answers
from curbside.retrieval.index import Index
from curbside.retrieval.onnx_encoder import MODEL_FOLDER, OnnxEncoder
from curbside.retrieval.writer import build_index


def print_answers(questions: Path, judgements: Path, corpus: Path, index: Path | None, as_json: bool) -> None:
    """Build `index` from the corpus unless it is there (a temporary one without), ask, and print the report."""
    try:
        with tempfile.TemporaryDirectory() as scratch:
            folder = index or Path(scratch) / "index"
            report = evaluate_answers(records(questions), records(judgements), _index(folder, corpus))
    except (BadInput, IndexUnavailable, ModelUnavailable, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    if as_json:
        typer.echo(json.dumps(asdict(report)))
        return
    for line in _table(report):
        typer.echo(line)


def _index(folder: Path, corpus: Path) -> Index:
    encoder = OnnxEncoder(MODEL_FOLDER, threads=2)
    if not (folder / "CURRENT").exists():
        typer.echo(f"Indexing {corpus} in {folder}", err=True)
        build_index(folder, encoder, (document_of(record) for record in records(corpus)))
    return Index(folder, encoder)


def _table(report: AnswersReport) -> Iterator[str]:
    yield f"{report.questions} questions; a perfect order would score {report.best_first:.3f} with its first answers"
    yield "                          as found   judged hits only"
    for least, name in ((1, "related"), (2, "incomplete"), (3, "excellent")):
        found, judged = report.mrr_at_10[least], report.judged_mrr_at_10[least]
        yield f"MRR@10, {name:<10} up     {found:.3f}      {judged:.3f}"
    yield f"mean score of first       {report.first_score:.3f}      {report.judged_first_score:.3f}"
    yield f"first answers nobody judged: {report.unjudged_first}"
