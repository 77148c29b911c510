"""Fears and open questions are told from facts."""

import pytest

from curbside.clinical.findings import read
from curbside.clinical.findings.concerns import is_concern


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I am scared that this is cancer.", True),
        ("Is this a sign of cancer?", True),
        ("I am worried. My aunt has cancer.", False),
        ("I was diagnosed with cancer.", False),
        ("I am anxious since I was diagnosed with cancer.", False),
    ],
)
def test_is_concern(text: str, expected: bool) -> None:
    assert is_concern(text, text.index("cancer")) is expected


def test_one_concern_per_disease() -> None:
    reading = read("I am afraid of a stroke. Could it be a stroke?")
    assert [concern.concept for concern in reading.concerns] == ["stroke"]
