"""Help numbers: every country has an emergency number; nobody is left without a crisis or abuse line."""

import re

import pytest

from curbside.knowledge.numbers import KINDS, help_numbers, known_countries

WANTED = (
    "GB US CA AU NZ IE IN TW HK SG MY PH JP KR DE FR ES IT NL SE NO DK FI CH AT BE PT PL BR MX ZA NG KE".split()  # noqa: SIM905
)


def test_the_promised_countries_are_listed() -> None:
    assert set(WANTED) <= known_countries()


@pytest.mark.parametrize("country", [*sorted(known_countries()), "XX", ""])
def test_each_country_has_help_of_the_three_kinds(country: str) -> None:
    numbers = help_numbers(country)
    assert numbers[0].kind == "emergency"
    assert {"emergency", "crisis", "abuse"} <= {number.kind for number in numbers} <= set(KINDS)
    assert all(re.fullmatch(r"[\d #+-]{2,20}|findahelpline\.com", number.number) for number in numbers)
    assert all(number.source.startswith("https://") for number in numbers)


def test_an_unknown_country_gets_112_and_the_directory() -> None:
    assert [n.number for n in help_numbers("XX")] == ["112", "findahelpline.com", "findahelpline.com"]


def test_kind_and_case_select() -> None:
    assert [n.number for n in help_numbers("gb", "crisis")] == ["116 123"]
