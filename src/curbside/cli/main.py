"""The command `curbside`: the engine over JSONL, its measurements, and the site."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from curbside.cli import importing, similar, site, topics
from curbside.cli.jsonl import Record, run_lines

app = typer.Typer(help="Curbside: ask a doctor, in the open.", no_args_is_help=True, pretty_exceptions_enable=False)
evaluate = typer.Typer(help="Measure the engine on labelled lines.", no_args_is_help=True)
File = Annotated[Path | None, typer.Argument(help="JSONL file; standard input without it.")]


@app.command("screen")
def screen_lines(file: File = None) -> None:
    """How fast does each text need a human?"""
    run_lines(file, _record("reading", "screen_record"))


@app.command("redact")
def redact_lines(file: File = None) -> None:
    """Take out what identifies."""
    run_lines(file, _record("reading", "redact_record"))


@app.command("read")
def read_lines(file: File = None) -> None:
    """What was said: findings, person, concerns, what to ask back."""
    run_lines(file, _record("reading", "read_record"))


@app.command("route")
def route_lines(file: File = None) -> None:
    """Which department should answer?"""
    run_lines(file, _record("reading", "route_record"))


@app.command("check-reply")
def check_reply_lines(file: File = None) -> None:
    """What to look at in a reply before signing."""
    run_lines(file, _record("reading", "check_reply_record"))


@app.command("headline")
def headline_lines(file: File = None) -> None:
    """A headline for each question."""
    run_lines(file, _record("writing", "headline_record"))


@app.command("explain")
def explain_lines(file: File = None) -> None:
    """Explain each reply, every sentence with its sources."""
    run_lines(file, _record("writing", "explain_record"))


@evaluate.command("screen")
def evaluate_screen_lines(
    file: File = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="Without the learned reader.")] = False,
) -> None:
    """How each labelled level was read, with 95 % bounds, the emergencies missed and the routine questions stopped."""
    importlib.import_module("curbside.cli.evaluate").evaluate_screen(file, json_, rules_only)


@evaluate.command("route")
def evaluate_route_lines(file: File = None, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """How often the right department came first, or among three."""
    importlib.import_module("curbside.cli.evaluate_rows").print_route(file, json_)


@evaluate.command("read")
def evaluate_read_lines(file: File = None, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """How many labelled findings were found, and given the right status."""
    importlib.import_module("curbside.cli.evaluate_rows").print_read(file, json_)


@evaluate.command("redact")
def evaluate_redact_lines(file: File = None, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Measure redaction on lines {"text","spans":[{"start","end","type"}]}; a clean text has no spans."""
    importlib.import_module("curbside.cli.evaluate_rows").print_redact(file, json_)


@evaluate.command("check-reply")
def evaluate_check_reply_lines(file: File = None, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Measure the reply checks on lines {"question","reply","planted"}; planted is null for a clean reply. A line with
    "edits":[{"type","from","to"}] in its place is measured as it stands and with each edit."""
    importlib.import_module("curbside.cli.evaluate_rows").print_check_reply(file, json_)


@evaluate.command("draft")
def evaluate_draft_lines(file: File = None, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Proposed replies beside what is untrue of the person: left out, and what is true that stands."""
    importlib.import_module("curbside.cli.evaluate_rows").print_draft(file, json_)


@evaluate.command("explain")
def evaluate_explain_lines(file: File = None, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Measure More info on made-up replies with the doctor's points marked and wrong sentences planted."""
    importlib.import_module("curbside.cli.evaluate_rows").print_explain(file, json_)


@evaluate.command("answers")
def evaluate_answers_lines(
    questions: Annotated[Path, typer.Argument(help='Lines {"qid","text"}, or subject and message for text.')],
    judgements: Annotated[Path, typer.Argument(help='Lines {"qid","medquad" or "id","score"}, 0 to 3.')],
    corpus: Annotated[Path, typer.Option(help='Questions with answers {"id","text" or "question","answer"}.')],
    index: Annotated[Path | None, typer.Option(help="Folder to build the index in and to find it again.")] = None,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """How good are the first answers to judged questions? MRR@10 and mean score, as in TREC LiveQA-Med."""
    importlib.import_module("curbside.cli.evaluate_answers").print_answers(questions, judgements, corpus, index, json_)


@evaluate.command("verify")
def evaluate_verify_lines(file: File = None, json_: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Measure the verifier on claims beside a passage that says so, says otherwise, or says nothing of it."""
    importlib.import_module("curbside.cli.evaluate_rows").print_verify(file, json_)


evaluate.command("similar")(similar.evaluate_similar)
app.add_typer(evaluate, name="evaluate")
app.add_typer(similar.app, name="similar")
app.add_typer(topics.app, name="topics")
app.add_typer(importing.app, name="import")
site.register(app)


def _record(module: str, name: str) -> Callable[[Record], Record]:
    """The function that answers one object, imported when its command runs, so that every command starts fast."""
    found: Callable[[Record], Record] = getattr(importlib.import_module(f"curbside.cli.{module}"), name)
    return found


def main() -> None:
    """Run the command line."""
    app()
