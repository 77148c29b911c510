"""Every kind of page: no axe violation in light and dark on phone and desktop, no sideways scroll, targets to hit."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.tour import every_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# The other rules look at structure, which a colour scheme does not change.
COLOUR_RULES = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
PHONE, DESKTOP, NARROWEST = 390, 1280, 320
# WCAG 2.5.5: 44 by 44 CSS pixels. Radio buttons and ticks are hit by their label.
SMALL_TARGETS = """
() => [...document.querySelectorAll(
  "button, .btn, input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea, summary, nav a, .chips a,"
  + ".choice label"
)].filter((e) => e.checkVisibility() && !e.closest(".vh"))
  .filter((e) => { const b = e.getBoundingClientRect(); return b.height < 43.5 || b.width < 30; })
  .map((e) => "small: " + e.outerHTML.slice(0, 160))
"""
WIDE_PARTS = """
(limit) => [...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > limit + 1 && !e.closest(".scroll") && !e.closest(".vh, .skip"))
  .map((e) => "too wide: " + e.outerHTML.slice(0, 120)).slice(0, 3)
"""


def test_every_page_is_accessible(new_page: NewPage) -> None:
    found: dict[str, list[str]] = {}
    seen: list[str] = []

    def look(name: str, page: Page) -> None:
        seen.append(name)
        problems = problems_of(page)
        if problems:
            found[name] = problems

    try:
        every_page(new_page, look)
    finally:
        print(json.dumps(found, indent=1))  # also when the walk ends early
    assert json.dumps(found, indent=1) == "{}"
    assert len(seen) >= 65
    assert len(seen) == len(set(seen))


def problems_of(page: Page) -> list[str]:
    """What is wrong with the open page, in every scheme and width; leaves it as it was."""
    page.evaluate(AXE_SCRIPT)
    found = one_heading(page)
    for width, scheme, rules in (
        (DESKTOP, "light", ALL_RULES),
        (DESKTOP, "dark", COLOUR_RULES),
        (PHONE, "dark", COLOUR_RULES),
        (PHONE, "light", ALL_RULES),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme} {problem}" for problem in axe_problems(page, rules)]
    found += page.evaluate(SMALL_TARGETS)
    found += sideways_scroll(page)
    page.set_viewport_size({"width": DESKTOP, "height": 800})
    return found


def one_heading(page: Page) -> list[str]:
    number = page.locator("h1").count()
    return [] if number == 1 else [f"{number} h1"]


def axe_problems(page: Page, rules: dict[str, object]) -> list[str]:
    violations = page.evaluate("(rules) => axe.run(rules).then((found) => found.violations)", rules)
    return [f"{v['id']}: {node['html'][:160]}" for v in violations for node in v["nodes"]]


def sideways_scroll(page: Page) -> list[str]:
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    return [*page.evaluate(WIDE_PARTS, NARROWEST), f"{width} px wide"] if width > NARROWEST else []


def test_forced_colours_keep_buttons_and_cards_apart(new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    page.goto("/search/?q=twitching")
    page.locator("main a[href^='/q/']").first.click()
    page.locator("#answer").wait_for()
    borders = "(all) => all.map((e) => getComputedStyle(e).borderTopStyle + getComputedStyle(e).borderTopWidth)"
    for parts in (".card", ".care", ".btn", ".chips a"):
        assert page.locator(parts).count()
        assert all(found.startswith("solid") for found in page.locator(parts).evaluate_all(borders)), parts
    assert page.evaluate("getComputedStyle(document.body).color") != ""
