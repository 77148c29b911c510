"""The stopped clock and the made-up numbers for these tests."""

from tests.web.visitors import clock, numbers  # noqa: F401
