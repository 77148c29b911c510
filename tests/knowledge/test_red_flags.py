"""The rule tables are whole: sources, dates, advice, examples, at least sixty kinds of emergency."""

import re

import pytest

from curbside.errors import KnowledgeError
from curbside.knowledge import red_flags
from curbside.knowledge.red_flags import Rule, load_rules

# The card says above the advice that and whom to call.
CALLS = re.compile(r"emergency (?:number|department|eye|service)|\bgo to\b|ambulance|\b(?:112|911|999)\b", re.I)


def test_sixty_rules_at_least() -> None:
    assert len(load_rules()) >= 60


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_each_rule_can_be_reviewed(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.source.url.startswith("https://")
    assert re.fullmatch(r"\d{4}(-\d\d-\d\d)?", rule.source.date)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rule.review_date)
    assert "\n" not in rule.advice.strip()
    assert rule.hits
    assert rule.near_misses
    assert rule.negations


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_advice_is_what_to_do_meanwhile_and_never_the_call_itself(rule: Rule) -> None:
    assert not CALLS.search(rule.advice), rule.advice
    assert re.match(r"[A-Z][a-z]+", rule.advice)
    assert rule.advice.endswith(".")


def test_the_call_itself_is_recognised() -> None:
    for line in ("Go to an emergency department now.", "Cool them and call the emergency number."):
        assert CALLS.search(line), line


def test_a_broken_table_names_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"review_date": "2027-01-01", "reviewed_by": None, "rules": [{"id": "half-made", "level": "emergency"}]}
    monkeypatch.setattr(red_flags, "read_table", lambda name: table)
    with pytest.raises(KnowledgeError, match="half-made"):
        load_rules.__wrapped__()
