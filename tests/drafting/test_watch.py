"""What to watch for: the doctor's own signs first, at the urgency the doctor gave, cut where it changes."""

import pytest

from curbside.drafting.evidence import topic_passages
from curbside.drafting.person import Person
from curbside.drafting.points import Point
from curbside.drafting.watch import signs_of, watch_lines
from curbside.knowledge.topics import topics

ADULT = Person(age=30, sex="male", pregnant=False, subject="self")


def lines(slug: str, *warnings: str) -> list[tuple[str, bool]]:
    points = [Point("warning", text, number) for number, text in enumerate(warnings)]
    found = watch_lines(topic_passages(topics()[slug]), points, topics=[slug], wanted=frozenset(), person=ADULT)
    return [(text, warning is not None) for text, _, warning in found]


def test_the_doctors_own_sign_is_said_with_its_urgency() -> None:
    said = lines("headache", "Call an ambulance for fever with a stiff neck.")
    assert said
    assert all(text.startswith("Call the emergency number if") and own for text, own in said)
    assert any("stiff neck" in text for text, _ in said)


def test_a_line_of_another_urgency_is_left_out() -> None:
    assert not any("stiff neck" in text for text, _ in lines("headache", "See a doctor soon for a stiff neck."))


def test_nothing_the_case_speaks_of_says_nothing() -> None:
    assert lines("headache", "Come back if you like.") == []


@pytest.mark.parametrize(
    ("warning", "levels"),
    [
        ("Call an ambulance if you faint.", [{"now"}]),
        ("Come the same day with a fever.", [{"today"}]),
        ("See a doctor if it lasts.", [{"soon"}]),
        ("See a doctor soon for weight loss, and at once if you cannot swallow.", [{"soon"}, {"now", "today"}]),
    ],
)
def test_a_warning_is_cut_where_its_urgency_changes(warning: str, levels: list[set[str]]) -> None:
    assert [set(sign.levels) for sign in signs_of([Point("warning", warning, 0)])] == levels
