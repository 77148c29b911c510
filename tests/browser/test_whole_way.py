"""A question goes the whole way in a browser: asked, answered, published, found, followed up and erased."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.questions import MADE_UP, Asked, reference_question
from tests.browser.walk import (
    DOCTOR,
    MODERATOR,
    Sent,
    accept_warnings,
    approve,
    go_past_matches,
    open_case,
    open_private_link,
    press,
    send,
    sign_in,
    sign_reply,
    step_of,
    wait_for_case,
    walk_steps,
    write_reply,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE, DESKTOP = 390, 1280
# The reference page's question on every kind of device, and a made-up one where the reference page is absent.
CASES = [
    pytest.param("reference", PHONE, True, id="reference-phone"),
    pytest.param("reference", DESKTOP, True, id="reference-desktop"),
    pytest.param("reference", DESKTOP, False, id="reference-without-scripts"),
    pytest.param("made up", PHONE, True, id="made-up-phone"),
    pytest.param("made up", PHONE, False, id="made-up-without-scripts"),
]
EVERY_STEP = {
    "about", "age", "sex", "pregnancy", "how-long", "medicines", "conditions", "title", "alias", "email", "consent",
}  # fmt: skip


@pytest.mark.parametrize(("which", "width", "scripts"), CASES)
def test_whole_way(new_page: NewPage, which: str, width: int, scripts: bool) -> None:
    asked = reference_question() if which == "reference" else MADE_UP
    if asked is None:
        pytest.skip("the reference page does not lie beside the checkout")
    asker = new_page(width=width, scripts=scripts)
    sent = asks(asker, asked, scripts=scripts)
    waits(asker, sent)
    answers(new_page(scripts=scripts), sent, asked)
    reads_the_answer(asker, sent)
    address = publishes(new_page(scripts=scripts), sent, asked)
    reader = new_page(width=width, scripts=scripts)
    headline = reads_the_page(reader, address, asked, scripts=scripts)
    finds_it(reader, asked, headline, address)
    follows_up(asker, sent)
    erases(asker, sent)
    # A new reader: a browser that has read the page may keep it for the minute it was given.
    is_gone(new_page(width=width, scripts=scripts), sent, address, asked)


def asks(page: Page, asked: Asked, *, scripts: bool) -> Sent:
    page.goto("/")
    page.get_by_label("What is the problem?").fill(asked.body)
    if scripts:
        shows_matches_while_typing(page)
        page.goto("/ask/")
        page.get_by_label("What is the problem?").fill(asked.body)
        shows_matches_while_typing(page)
    press(page, "Continue")
    assert step_of(page) == "matches", "the demo holds questions like this one"
    expect(page.locator("main .list > li").first).to_be_visible()
    go_past_matches(page)
    seen = walk_steps(page, asked)
    assert set(seen) >= EVERY_STEP
    shows_both_texts(page, asked)
    sent = send(page)
    expect(page.locator("svg.qr")).to_be_visible()
    assert re.search(r"/track/k/[\w-]{20,}/$", sent.link)
    return sent


def shows_matches_while_typing(page: Page) -> None:
    box = page.get_by_label("What is the problem?")
    box.press("End")
    box.press("Space")
    expect(page.locator("#matches li").first).to_be_visible()


def shows_both_texts(page: Page, asked: Asked) -> None:
    """What was written on one side, what would be published on the other: no exact age, everything else kept."""
    texts = page.locator(".diff").last.locator("section")
    expect(texts).to_have_count(2)
    before, after = texts.first, texts.last
    assert asked.exact_age in before.locator("del").all_inner_texts()[0]
    assert not re.search(rf"\b{asked.exact_age}\b", after.inner_text())
    for sentence in sentences_of(asked)[1:]:
        assert squeezed(sentence) in squeezed(after.inner_text())
    if page.viewport_size and page.viewport_size["width"] >= 1000:
        assert box(before)["y"] == box(after)["y"], "the two texts stand side by side"


def sentences_of(asked: Asked) -> list[str]:
    return [sentence for sentence in re.split(r"\.\s+", asked.body) if sentence]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def box(part: Locator) -> dict[str, float]:
    found = part.bounding_box()
    assert found
    return dict(found)


def waits(page: Page, sent: Sent) -> None:
    """In another tab and by the private link; the secret leaves the address at once."""
    open_private_link(page, sent.link)
    assert sent.link.rstrip("/").split("/")[-1] not in page.url
    expect(page.get_by_text("Waiting for a doctor")).to_be_visible()


def answers(page: Page, sent: Sent, asked: Asked) -> None:
    sign_in(page, DOCTOR, to="/desk/")
    wait_for_case(page, sent.ref)
    open_case(page, sent.ref)
    expect(page.locator("mark.finding").first).to_be_visible()
    for heading in ("The asker's concern", "Similar answered questions", "Topics"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert page.locator("[aria-labelledby=similar] li").count() >= 1
    assert page.locator("[aria-labelledby=topics] li").count() >= 1
    press(page, "Claim and answer")
    write_reply(page)
    press(page, "Check")
    expect(page.get_by_role("heading", name="Checks")).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(re.compile("It is good that you wrote"))
    accept_warnings(page)
    sign_reply(page)


def reads_the_answer(page: Page, sent: Sent) -> None:
    page.goto("/track/")
    reply = page.locator("#answer")
    expect(reply).to_contain_text("Reply from Dr. Noor Haddad")
    expect(reply.locator("strong", has_text="Twitching that comes and goes")).to_be_visible()


def publishes(page: Page, sent: Sent, asked: Asked) -> str:
    sign_in(page, MODERATOR, to="/moderation/")
    page.goto(f"/moderation/q/{sent.ref}/")
    assert asked.exact_age in page.locator(".diff del").all_inner_texts()[0]
    return approve(page, sent.ref)


def reads_the_page(page: Page, address: str, asked: Asked, *, scripts: bool) -> str:
    """The parts of the page and their order. Returns its headline."""
    page.goto(address)
    headline = page.locator("h1").inner_text()
    assert "twitch" in headline.lower()
    band = asked.age.replace("-", " to ")
    expect(page.locator("#question")).to_contain_text(f"{asked.alias}, woman, {band}")
    expect(page.locator("#question")).not_to_contain_text(asked.exact_age)
    expect(page.locator("#answer")).to_contain_text("Verified doctor")
    expect(page.locator("#answer a[rel=author]")).to_have_attribute("href", "/doctors/noor-haddad/")
    expect(page.locator("#more-info .sources li").first).to_be_visible()
    assert page.locator(".care").count() >= 2
    assert page.locator("aside .list > li").count() >= 3
    assert page.locator("aside .chips > li").count() >= 1
    comes_in_order(page, ["#question", "#answer", "#more-info", ".care", "#useful", "aside"])
    expect(page.get_by_role("link", name="E-mail this page")).to_be_visible()
    expect(page.get_by_role("button", name="Share")).to_be_visible(visible=scripts)
    return headline


def comes_in_order(page: Page, selectors: list[str]) -> None:
    order = "(all) => all.slice(1).every((s, i) => document.querySelector(all[i]).compareDocumentPosition("
    order += "document.querySelector(s)) & Node.DOCUMENT_POSITION_FOLLOWING)"
    assert page.evaluate(order, selectors)


def finds_it(page: Page, asked: Asked, headline: str, address: str) -> None:
    search(page, asked.words)
    expect(page.locator(f"main a[href='{address}']")).to_contain_text(headline)


def search(page: Page, words: str) -> None:
    page.goto("/search/")
    page.locator("main input[name=q]").fill(words)
    page.locator("main input[name=q]").press("Enter")
    expect(page.get_by_role("status")).to_be_visible()


def follows_up(page: Page, sent: Sent) -> None:
    page.goto("/track/")
    page.get_by_role("link", name="follow-up").click()
    page.locator("#id_body").fill("Thank you. I drink less coffee now. May I go on running while it twitches?")
    press(page, "Send my follow-up")
    expect(page.get_by_text("Your follow-up")).to_be_visible()
    expect(page.get_by_text("May I go on running")).to_be_visible()


def erases(page: Page, sent: Sent) -> None:
    page.goto(f"/track/{sent.ref}/")
    page.get_by_role("link", name="Erase everything").click()
    press(page, "Erase everything")
    expect(page.get_by_text("Everything is erased")).to_be_visible()
    page.goto(sent.link)
    expect(page.get_by_role("heading", name="This link does not open anything")).to_be_visible()


def is_gone(page: Page, sent: Sent, address: str, asked: Asked) -> None:
    answered = page.goto(address)
    assert answered
    assert answered.status == 410
    assert squeezed(sentences_of(asked)[1]) not in page.content()
    search(page, asked.words)
    assert page.locator(f"main a[href*='{sent.ref}']").count() == 0
