"""A check digit that fits makes a number certain; one that does not needs a cue word."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.privacy import checksums as checks
from curbside.clinical.privacy import redact

# Published test numbers of each scheme, nobody's.
VALID: list[tuple[Callable[[str], bool], str]] = [
    (checks.is_luhn, "4111 1111 1111 1111"),
    (checks.is_luhn, "3782 822463 10005"),
    (checks.is_verhoeff, "9999 4105 7058"),
    (checks.is_iban, "GB82 WEST 1234 5698 7654 32"),
    (checks.is_nhs_number, "943 476 5919"),
    (checks.is_taiwan_id, "A123456789"),
    (checks.is_hong_kong_id, "A123456(3)"),
    (checks.is_spanish_id, "12345678Z"),
    (checks.is_spanish_id, "X1234567L"),
    (checks.is_chinese_id, "11010519491231002X"),
]


@pytest.mark.parametrize(("check", "number"), VALID)
def test_a_fitting_number_is_certain_without_a_cue(check: Callable[[str], bool], number: str) -> None:
    assert check(number)
    assert redact(f"it was {number} then").text == "it was [ID number] then"


@pytest.mark.parametrize(("check", "number"), VALID)
def test_one_wrong_digit_is_noticed(check: Callable[[str], bool], number: str) -> None:
    at = next(at for at, char in enumerate(number) if char.isdecimal())
    wrong = f"{number[:at]}{(int(number[at]) + 1) % 10}{number[at + 1 :]}"
    assert not check(wrong)


@pytest.mark.parametrize(
    "text",
    ["My Aadhaar is 9999 4105 7059.", "NHS number 943 476 5918", "My card number is 4111 1111 1111 1112, thanks"],
)
def test_a_wrong_number_behind_a_cue_goes_all_the_same(text: str) -> None:
    assert not any(char.isdecimal() for char in redact(text).text)


def test_a_wrong_number_without_a_cue_may_be_a_count() -> None:
    assert redact("I walked 1000 2000 3000 steps").spans == ()


@given(st.text(max_size=40), st.sampled_from([check for check, _ in VALID]))
@settings(max_examples=100, deadline=None)
def test_any_text_is_checked_without_an_error(text: str, check: Callable[[str], bool]) -> None:
    assert check(text) in (True, False)
