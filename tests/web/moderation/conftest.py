"""The stopped clock, the made-up numbers and one factor for these tests."""

from tests.web.visitors import clock, numbers, one_factor  # noqa: F401
