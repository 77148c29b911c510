"""The readers at the command line: screen, redact, read, route, check-reply, headline, explain."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from curbside.cli.jsonl import Record, number_of, object_of, stream, text_of
from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.findings import read
from curbside.clinical.privacy import redact
from curbside.clinical.reply_checks.check import check_reply
from curbside.clinical.routing import route
from curbside.clinical.urgency import screen
from curbside.drafting.compose import explain
from curbside.drafting.evidence import Passage
from curbside.drafting.headlines import headline

Source = Annotated[Path | None, typer.Argument(help="JSONL file; standard input without it.")]


def register(app: typer.Typer) -> None:
    """Add the readers' commands to `app`."""
    app.command("screen")(screen_lines)
    app.command("redact")(redact_lines)
    app.command("read")(read_lines)
    app.command("route")(route_lines)
    app.command("check-reply")(check_reply_lines)
    app.command("headline")(headline_lines)
    app.command("explain")(explain_lines)


def screen_lines(file: Source = None) -> None:
    """{"id","text","age_years"?,"sex"?,"subject"?,"pregnant"?} → urgency, crisis, reasons."""
    stream(file, _screen)


def _screen(record: Record) -> Record:
    found = screen(
        text_of(record, "text"),
        age_years=number_of(record, "age_years"),
        sex=record.get("sex") or None,
        subject=record.get("subject") or None,
        pregnant=record.get("pregnant"),
    )
    fields = ("rule", "text", "start", "end", "source", "title", "level", "advice")
    reasons = [{name: getattr(reason, name) for name in fields} for reason in found.reasons]
    return {"urgency": found.urgency, "crisis": found.crisis, "reasons": reasons}


def redact_lines(file: Source = None) -> None:
    """{"id","text"} → text without what identifies, and the spans that were replaced."""
    stream(file, _redact)


def _redact(record: Record) -> Record:
    found = redact(text_of(record, "text"))
    return {"text": found.text, "spans": [asdict(span) for span in found.spans], "warnings": list(found.warnings)}


def read_lines(file: Source = None) -> None:
    """{"id","text"} → findings with status, site, side, onset and duration, subject, concerns, follow-up questions."""
    stream(file, _read)


def _read(record: Record) -> Record:
    found = read(
        text_of(record, "text"),
        age_years=number_of(record, "age_years"),
        sex=record.get("sex"),
        subject=record.get("subject"),
    )
    return asdict(found)


def route_lines(file: Source = None) -> None:
    """{"id","text","age_years"?,"sex"?} → the three likeliest departments, or an honest abstention."""
    stream(file, _route)


def _route(record: Record) -> Record:
    return asdict(
        route(
            text_of(record, "text"),
            age_years=number_of(record, "age_years"),
            sex=record.get("sex") or None,
            pregnant=record.get("pregnant"),
        )
    )


def _case(record: Record) -> tuple[CaseQuestion, CaseReply]:
    question, reply = object_of(record, "question"), object_of(record, "reply")
    return _question(question), CaseReply(
        text=text_of(reply, "text"),
        doctor=text_of(reply, "doctor", default=""),
        department=text_of(reply, "department", default=""),
        affiliation=text_of(reply, "affiliation", default=""),
    )


def _question(question: Mapping[str, Any]) -> CaseQuestion:
    return CaseQuestion(
        title=text_of(question, "title", default=""),
        body=text_of(question, "body", default=""),
        alias=str(question.get("alias") or ""),
        sex=str(question.get("sex") or ""),
        age="" if question.get("age") is None else str(question["age"]),
        department=str(question.get("department") or ""),
    )


def check_reply_lines(file: Source = None) -> None:
    """{"id","question":{…},"reply":{…}} → what to look at before signing."""
    stream(file, lambda record: {"problems": [asdict(problem) for problem in check_reply(*_case(record))]})


def headline_lines(file: Source = None) -> None:
    """{"id","title","body","department"?} → a headline."""
    stream(file, _headline)


def _headline(record: Record) -> Record:
    title, body = text_of(record, "title", default=""), text_of(record, "body", default="")
    return {"headline": headline(title, body, department=text_of(record, "department", default=""))}


def explain_lines(file: Source = None) -> None:
    """{"id","question":{…},"reply":{…}} → the doctor's own points explained, each sentence with its sources."""
    stream(file, _explain)


def _source(passage: Passage) -> Record:
    return {"kind": passage.kind, "ref": passage.ref, "quote": passage.quote, "url": passage.url, "date": passage.date}


def _explain(record: Record) -> Record:
    made = explain(*_case(record))
    return {
        "sentences": [
            {"text": sentence.text, "sources": [_source(source) for source in sentence.sources], "part": sentence.part}
            for sentence in made.sentences
        ],
        "withheld": [asdict(item) for item in made.withheld],
        "conflicts": [asdict(item) for item in made.conflicts],
    }
