"""Every reply check finds its planted errors, leaves the lookalikes alone, and survives any text."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.reply_checks import check
from curbside.clinical.reply_checks.check import CHECKS, check_reply
from curbside.clinical.reply_checks.problem import Problem, Severity
from tests.pace import idle_seconds

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
BLOCKING = {"identifies_third_party", "leftover_placeholder_or_prompt", "unsafe_delay"}
SEED_PAGE = Path("/work/shared/reference/qa-page.txt")


def types_found(row: dict[str, str]) -> set[str]:
    question = CaseQuestion(
        title="", body=row["q"], alias=row.get("alias", ""), sex=row.get("sex", ""), age=row.get("age", ""),
        department=row.get("department", ""),
    )  # fmt: skip
    reply = CaseReply(text=row["r"], doctor="Jo Alder", affiliation=row.get("affiliation", "Harbor Clinic"))
    problems = check_reply(question, reply)
    for problem in problems:
        assert problem.evidence == row["r"][problem.start : problem.end]
        assert problem.message
        assert (problem.severity is Severity.BLOCK) == (problem.type in BLOCKING)
    return {problem.type for problem in problems}


def rows(which: str) -> list[Any]:
    return [
        pytest.param(kind, table["ask"] | row, id=f"{kind}-{number}")
        for kind, table in CASES.items()
        for number, row in enumerate(table[which])
    ]


@pytest.mark.parametrize(("kind", "row"), rows("planted"))
def test_a_planted_error_is_found(kind: str, row: dict[str, str]) -> None:
    assert kind in types_found(row)


@pytest.mark.parametrize(("kind", "row"), rows("clean"))
def test_a_lookalike_is_left_alone(kind: str, row: dict[str, str]) -> None:
    assert kind not in types_found(row)


def test_every_check_has_six_errors_and_six_lookalikes() -> None:
    assert len(CASES) == len(CHECKS) == 20
    assert all(len(table[which]) >= 6 for table in CASES.values() for which in ("planted", "clean"))


def test_problems_of_one_place_stand_in_the_order_found_in_every_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set of them would be in another order in the next process."""
    said = [f"Message {number}." for number in range(20)]
    problems = [Problem("misquote", Severity.WARN, 0, 4, "Rest", message) for message in said]
    monkeypatch.setattr(check, "CHECKS", (lambda _: problems[:9], lambda _: problems))
    found = check_reply(CaseQuestion(title="", body="I cough."), CaseReply(text="Rest."), model=lambda: None)
    assert [problem.message for problem in found] == said


def test_a_row_meant_clean_for_one_check_rarely_alarms_another() -> None:
    """Lookalikes are one-liners, so a missing safety net is expected; anything else is noise."""
    noisy = [
        row["r"]
        for table in CASES.values()
        for row in table["clean"]
        if types_found(table["ask"] | row) - {"missing_safety_net"}
    ]
    total = sum(len(table["clean"]) for table in CASES.values())
    assert len(noisy) <= 0.08 * total, noisy


def test_blocking_problems_come_first() -> None:
    reply = CaseReply("You certainly have gout. My patient Anna Brook had it too.")
    assert check_reply(CaseQuestion("", "My toe hurts."), reply)[0].type == "identifies_third_party"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=20))
def test_any_text_returns_with_spans_inside(body: str, reply: str, word: str) -> None:
    question = CaseQuestion(word, body, alias=word, sex=word, age=word, department=word)
    for problem in check_reply(question, CaseReply(reply, word, word, word)):
        assert 0 <= problem.start <= problem.end <= len(reply)


@pytest.mark.parametrize(
    "piece",
    ["a", "your ", "take 5 ", '"', "“", "you have had ", "1 ", "Mr. A", "no ", "(", "left ", ". ", "你", "{", "if\n",
     "[x", "\u0130", "suddenly ", "chest pain ", "you have the knee "],
)  # fmt: skip
def test_hostile_text_is_quick(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    check_reply(CaseQuestion("", "x"), CaseReply("x"))
    question = CaseQuestion("t", "My left knee hurts.", sex="female", age="21")
    assert idle_seconds(lambda _: check_reply(question, CaseReply(text)), times=2) < 1.0


@pytest.mark.skipif(not SEED_PAGE.exists(), reason="the reference page is not here")
def test_the_reference_reply_greets_the_wrong_sex_and_misquotes() -> None:
    page = SEED_PAGE.read_text("utf-8")
    body = page[page.index("Hello Doctor") : page.index("Mian, 20~29")]
    reply = page[page.index("Hello, Mr.") : page.index("Reply Date")]
    question = CaseQuestion("", body, alias="Mian", sex="female", age="20-29", department="neurology")
    found = {problem.type for problem in check_reply(question, CaseReply(reply, "Jiang Junyi", "neurology"))}
    assert found == {"salutation_sex_mismatch", "misquote", "department_signature_mismatch"}
