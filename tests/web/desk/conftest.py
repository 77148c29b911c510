"""The stopped clock, the made-up numbers and one factor for these tests, and a question to answer."""

import pytest

from tests.web import story
from tests.web.visitors import clock, numbers, one_factor  # noqa: F401


@pytest.fixture
def question():
    return story.ask()
