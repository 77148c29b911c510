"""No rule is idle: without it, at least one of its own example hits is no longer flagged by that rule."""

import pytest

from curbside.clinical.urgency import matching as urgency_matching
from curbside.clinical.urgency import screen
from curbside.knowledge.red_flags import Rule, load_rules


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_dropping_a_rule_loses_a_hit(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(rule.id in _fired(hit) for hit in rule.hits)
    rest = tuple(other for other in load_rules() if other.id != rule.id)
    monkeypatch.setattr(urgency_matching, "load_rules", lambda: rest)
    assert any(rule.id not in _fired(hit) for hit in rule.hits)


def _fired(text: str) -> set[str]:
    return {reason.rule for reason in screen(text).reasons}
