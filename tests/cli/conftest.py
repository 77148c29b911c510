"""Each test here starts with the rules alone, whatever another one started in this process."""

import pytest

from curbside.clinical.urgency import screening as urgency


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urgency, "_LEARNED", [])
