"""The engine at the command line: what each JSON object gets as its answer (keys as interfaces.md fixes them)."""

from functools import cache
from typing import Any

from curbside.cli.jsonl import Record, age_of, flag_of, optional_text, text_of
from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.findings import read
from curbside.clinical.privacy import redact
from curbside.clinical.reply_checks.check import check_reply
from curbside.clinical.routing import route
from curbside.clinical.urgency import screen
from curbside.clinical.urgency.reader import start_reader_layer


def screen_record(given: Record) -> Record:
    """Urgency, crisis and reasons of {"text", "age_years"?, "sex"?, "subject"?, "pregnant"?}."""
    _start_learned_layer()
    result = screen(
        text_of(given),
        age_years=age_of(given),
        sex=optional_text(given, "sex"),
        subject=optional_text(given, "subject"),
        pregnant=flag_of(given, "pregnant"),
    )
    return {"urgency": result.urgency, "crisis": result.crisis, "reasons": [fields_of(r) for r in result.reasons]}


@cache
def _start_learned_layer() -> None:
    """Once per process, with the first text screened: an empty file loads no model."""
    start_reader_layer()


def redact_record(given: Record) -> Record:
    """The de-identified text of {"text"} and what was replaced."""
    result = redact(text_of(given))
    return {"text": result.text, "spans": [fields_of(s) for s in result.spans], "warnings": list(result.warnings)}


def read_record(given: Record) -> Record:
    """Findings, person, concerns and what is worth asking back, of {"text"}."""
    result = read(
        text_of(given),
        age_years=age_of(given),
        sex=optional_text(given, "sex"),
        subject=optional_text(given, "subject"),
    )
    return {
        "findings": [fields_of(finding) for finding in result.every_finding()],
        "subject": result.subject,
        "age_years": result.age_years,
        "sex": result.sex,
        "concerns": [fields_of(concern) for concern in result.concerns],
        "follow_up": [fields_of(question) for question in result.follow_up],
    }


def route_record(given: Record) -> Record:
    """Departments, best first, of {"text", "age_years"?, "sex"?}."""
    result = route(
        text_of(given),
        age_years=age_of(given),
        sex=optional_text(given, "sex"),
        pregnant=flag_of(given, "pregnant"),
    )
    return {"departments": [fields_of(score) for score in result.departments], "abstain": result.abstain}


def check_reply_record(given: Record) -> Record:
    """Problems of {"question", "reply"}."""
    problems = check_reply(question_of(given), reply_of(given))
    return {"problems": [fields_of(problem) for problem in problems]}


def question_of(given: Record) -> CaseQuestion:
    """The object under "question". Raises KeyError or TypeError when it is missing or of another shape."""
    asked = _object(given, "question")
    age = asked.get("age")
    return CaseQuestion(
        title=text_of(asked, "title", default=""),
        body=text_of(asked, "body"),
        alias=text_of(asked, "alias", default=""),
        sex=text_of(asked, "sex", default=""),
        age=str(age) if isinstance(age, int | float) else text_of(asked, "age", default=""),
        department=text_of(asked, "department", default=""),
    )


def reply_of(given: Record) -> CaseReply:
    """The object under "reply". Raises KeyError or TypeError when it is missing or of another shape."""
    reply = _object(given, "reply")
    return CaseReply(
        text=text_of(reply),
        doctor=text_of(reply, "doctor", default=""),
        department=text_of(reply, "department", default=""),
        affiliation=text_of(reply, "affiliation", default=""),
    )


def fields_of(value: Any) -> Record:
    """The fields of a flat frozen dataclass by name; enums are strings already and stay as they are."""
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _object(given: Record, key: str) -> Record:
    value = given[key]
    if not isinstance(value, dict):
        raise TypeError(f"{key} must be an object")
    return value
