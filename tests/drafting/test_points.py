"""A point is read behind a greeting; what only wishes well makes none; a doctor warns in many words."""

import pytest

from curbside.drafting.points import find_points


def test_a_safety_net_over_two_lines_is_one_warning() -> None:
    said = "See a doctor the same day if strength gets clearly less, or if you\nhave trouble breathing."
    assert [(point.kind, point.text) for point in find_points(said)] == [("warning", said.replace("\n", " "))]


def test_a_point_behind_a_greeting() -> None:
    points = find_points("Dear Ann, low mood that comes each autumn is likely winter depression. Best wishes.")
    assert [point.kind for point in points] == ["cause"]


@pytest.mark.parametrize("text", ["Hope this information helps.", "I hope this helps you.", "Good luck with it all."])
def test_a_wish_makes_no_point(text: str) -> None:
    assert find_points(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "You should be seen promptly when you pass out while running.",
        "Have it looked at quickly if the elbow is hot and swollen.",
        "Show her to a doctor if she gets belly pain with fever.",
        "Hurry to a doctor with unsteady walking or poor sight.",
        "If the low mood comes back, tell your doctor.",
        "Do not stop quetiapine by yourself.",
    ],
)
def test_a_warning_in_other_words(text: str) -> None:
    assert [point.kind for point in find_points(text)] == ["warning"]
