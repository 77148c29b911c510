"""A reply by keys alone, and what is left of it when the browser dies or a second window has been open."""

import os
import re
import signal
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import CHROMIUM, FLAGS, WAIT_MS, NewPage
from tests.browser.server import Site
from tests.browser.walk import DOCTOR, MODERATOR, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROUTINE = "/desk/?urgency=routine"
REPLY = """Hello,

From what you write this is most often harmless. Rest, and watch how it goes over the next days.

See your family doctor within two weeks if it is not better, or sooner if it gets worse. Call an ambulance if you cannot
breathe, speak or move normally.

I cannot examine you here, so this is general advice.
"""
# What the product promises: at most so much of the typing is lost.
MAY_BE_LOST_S = 5.0


# Chromium ignores a flag it does not know; by it the browser that has to die is told from the others.
DYING = "--curbside-dying"


def kill(flag: str) -> int:
    """SIGKILL to every process started with `flag`; how many. Asking the browser to crash may never return."""
    killed = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if flag.encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(folder.name), signal.SIGKILL)
                killed += 1
    return killed


def claimed_case(page: Page) -> str:
    """Sign in and take the first question by one key. Returns its reference."""
    sign_in(page, DOCTOR, to="/desk/")
    page.goto(ROUTINE)
    page.locator("[data-row]").first.wait_for()
    page.keyboard.press("c")
    expect(page.locator("#id_text")).to_be_focused()
    page.locator("#id_text").fill("")
    return page.url.split("/q/")[1].split("/")[0]


def saved(site: Site, ref: str) -> str:
    """The newest draft as it lies in the database file."""
    with sqlite3.connect(f"file:{site.data / 'curbside.sqlite3'}?mode=ro", uri=True) as database:
        row = database.execute(
            "SELECT d.text FROM answers_replydraft d JOIN questions_question q ON q.id = d.question_id"
            " WHERE q.ref = ? ORDER BY d.saved_at DESC",
            [ref],
        ).fetchone()
    return str(row[0]).replace("\r\n", "\n") if row else ""


def wait_until_saved(page: Page, site: Site, ref: str, text: str) -> None:
    for _ in range(WAIT_MS // 500):
        if saved(site, ref) == text:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"not saved: {saved(site, ref)!r}")


def give_back(page: Page, ref: str) -> None:
    """For the next test: empty the draft and put the question back."""
    page.goto(f"/desk/q/{ref}/")
    page.locator("#id_text").fill("")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Back to the queue").click()


def test_keys_are_listed_and_can_be_switched_off(new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, DOCTOR, to="/desk/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("[data-row].chosen a").first).to_be_focused()
    page.goto("/desk/hours/")
    page.get_by_label(re.compile("Single keys")).uncheck()
    page.get_by_role("button", name="Keep this").click()
    page.goto("/desk/")
    page.keyboard.press("?")
    page.keyboard.press("j")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(page.locator("[data-row].chosen")).to_have_count(0)
    page.goto("/desk/hours/")
    page.get_by_label(re.compile("Single keys")).check()
    page.get_by_role("button", name="Keep this").click()


def test_two_windows_show_both_texts(new_page: NewPage, site: Site) -> None:
    first = new_page()
    ref = claimed_case(first)
    second = first.context.new_page()
    second.goto(f"/desk/q/{ref}/")
    first.keyboard.type("Written in the first window.")
    wait_until_saved(first, site, ref, "Written in the first window.")
    second.locator("#id_text").fill("Written in the second window.")
    notice = second.locator("#conflict")
    expect(notice).to_contain_text("Changed in another window", timeout=WAIT_MS)
    expect(notice).to_contain_text("Written in the first window.")
    second.get_by_role("button", name="Put both together").click()
    expect(second.locator("#id_text")).to_have_value(re.compile(r"first window\.\s+Written in the second"))
    give_back(second, ref)


def test_a_browser_that_is_killed_loses_five_seconds_at_most(new_page: NewPage, site: Site) -> None:
    kind = new_page().context.browser.browser_type
    dying = kind.launch(executable_path=str(CHROMIUM), args=[*FLAGS, DYING])
    context = dying.new_context(base_url=site.url)
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    ref = claimed_case(page)
    typed: list[tuple[float, int]] = []
    begun = time.monotonic()
    text = ""
    while time.monotonic() - begun < 12:
        word = f"word{len(typed)} "
        page.keyboard.type(word)
        text += word
        typed.append((time.monotonic(), len(text)))
        page.wait_for_timeout(60)
    killed = time.monotonic()
    assert kill(DYING) > 0
    kept = saved(site, ref)
    assert kept
    assert text.startswith(kept)
    due = max(length for at, length in typed if at <= killed - MAY_BE_LOST_S)
    assert len(kept) >= due, f"{len(text) - len(kept)} characters lost, {len(text) - due} may be"
    page = new_page()
    sign_in(page, DOCTOR, to="/desk/")
    give_back(page, ref)


# Keys that write words, and the "/" with the beginning of a block's name, are typing; everything else is counted.
COUNT_PRESSES = """
() => {
  window.pressed = []; window.pointed = 0;
  addEventListener("keydown", (e) => { if (e.key.length > 1 || e.ctrlKey) pressed.push(e.key); }, true);
  addEventListener("pointerdown", () => { pointed += 1; }, true);
}
"""
BLOCK = "/benign"


def test_a_whole_reply_with_a_text_block_in_four_keys_and_without_a_mouse(new_page: NewPage, site: Site) -> None:
    """One key takes the first question, one puts a text block in, two together send the reply. What is sent has the
    block in it, and the block knows where it went. Then a moderator takes words out of it by selecting them."""
    page = new_page()
    ref = claimed_case(page)  # pressed: c
    page.evaluate(COUNT_PRESSES)
    page.keyboard.type(BLOCK)
    expect(page.get_by_role("listbox")).to_be_visible()
    with page.expect_response(re.compile(r"/block/\d+/$")):
        page.keyboard.press("Enter")
    page.keyboard.insert_text(REPLY)
    expect(page.locator("#checks")).to_contain_text("As readers will see it", timeout=WAIT_MS)
    pressed, pointed = page.evaluate("[pressed, pointed]")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Signed and sent")).to_be_visible()
    keys = ["c", *pressed, "Control", "Enter"]
    assert keys == ["c", "Enter", "Control", "Enter"]
    assert len(keys) <= 4
    assert pointed == 0
    with sqlite3.connect(f"file:{site.data / 'curbside.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT a.text, (SELECT COUNT(*) FROM blocks_blockuse u WHERE u.question_id = q.id)"
            " FROM answers_answer a JOIN questions_question q ON q.id = a.question_id WHERE q.ref = ?",
            [ref],
        ).fetchall()
    ((answer, uses),) = rows
    assert "Twitches under the skin are common" in answer
    assert BLOCK not in answer
    assert uses == 1
    take_words_out(new_page(), ref)


def take_words_out(page: Page, ref: str) -> None:
    """A moderator selects words of the reply, presses one button, says what to put in, and looks at the result."""
    sign_in(page, MODERATOR, to="/moderation/")
    page.goto(f"/moderation/q/{ref}/")
    offer = page.get_by_role("button", name="Take out the words I selected")
    expect(offer).to_be_hidden()  # nothing is selected yet
    reply = page.locator(".card.doc[data-take-from]")
    reply.get_by_text("coffee and energy drinks").evaluate(
        """(element) => {
          const words = "coffee and energy drinks", walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          while (walker.nextNode() && !walker.currentNode.data.includes(words));
          const range = document.createRange(), at = walker.currentNode.data.indexOf(words);
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + words.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    offer.click()
    expect(page.locator("#add-words-0")).to_have_value("coffee and energy drinks")
    expect(page.locator("#add-put-0")).to_be_focused()
    page.keyboard.type("some drinks")
    page.get_by_role("button", name="Show what would be published").click()
    expect(reply).to_contain_text("some drinks")
    expect(reply).not_to_contain_text("energy drinks")
