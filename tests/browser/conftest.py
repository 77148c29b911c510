"""One site and one browser for the browser tests, a fresh profile for each test, and a watch over all of it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.server import Site, running_site
from tests.browser.watch import Watch

CHROMIUM = Path(os.environ.get("CURBSIDE_CHROMIUM", "/usr/bin/chromium"))
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WAIT_MS = 30_000
NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not there: make test-deps, or set CURBSIDE_CHROMIUM")
    with running_site(tmp_path_factory.mktemp("curbside-browser")) as started:
        yield started


# One for each file and not for the session: while Playwright's loop runs in this thread, Django refuses every query
# of the tests that come after.
@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser, site: Site) -> Iterator[NewPage]:
    """Make a page of its own profile: new_page(width=390, scripts=False, color_scheme="dark"). Watched to the end."""
    watch = Watch(site.url)
    contexts = []

    def make(*, width: int = 1280, height: int = 800, scripts: bool = True, **more: object) -> Page:
        context = browser.new_context(
            base_url=site.url, viewport={"width": width, "height": height}, java_script_enabled=scripts, **more
        )
        context.set_default_timeout(WAIT_MS)
        watch.attach(context)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert watch.problems == []
