"""Who asked, how long people wait, and a language's name, in words."""

import pytest
from django.urls import reverse

from curbside.web.pages import addresses
from curbside.web.pages.question_page import shortened
from curbside.web.pages.wording import age_label, asker_line, language_label, plain_hours, sex_label
from curbside.web.publishing.models import Publication


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (None, ""),
        (0.2, "within an hour"),
        (1, "about 1 hour"),
        (5.4, "about 5 hours"),
        (47, "about 47 hours"),
        (48, "about 2 days"),
        (80, "about 3 days"),
    ],
)
def test_hours_in_words(hours: float | None, words: str) -> None:
    assert plain_hours(hours) == words


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        (("Misty Heron", "self", "male", "20-29"), "Misty Heron, man, 20 to 29"),
        (("", "self", "", ""), "Somebody, sex not said, age not said"),
        (("A", "child", "female", "10-15"), "A, about their child: girl, 10 to 15"),
        (("A", "parent", "female", "90-over"), "A, about their parent: woman, 90 or over"),
    ],
)
def test_asker_line(facts: tuple[str, str, str, str], line: str) -> None:
    alias, subject, sex, age_band = facts
    assert asker_line(Publication(alias=alias, subject=subject, sex=sex, age_band=age_band)) == line


def test_unknown_codes_are_not_guessed() -> None:
    assert sex_label("x") == "sex not said"
    assert age_label("999") == "age not said"
    assert language_label("xx-unknown") == "xx-unknown"
    assert language_label("de") == "Deutsch"


def test_shortened_cuts_between_words() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened("one", 9) == "one"
    assert shortened("x" * 20, 9) == "xxxxxxxx…"


def test_written_out_paths_are_those_of_the_urlconf() -> None:
    assert addresses.question_path("abc", "a-b") == reverse("pages:question", args=["abc-a-b"])
    assert addresses.permanent_path("abc") == reverse("pages:question", args=["abc"])
    assert addresses.topic_path("t") == reverse("pages:topic", args=["t"])
    assert addresses.department_path("d") == reverse("pages:department", args=["d"])
    assert addresses.doctor_path("x") == reverse("pages:doctor", args=["x"])
