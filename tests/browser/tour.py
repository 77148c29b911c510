"""Every kind of page once: `look(name, page)` is called with each of them open, in the state a person would see."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.questions import MADE_UP
from tests.browser.tour_staff import staff_pages
from tests.browser.walk import answer_step, go_past_matches, press, send, step_of

Look = Callable[[str, Page], None]

PUBLIC = {
    "home": "/",
    "topics": "/topics/",
    "topic": "/topics/muscle-twitching/",
    "departments": "/departments/",
    "department": "/departments/neurology/",
    "doctor": "/doctors/noor-haddad/",
    "search-start": "/search/",
    "search-results": "/search/?q=twitching",
    "search-none": "/search/?q=zzzz+qqqq",
    "search-emergency": "/search/?q=crushing+chest+pain+and+short+of+breath",
    "corrections": "/corrections/",
    "about-verify": "/about/verify/",
    "about-privacy": "/about/privacy/",
    "about-accessibility": "/about/accessibility/",
    "statistics": "/stats/",
    "error-400": "/search/?q=%00",
    "error-404": "/no-such-page/",
    "login": "/accounts/login/",
    "password-reset": "/accounts/password/reset/",
    "track-without-link": "/track/",
    "wrong-link": "/track/k/this-is-no-link/",
    "no-receipt": "/ask/receipt/",
    "no-draft": "/ask/age/",
}
EMERGENCY = "For an hour I have had crushing chest pain that goes into my left arm, and I am short of breath."
CRISIS = "I cannot go on. I want to kill myself tonight and I have collected the pills for it."


def public_pages(page: Page, look: Look) -> None:
    for name, path in PUBLIC.items():
        page.goto(path)
        look(name, page)
    page.goto("/search/?q=twitching")
    address = page.locator("main a[href^='/q/']").first.get_attribute("href")
    page.goto(f"{address}")
    look("question", page)
    page.goto(f"{address}?thanks")
    look("question-thanks", page)
    page.goto(f"{address}report/")
    look("report", page)
    press(page, "Send my report")
    look("report-errors", page)
    page.get_by_label("Something else").check()
    page.locator("textarea").fill("The dates look odd.")
    press(page, "Send my report")
    look("report-sent", page)


def asking_pages(page: Page, look: Look) -> str:
    """Asking, tracking and erasing. Returns the reference of the question left waiting for the desk."""
    page.goto("/ask/")
    look("ask-start", page)
    press(page, "Continue")
    look("ask-start-errors", page)
    _urgent(page, look)
    _young(page, look)
    page.locator("#id_body").fill(MADE_UP.body)
    page.locator("#id_body").press("Space")
    page.locator("#matches li").first.wait_for()
    look("ask-start-matches", page)
    press(page, "Continue")
    look("ask-matches", page)
    go_past_matches(page)
    _steps(page, look)
    look("ask-check", page)
    sent = send(page)
    look("ask-receipt", page)
    page.goto(sent.link)
    look("track-open", page)
    press(page, "Open my question")
    look("track-waiting", page)
    page.goto(f"/track/{sent.ref}/follow-up/")
    look("follow-up", page)
    press(page, "Send my follow-up")
    look("follow-up-errors", page)
    return sent.ref


def _urgent(page: Page, look: Look) -> None:
    for name, words in (("emergency", EMERGENCY), ("crisis", CRISIS)):
        page.goto("/ask/")
        page.locator("#id_body").fill(words)
        press(page, "Continue")
        page.locator("details summary").click()
        look(name, page)
    page.goto("/ask/")


def _young(page: Page, look: Look) -> None:
    page.locator("#id_body").fill("My knee has hurt for a week after football. What can I do?")
    press(page, "Continue")
    page.goto("/ask/age/")
    page.locator("input[value='10-15']").check()
    press(page, "Continue")
    look("ask-young", page)
    page.goto("/ask/age/")
    page.locator("input[value='']").check()
    press(page, "Continue")
    page.goto("/ask/")


def _steps(page: Page, look: Look) -> None:
    while (slug := step_of(page)) != "check":
        look(f"ask-{slug}", page)
        if slug == "email":
            page.locator("#id_email").fill("not an address")
            press(page, "Continue")
            look("ask-email-errors", page)
        if slug == "consent":
            press(page, "Continue")
            look("ask-consent-errors", page)
        answer_step(page, MADE_UP)


def erased_pages(page: Page, look: Look, ref: str, public_address: str) -> None:
    page.goto(f"/track/{ref}/")
    look("track-answered", page)
    page.goto(f"/track/{ref}/erase/")
    look("erase", page)
    press(page, "Erase everything")
    look("erased", page)
    page.goto(public_address)
    look("error-410", page)


def every_page(new_page: NewPage, look: Look) -> None:
    """About sixty pages: readers', askers', doctors' and moderators'."""
    public_pages(new_page(), look)
    asker = new_page()
    ref = asking_pages(asker, look)
    address = staff_pages(new_page, look, ref)
    erased_pages(asker, look, ref, address)
