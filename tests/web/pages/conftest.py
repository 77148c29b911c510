"""No page kept by one test is served to the next, and no made-up number changes with a real country's list."""

import pytest
from django.core.cache import cache

from tests.web.visitors import numbers  # noqa: F401


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()
