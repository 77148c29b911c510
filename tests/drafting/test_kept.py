"""The share of an offered text that was kept."""

import pytest

from curbside.drafting.kept import kept_share


@pytest.mark.parametrize(
    ("offered", "signed", "share"),
    [
        ("Rest and drink water.", "Rest and drink water.", 1.0),
        ("Rest and drink water.", "Drink water, and rest!", 1.0),
        ("Rest and drink water.", "Rest well and see a doctor.", 0.5),
        ("Rest, rest, rest and rest.", "Rest.", 0.2),
        ("Rest.", "", 0.0),
        ("", "Rest.", 0.0),
    ],
)
def test_words_kept_over_words_offered(offered: str, signed: str, share: float) -> None:
    assert kept_share(offered, signed) == share
