"""What the topic linter finds in made-up topics, and what it lets stand."""

from datetime import date

import pytest

from curbside.drafting.topic_lint import lint_topic
from curbside.knowledge.topics import parse_topic

TODAY = date(2026, 11, 27)
CLEAN = """---
title: Hiccups
departments: [gastroenterology]
synonyms: [hiccoughs]
codes: {icd10: [R06.6]}
alarming: false
sources:
  - {key: nhs-hiccups, title: Hiccups, publisher: NHS, url: "https://www.nhs.uk/h", date: 2026-11-25}
  - {key: mlp-hiccups, title: Hiccups, publisher: MedlinePlus, url: "https://medlineplus.gov/h", date: 2026-11-25}
written_on: 2026-11-25
reviewed_by: null
reviewed_on: null
review_due: 2027-11-25
---
## Summary
A hiccup is a short jerk of a muscle below the lungs. [nhs-hiccups]
## Common causes
- Eating fast can bring them on. [nhs-hiccups]
## What raises concern
- They come with bad chest pain and cold sweat. [nhs-hiccups]
## Get help now
- you have bad chest pain and a cold sweat [nhs-hiccups]
## Get help today
- you keep being sick [nhs-hiccups]
## See a doctor soon
- they last more than two days [nhs-hiccups]
## What doctors may check
- The doctor asks which drugs you take. [mlp-hiccups]
## What you can do
- Sip cold water. [nhs-hiccups]
## What not to worry about
- Most go by themselves within the hour. [nhs-hiccups]
"""


def found(old: str = "", new: str = "") -> list[tuple[str, str, str]]:
    assert old in CLEAN
    problems = lint_topic(parse_topic("hiccups", CLEAN.replace(old, new, 1)), today=TODAY)
    return [(problem.type, problem.severity.value, problem.section) for problem in problems]


def test_a_clean_topic_has_no_problem() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("Sip cold water.", "Take 400 ibuprofen after food.", ("dose", "block", "self_care")),
        ("Sip cold water.", "Cold water always works.", ("promise", "block", "self_care")),
        ("they last more than", "your face droops, or they last more than", ("calmer_than_red_flag", "block", "soon")),
        ("you keep being sick", "one arm is suddenly weak", ("calmer_than_red_flag", "block", "today")),
        (
            "Most go by",
            "A suddenly drooping face is common. Most go by",
            ("calmer_than_red_flag", "block", "reassurance"),
        ),
        ("they last more than two days", "you get short of breath", ("calmer_than_red_flag", "warn", "soon")),
        (
            "- you have bad chest pain and a cold sweat [nhs-hiccups]",
            "- you cannot stop for a day [nhs-hiccups]",
            ("sign_not_under_now", "block", "raises_concern"),
        ),
        ("## What you can do\n- Sip cold water. [nhs-hiccups]\n", "", ("missing_section", "block", "self_care")),
        ("https://medlineplus.gov/h", "https://medlineplus.example/h", ("unknown_publisher", "block", "")),
        ("https://medlineplus.gov/h", "http://medlineplus.gov/h", ("unknown_publisher", "block", "")),
        (
            "- The doctor asks which drugs you take. [mlp",
            "- The doctor asks what you eat. [nhs",
            ("unused_source", "block", ""),
        ),
        ("[gastroenterology]", "[gastro]", ("unknown_department", "block", "")),
        ("reviewed_by: null", "reviewed_by: Dr Made Up", ("dates", "block", "")),
        ("date: 2026-11-25", "date: 2027-01-01", ("dates", "block", "")),
        ("review_due: 2027-11-25", "review_due: 2026-11-26", ("review_overdue", "warn", "")),
        (
            "A hiccup is a short jerk of a muscle below the lungs.",
            "Involuntary diaphragmatic contractions characteristically terminate spontaneously.",
            ("hard_to_read", "block", "summary"),
        ),
    ],
)
def test_what_is_wrong_is_found(old: str, new: str, problem: tuple[str, str, str]) -> None:
    assert problem in found(old, new)


@pytest.mark.parametrize(
    "line",
    [
        "You may take 400 mg of ibuprofen.",
        "A shot is not without risk.",
        "It takes 2 to 3 days.",
        "Most people are well soon.",
    ],
)
def test_what_is_right_stands(line: str) -> None:
    assert found("Sip cold water.", line) == []


def test_what_blocks_comes_first() -> None:
    late = CLEAN.replace("they last more than two days", "you get short of breath")
    both = parse_topic("hiccups", late.replace("Sip cold water.", "Cold water always works."))
    assert [problem.severity.value for problem in lint_topic(both, today=TODAY)] == ["block", "warn"]
