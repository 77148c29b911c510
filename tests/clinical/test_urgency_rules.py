"""Every rule of the tables: its hits fire it, its near misses and negations do not."""

import pytest

from curbside.clinical.urgency import screen
from curbside.knowledge.red_flags import load_rules

HITS = [(rule.id, sentence) for rule in load_rules() for sentence in rule.hits]
LOOKALIKES = [(rule.id, sentence) for rule in load_rules() for sentence in (*rule.near_misses, *rule.negations)]


@pytest.mark.parametrize(("rule", "sentence"), HITS)
def test_a_hit_fires_its_rule(rule: str, sentence: str) -> None:
    assert rule in {reason.rule for reason in screen(sentence).reasons}


@pytest.mark.parametrize(("rule", "sentence"), LOOKALIKES)
def test_a_lookalike_does_not_fire_its_rule(rule: str, sentence: str) -> None:
    assert rule not in {reason.rule for reason in screen(sentence).reasons}
