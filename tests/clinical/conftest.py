"""Each test here starts with the rules alone, whatever another one started in this process."""

import pytest

from curbside.clinical import urgency
from curbside.clinical.urgency import use_learned_layer


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urgency, "_LEARNED", [])


@pytest.fixture(autouse=True)
def rules_alone() -> None:
    """A command line tested before may have started the learned layer: tests that want it start it themselves."""
    use_learned_layer(None)
