"""A reply begun from the draft that software made: shown with its sources, taken, changed, checked, signed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.questions import Asked
from tests.browser.walk import DOCTOR, PREPARED_WITHIN, accept_warnings, ask, press, sign_in, sign_reply, wait_for_case

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Near to a text block of the demo's neurologists, and to answers it has published.
TWITCHING = Asked(
    title="Muscle twitching in both calves",
    body=(
        "Hello doctor, for five weeks my muscles twitch, mostly in both calves when I sit or lie down, sometimes in "
        "the upper arm. My muscles are as strong as ever: I climb stairs and carry luggage at work. I am 36, sleep "
        "little, drink a lot of coffee and feel stressed. Why do my muscles twitch? Could it be ALS?"
    ),
    alias="Porter",
    age="30-39",
    exact_age="36",
    words="calves twitch coffee",
)


def test_a_drafted_reply_is_taken_changed_and_signed(new_page: NewPage) -> None:
    sent = ask(new_page(width=390), TWITCHING)
    doctor = new_page()
    sign_in(doctor, DOCTOR, to="/desk/")
    wait_for_case(doctor, sent.ref)
    wait_for_draft(doctor, sent.ref)
    press(doctor, "Claim and answer")
    drafted = draft_with_sources(doctor)
    press(doctor, "Insert this draft as a start")
    text = doctor.locator("#id_text")
    assert drafted in text.input_value()
    expect(doctor.get_by_text("Started from a draft by software")).to_be_visible()
    text.fill(f"{text.input_value()}\n\nCoffee can do this; halve it for two weeks and see what the calves do.")
    press(doctor, "Check")
    expect(doctor.get_by_role("heading", name="Checks")).to_be_visible()
    assert "halve it" in text.input_value(), "checking keeps what was typed"
    accept_warnings(doctor)
    sign_reply(doctor)


def wait_for_draft(page: Page, ref: str) -> None:
    """The worker makes it after the case is in the queue."""
    for _ in range(PREPARED_WITHIN):
        page.goto(f"/desk/q/{ref}/")
        if page.get_by_role("heading", name="Draft for a reply").count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"{ref} has no draft after {PREPARED_WITHIN} s")


def draft_with_sources(page: Page) -> str:
    """The first sentence of the draft shown, without its marks; every mark leads to a source that is named."""
    card = page.locator("section[aria-labelledby='draft']")
    expect(card.get_by_role("heading", name="Draft for a reply")).to_be_visible()
    marks = card.locator(".draft sup a")
    assert marks.count()
    for mark in marks.all():
        expect(card.locator(str(mark.get_attribute("href")))).not_to_be_empty()
    own_words = "p => [...p.childNodes].filter(n => n.nodeName !== 'SUP').map(n => n.textContent).join('')"
    return str(card.locator(".draft p").first.evaluate(own_words)).split(". ")[0].strip()
