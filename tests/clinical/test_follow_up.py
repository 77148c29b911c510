"""Only what was not said is asked, three questions at most."""

from curbside.clinical.findings import read
from curbside.knowledge.follow_up import groups


def about(text: str) -> list[str]:
    return [question.about for question in read(text).follow_up]


def test_what_was_said_is_not_asked_again() -> None:
    assert "fever" in about("I have a headache.")
    assert "fever" not in about("I have a headache but no fever.")
    assert "time" not in about("I have had a headache for 3 days.")


def test_nothing_is_asked_without_a_complaint() -> None:
    assert about("What does family medicine do?") == []


def test_at_most_three_and_plainly_asked() -> None:
    assert len(about("I have a cough.")) == 3
    for group in groups():
        assert group.source
        assert all(question.ask.endswith("?") for question in group.questions)
