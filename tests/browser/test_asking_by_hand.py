"""Asking in a browser where it matters most: in danger, with the keyboard alone, with a link that opens nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.questions import MADE_UP
from tests.browser.tour import CRISIS, EMERGENCY
from tests.browser.walk import press, step_of

pytestmark = pytest.mark.browser
MOST_TABS = 60


def write_and_go_on(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_label("What is the problem?").fill(words)
    press(page, "Continue")


@pytest.mark.parametrize("scripts", [True, False])
def test_emergency_stops_with_a_card_and_numbers_and_nothing_else(new_page: NewPage, scripts: bool) -> None:
    page = new_page(width=390, scripts=scripts)
    write_and_go_on(page, EMERGENCY)
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help now")
    assert page.locator("main .care").count() == 1
    assert page.locator("main a[href^='tel:']").count() >= 2
    expect(page.locator("main .care a[href^='tel:']").first).to_be_in_viewport()
    assert page.locator("main a:not([href^='tel:'])").count() == 0, "nothing to read, nothing to wander off to"
    page.goto("/ask/age/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("no unfinished question")


def test_crisis_names_lines_to_talk_to(new_page: NewPage) -> None:
    page = new_page(width=390)
    write_and_go_on(page, CRISIS)
    expect(page.locator("main")).to_contain_text("you deserve to talk to somebody right now")
    assert page.locator("main .numbers a").count() >= 2


def test_somebody_whom_it_does_not_describe_goes_on(new_page: NewPage) -> None:
    page = new_page(width=390)
    write_and_go_on(page, EMERGENCY)
    expect(page.get_by_role("button", name="Go on with my question")).to_be_hidden()
    page.get_by_text("This does not describe me").click()
    press(page, "Go on with my question")
    assert step_of(page) in ("matches", "about")
    page.goto("/ask/")
    expect(page.locator("#id_body")).to_have_value(EMERGENCY)


def test_what_was_written_can_be_changed_after_the_warning(new_page: NewPage) -> None:
    page = new_page(width=390)
    write_and_go_on(page, EMERGENCY)
    press(page, "Change what I wrote")
    expect(page.locator("#id_body")).to_have_value(EMERGENCY)


def test_link_that_opens_nothing(new_page: NewPage) -> None:
    page = new_page()
    answered = page.goto("/track/k/bm90LWEtbGluaw-not-a-link/")
    assert answered
    assert answered.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not open anything")
    assert page.get_by_role("button", name="Open my question").count() == 0


def test_errors_keep_what_was_typed(new_page: NewPage) -> None:
    page = new_page(width=390)
    write_and_go_on(page, MADE_UP.body)
    page.goto("/ask/email/")
    page.locator("#id_email").fill("not an address")
    press(page, "Continue")
    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator("#id_email")).to_have_value("not an address")


def test_asking_with_the_keyboard_alone(new_page: NewPage) -> None:
    """Tab, Enter and Space, and letters in text boxes."""
    page = new_page()
    page.goto("/")
    tab_to(page, "#body")
    page.keyboard.type(MADE_UP.body)
    enter_on(page, "button:has-text('Continue')")
    if step_of(page) == "matches":
        enter_on(page, "a:has-text('Not the same')")
    for _ in range(20):
        if step_of(page) == "check":
            break
        if step_of(page) == "consent":
            tab_to(page, "input[name='answer']")
            page.keyboard.press("Space")
        enter_on(page, "main form button:has-text('Continue')")
    enter_on(page, "button:has-text('Send my question')")
    expect(page.locator(".secret")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    wanted = page.locator(selector).first
    for _ in range(MOST_TABS):
        if wanted.evaluate("(e) => e === document.activeElement"):
            assert wanted.evaluate("(e) => getComputedStyle(e).outlineStyle") != "none", f"no focus ring on {selector}"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached with {MOST_TABS} tabs")


def enter_on(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
