"""All components on one page: no axe violation, no sideways scroll at 320 px, light, dark, right to left."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import get_template, render_to_string
from playwright.sync_api import Browser, sync_playwright

from curbside.web.ui.assemble import desk_css, reader_css
from tests.web.ui.examples import example_context
from tests.web.ui.test_components import NAMES

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

SMALL_TARGETS = """
[...document.querySelectorAll("button, input:not([type=radio], [type=checkbox]), select, nav a, .chips a")]
  .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 120))
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield started
        started.close()


def gallery(direction: str) -> str:
    examples = "".join(get_template(f"components/{name}/example.html").render(example_context()) for name in NAMES)
    page = render_to_string("ui/base.html", {"emergency_number": "112"})
    main = f'<main id="main" tabindex="-1"><h1>Components</h1>{examples}'
    page = page.replace('<main id="main" tabindex="-1">', main).replace('dir="ltr"', f'dir="{direction}"')
    return page.replace("</head>", f"<style>{reader_css()}{desk_css()}</style></head>")


@pytest.mark.parametrize(("scheme", "direction"), [("light", "ltr"), ("dark", "ltr"), ("light", "rtl")])
def test_gallery(browser: Browser, scheme: str, direction: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    page.route("**/*", lambda route: route.abort())
    page.set_content(gallery(direction))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found] == []
    small = page.evaluate(SMALL_TARGETS)
    assert small == []
    context.close()
