"""A made-up or first name may stand on the page; what could show who asks may not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.demographics import generate_alias
from curbside.clinical.privacy.alias import LONGEST_ALIAS, alias_problem


@pytest.mark.parametrize(
    "alias",
    [
        "",
        "Margaret",
        "O'Brien",
        "Xyrelle",
        "Misty Heron",
        "quiet otter",
        "Worried Dad",
        "Blue Sky",
        "小明",
        "快樂的貓",
        "Captain Cloud",
    ],
)
def test_a_first_name_or_made_up_words_are_fine(alias: str) -> None:
    assert alias_problem(alias) == ""


@pytest.mark.parametrize(
    ("alias", "word"),
    [
        ("Margaret O'Connell", "full name"),
        ("anna novak", "full name"),
        ("Xyrelle Zarnak", "full name"),
        ("J. Smith", "full name"),
        ("王小明", "full name"),
        ("Dr Lee", "title"),
        ("\uff24\uff52 Lee", "title"),
        ("王先生", "title"),
        ("@kim_k", "contact"),
        ("anna@example.org", "contact"),
        ("Sam77", "digits"),
        ("Tired in Taipei", "place"),
        ("x" * (LONGEST_ALIAS + 1), "Shorten"),
        ("!!", "letter"),
    ],
)
def test_what_could_show_who_asks_is_refused_with_a_reason(alias: str, word: str) -> None:
    problem = alias_problem(alias)
    assert word in problem
    assert problem.endswith(".")


@given(st.integers(min_value=0))
@settings(max_examples=60, deadline=None)
def test_every_alias_made_up_here_is_fine(seed: int) -> None:
    assert alias_problem(generate_alias(seed)) == ""


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_returns(alias: str) -> None:
    assert isinstance(alias_problem(alias), str)
