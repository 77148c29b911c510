"""What one Q&A page costs a reader who comes for the first time: bytes, requests, cookies, storage."""

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import NewPage

pytestmark = pytest.mark.browser
MOST_BYTES = 30_000
KEPT = """
async () => ({
  local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})
"""


def addresses_of_answers(page: Page) -> list[str]:
    """The first page of search results: short answers and long ones."""
    page.goto("/search/?q=twitching")
    links = page.locator("main .list a[href^='/q/']")
    return [str(link.get_attribute("href")) for link in links.all()]


def count_bytes(session: CDPSession) -> list[float]:
    """Bytes as they came over the wire, headers included, one number for each finished request."""
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    return sizes


@pytest.mark.parametrize("number", [0, 1])
def test_answer_page_is_light_and_keeps_nothing(new_page: NewPage, number: int) -> None:
    address = addresses_of_answers(new_page())[number]
    page = new_page(width=390)
    session = page.context.new_cdp_session(page)
    sizes = count_bytes(session)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert len(sizes) >= 3, "the page, its stylesheet and its script were counted"
    assert sum(sizes) <= MOST_BYTES, f"{sum(sizes):.0f} bytes in {len(sizes)} requests"
    assert len(requests) <= 6
    assert page.context.cookies() == []
    assert page.evaluate(KEPT) == {"local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}


def test_answer_page_is_whole_without_scripts(new_page: NewPage) -> None:
    address = addresses_of_answers(new_page())[0]
    texts = {}
    for scripts in (True, False):
        page = new_page(width=390, scripts=scripts)
        page.goto(address)
        texts[scripts] = page.locator("article").inner_text()
    # Share and Print need a script and are shown only with one.
    assert squeezed(texts[False]) == squeezed(texts[True].replace("Share\n", "").replace("Print\n", ""))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_voting_works_without_scripts_and_sets_no_cookie(new_page: NewPage) -> None:
    page = new_page(width=390, scripts=False)
    page.goto(addresses_of_answers(page)[0])
    page.get_by_role("button", name="Yes").click()
    page.get_by_text("Thank you. It helps").wait_for()
    assert page.context.cookies() == []
