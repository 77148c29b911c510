"""What people do on the site, as steps in a browser: ask, open the private link, answer, approve, erase."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from curbside.web.demo.load import PASSWORD, STAFF, doctor_email
from tests.browser.questions import Asked

DOCTOR = doctor_email("noor-haddad")
MODERATOR = STAFF[0][0]
ADMINISTRATOR = STAFF[1][0]
# A worker looks every second; preparing takes a moment more.
PREPARED_WITHIN = 30

REPLY = """Hello,

It is good that you wrote. You still do everything your muscles are asked to do, and that matters most.

## What fits

- **Twitching that comes and goes**, after an infection, with full strength, is common. It is usually harmless.
- Caffeine, too little sleep and worry often bring on muscle twitching.

## What I would do

1. Drink less coffee and sleep regularly for two weeks.
2. See your family doctor if it lasts longer than four weeks. They can check your strength and your thyroid.

See a doctor the same day if strength gets clearly less, if speaking or swallowing gets hard, or if you
have trouble breathing.

I cannot examine you here, so this is general advice.
"""


@dataclass(frozen=True)
class Sent:
    ref: str
    link: str


def press(page: Page, name: str) -> None:
    """Press a button, as `follow` does a link."""
    follow(page, page.get_by_role("button", name=name).first)


def follow(page: Page, link: Locator) -> None:
    """Click. Comes back when the page that this leads to is there to its end, not only begun."""
    link.click()
    page.wait_for_load_state("domcontentloaded")


def answer_step(page: Page, asked: Asked) -> str:
    """Fill in the page of asking that is open and go on. Returns its name."""
    slug = step_of(page)
    choices = {"about": "Me", "sex": "Female", "pregnancy": "No"}
    texts = {
        "how-long": "about a week", "medicines": "none", "conditions": "none known",
        "title": asked.title, "alias": asked.alias, "email": "",
    }  # fmt: skip
    if slug in choices:
        page.get_by_label(choices[slug], exact=True).check()
    elif slug == "age":
        page.locator(f"input[value='{asked.age}']").check()
    elif slug == "consent":
        for kind in ("answer", "publish"):
            page.locator(f"input[name='{kind}']").check()
    elif slug in texts:
        page.locator("main form input[type=text], main form input[type=email], main form textarea").first.fill(
            texts[slug]
        )
    press(page, "Continue")
    return slug


def step_of(page: Page) -> str:
    """The name of the ask page that is open: the last part of its address."""
    return urlsplit(page.url).path.strip("/").split("/")[-1]


def walk_steps(page: Page, asked: Asked) -> list[str]:
    """From the first step to the page that shows everything once more. Returns the names of the steps."""
    seen: list[str] = []
    while step_of(page) != "check":
        assert len(seen) < 20, seen
        seen.append(answer_step(page, asked))
    return seen


def send(page: Page) -> Sent:
    press(page, "Send my question")
    expect(page).to_have_url(re.compile("/ask/receipt/"))
    ref = page.locator("strong").first.inner_text()
    return Sent(ref=ref.strip(), link=page.locator(".secret").inner_text().strip())


def ask(page: Page, asked: Asked) -> Sent:
    """Ask from the first page to the receipt."""
    page.goto("/ask/")
    page.locator("#id_body").fill(asked.body)
    press(page, "Continue")
    go_past_matches(page)
    walk_steps(page, asked)
    return send(page)


def go_past_matches(page: Page) -> None:
    if step_of(page) == "matches":
        follow(page, page.get_by_role("link", name="Not the same"))


def open_private_link(page: Page, link: str) -> None:
    page.goto(link)
    press(page, "Open my question")


def sign_in(page: Page, email: str, *, to: str) -> None:
    page.goto(f"/accounts/login/?next={to}")
    page.get_by_label("Email").fill(email)
    page.locator("input[type=password]").fill(PASSWORD)
    press(page, "Sign in")
    expect(page).to_have_url(re.compile(f"{re.escape(to)}$"))


def wait_for_case(page: Page, ref: str) -> None:
    """Until the worker has prepared the question and it is in the doctor's queue."""
    for _ in range(PREPARED_WITHIN):
        page.goto("/desk/")
        if page.locator(f"a[href*='{ref}']").count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"{ref} is not in the queue after {PREPARED_WITHIN} s")


def open_case(page: Page, ref: str) -> None:
    follow(page, page.locator(f"a[href*='{ref}']").first)


def write_reply(page: Page, reply: str = REPLY) -> None:
    page.locator("#id_text").fill(reply)


def accept_warnings(page: Page) -> None:
    for box in page.locator("input[name=acknowledged]").all():
        box.check()


def sign_reply(page: Page) -> None:
    press(page, "Sign and send")
    expect(page.get_by_text("Signed and sent")).to_be_visible()


def answer(page: Page, ref: str) -> None:
    """Claim the case that is in the queue, reply and sign."""
    wait_for_case(page, ref)
    open_case(page, ref)
    press(page, "Claim and answer")
    write_reply(page)
    press(page, "Check")
    expect(page.get_by_role("heading", name="Checks")).to_be_visible()
    accept_warnings(page)
    sign_reply(page)


def approve(page: Page, ref: str) -> str:
    """Approve the page that waits. Returns its address."""
    page.goto(f"/moderation/q/{ref}/")
    press(page, "Approve and publish")
    return str(page.locator("main a[href^='/q/']").get_attribute("href"))
