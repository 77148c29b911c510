"""Every kind of public page in a browser: no axe violation and no sideways scroll at 320 px, in light and dark."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, sync_playwright

from curbside.web.ui.assemble import reader_css
from tests.web.pages.shelf import correct, make_topic, path_of, shelf_of, shelve, take_down

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OURS = {"Sec-Fetch-Site": "same-origin"}


def test_pages_have_no_violation(client: Client) -> None:
    # All pages are rendered first: Django refuses queries while Playwright's loop runs in this thread.
    pages = rendered(client)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_context(viewport={"width": 320, "height": 700}, color_scheme=scheme).new_page()
            page.route("**/*", lambda route: route.abort())
            found = {path: problems(page, html) for path, html in pages.items()}
            assert {path: some for path, some in found.items() if some} == {}
        browser.close()


def problems(page: Page, html: str) -> list[str]:
    page.set_content(html.replace("</head>", f"<style>{reader_css()}</style></head>"))
    violations = Axe().run(page, options=RULES).response["violations"]
    found = [f"{v['id']}: {node['html'][:160]}" for v in violations for node in v["nodes"]]
    width = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{width} px wide"] if width > 320 else [])


def rendered(client: Client) -> dict[str, str]:
    topic = make_topic()
    others = shelf_of(25, topics=(topic,), useful_yes=3)
    page = shelve(topics=(topic,), similar=[p.ref for p in others[:6]], headline="Pseudopseudohypoparathyroidism " * 3)
    correct(page, "It is two weeks.")
    gone = shelve()
    take_down(gone)
    paths = [
        "/", path_of(page), f"{path_of(page)}?thanks", f"{path_of(page)}report/", path_of(gone), "/topics/",
        "/topics/muscle-twitching/", "/departments/", "/departments/neurology/?page=2", f"/doctors/{page.doctor.slug}/",
        "/search/?q=calf", "/search/?q=zzzz+qqqq&age=90", "/corrections/", "/about/verify/", "/about/privacy/",
        "/about/accessibility/", "/no-such-page/",
    ]  # fmt: skip
    found = {path: client.get(path).content.decode() for path in paths}
    found["report with errors"] = client.post(f"{path_of(page)}report/", {}, headers=OURS).content.decode()
    assert all(re.search(r"<h1[ >]", html) for html in found.values())
    return found
