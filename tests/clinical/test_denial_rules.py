"""Every row of denials.yaml is needed: its example is read rightly with it and wrongly without."""

from dataclasses import replace

import pytest

from curbside.clinical.context import ContextReader, denial
from curbside.errors import KnowledgeError
from curbside.knowledge import denials
from curbside.knowledge.denials import DenialEnd, DenialRules, DenialSign, denial_rules


def is_said(example: str, kind: str) -> bool:
    """Is the phrase in [brackets] of `example` denied, or of another `kind`?"""
    start, end = example.index("["), example.index("]") - 1
    context = ContextReader(example.replace("[", "").replace("]", "")).assess(start, end)
    return bool(getattr(context, kind))


def is_denied(example: str) -> bool:
    return is_said(example, "negated")


def without(name: str) -> DenialRules:
    rules = denial_rules()
    return replace(
        rules,
        signs=tuple(row for row in rules.signs if row.name != name),
        ends=tuple(row for row in rules.ends if row.name != name),
        backward_ends=tuple(row for row in rules.backward_ends if row.name != name),
    )


@pytest.mark.parametrize("row", denial_rules().signs, ids=lambda row: row.name)
def test_every_sign_says_its_kind_of_its_example(row: DenialSign, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_said(row.example, row.kind)
    monkeypatch.setattr(denial, "denial_rules", lambda: without(row.name))
    assert not is_said(row.example, row.kind)


@pytest.mark.parametrize("row", [*denial_rules().ends, *denial_rules().backward_ends], ids=lambda row: row.name)
def test_every_end_spares_its_example(row: DenialEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_denied(row.example)
    monkeypatch.setattr(denial, "denial_rules", lambda: without(row.name))
    assert is_denied(row.example)


@pytest.mark.parametrize(
    "row",
    [
        {"signs": {"x": {"of": "a", "example": "b", "direction": "sideways", "say": "no"}}},
        {"signs": {"x": {"of": "a", "example": "b", "direction": "close", "say": "("}}},
        {"signs": {"x": {"of": "a", "example": "b", "kind": "sure", "direction": "close", "say": "no"}}},
        {"signs": {}, "ends": {"x": {"of": "a", "example": "b"}}},
        {"signs": {}, "ends": {"x": {"of": "a", "example": "b", "beyond": "no"}}},
        {"signs": {}},
    ],
)
def test_a_wrong_table_is_refused(row: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(denials, "read_table", lambda _name: row)
    with pytest.raises(KnowledgeError, match=r"denials\.yaml"):
        denial_rules.__wrapped__()
