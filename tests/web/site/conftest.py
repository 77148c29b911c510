"""The stopped clock and the made-up numbers for the tests of the whole site."""

from tests.web.visitors import clock, numbers  # noqa: F401
