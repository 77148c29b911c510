"""One question passed around: handed to another department and back, the person asked back, a colleague asked, signed,
published, reported by a reader, corrected and taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from curbside.web.demo.load import doctor_email
from tests.browser.conftest import NewPage
from tests.browser.questions import MADE_UP
from tests.browser.walk import (
    DOCTOR,
    MODERATOR,
    Sent,
    accept_warnings,
    approve,
    ask,
    open_private_link,
    press,
    sign_in,
    sign_reply,
    wait_for_case,
    write_reply,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CARDIOLOGIST, COLLEAGUE = doctor_email("henrik-solberg"), doctor_email("mateo-ibarra")


def test_a_question_is_passed_around_and_answered_once(new_page: NewPage) -> None:
    asker = new_page(width=390)
    sent = ask(asker, MADE_UP)
    doctor = new_page()
    sign_in(doctor, DOCTOR, to="/desk/")
    wait_for_case(doctor, sent.ref)
    goes_to_cardiology_and_back(doctor, new_page(), sent)
    asks_the_person(doctor, asker, sent)
    asks_a_colleague(doctor, new_page(), sent)
    signs(doctor)
    moderator = new_page()
    sign_in(moderator, MODERATOR, to="/moderation/")
    address = approve(moderator, sent.ref)
    reader = new_page(width=390)
    reports(reader, moderator, address)
    corrects(doctor, reader, sent, address)
    takes_back(doctor, reader, asker, sent, address)


def goes_to_cardiology_and_back(doctor: Page, other: Page, sent: Sent) -> None:
    case = f"/desk/q/{sent.ref}/"
    doctor.goto(case)
    press(doctor, "Claim and answer")
    hand_over(doctor, "Cardiology")
    sign_in(other, CARDIOLOGIST, to="/desk/")
    expect(other.locator(f"a[href*='{sent.ref}']").first).to_be_visible()
    other.goto(case)
    hand_over(other, "Neurology")
    doctor.goto("/desk/")
    expect(doctor.locator(f"a[href*='{sent.ref}']").first).to_be_visible()


def hand_over(page: Page, to: str) -> None:
    page.locator("#transfer summary").click()
    page.get_by_label("To whom?").select_option(label=to)
    page.get_by_label("Why?").select_option(label="It belongs there")
    page.locator("#transfer").get_by_role("button", name="Hand over").click()
    expect(page.locator(".case-question").get_by_text(to).first).to_be_visible()


def asks_the_person(doctor: Page, asker: Page, sent: Sent) -> None:
    doctor.goto(f"/desk/q/{sent.ref}/")
    press(doctor, "Claim and answer")
    doctor.locator("#ask-back summary").click()
    doctor.get_by_label("What do you need to know?").fill("Does the weakness come and go over the day?")
    press(doctor, "Send to the patient")
    open_private_link(asker, sent.link)
    expect(asker.get_by_text("Does the weakness come and go over the day?")).to_be_visible()
    asker.get_by_label("Your reply").fill("It is worse in the evening and gone in the morning.")
    press(asker, "Send my reply")
    expect(asker.get_by_role("button", name="Send my reply")).to_have_count(0)
    doctor.goto(f"/desk/q/{sent.ref}/")
    expect(doctor.get_by_text("It is worse in the evening and gone in the morning.")).to_be_visible()


def asks_a_colleague(doctor: Page, colleague: Page, sent: Sent) -> None:
    press(doctor, "Claim and answer")
    doctor.locator("#opinion summary").click()
    doctor.get_by_label("Whom do you ask?").select_option(label="Dr. Mateo Ibarra")
    doctor.get_by_label("What would you like to know?").fill("Would you look for a tired nerve junction?")
    press(doctor, "Ask for an opinion")
    sign_in(colleague, COLLEAGUE, to="/desk/")
    colleague.locator(".notice-line a").first.click()
    colleague.goto(f"/desk/q/{sent.ref}/")
    colleague.get_by_label("Your opinion").fill("Yes, the evening fits. I would have it examined.")
    press(colleague, "Give my opinion")
    doctor.goto(f"/desk/q/{sent.ref}/")
    expect(doctor.get_by_text("Yes, the evening fits. I would have it examined.")).to_be_visible()


def signs(doctor: Page) -> None:
    write_reply(doctor)
    press(doctor, "Check")
    expect(doctor.get_by_role("heading", name="Checks")).to_be_visible()
    accept_warnings(doctor)
    sign_reply(doctor)


def reports(reader: Page, moderator: Page, address: str) -> None:
    reader.goto(address)
    reader.get_by_role("link", name="Report a medical error").click()
    reader.get_by_label("Something medical is wrong or dangerous").check()
    reader.get_by_label("What should be looked at?").fill("Four weeks seems long to wait.")
    press(reader, "Send my report")
    moderator.goto("/moderation/reports/")
    expect(moderator.get_by_text("Four weeks seems long to wait.")).to_be_visible()
    expect(moderator.get_by_text("On call:").first).to_be_visible()


def corrects(doctor: Page, reader: Page, sent: Sent, address: str) -> None:
    doctor.goto(f"/desk/q/{sent.ref}/correct/")
    text = doctor.locator("#id_text")
    text.fill(text.input_value().replace("four weeks", "two weeks"))
    doctor.locator("#id_note").fill("Two weeks, not four.")
    accept_warnings(doctor)
    press(doctor, "Publish the correction")
    if doctor.locator("input[name=acknowledged]").count():
        accept_warnings(doctor)
        press(doctor, "Publish the correction")
    reader.wait_for_timeout(1000)
    reader.goto(f"{address}?fresh=1")
    expect(reader.get_by_text("Two weeks, not four.")).to_be_visible()
    expect(reader.locator("#more-info")).to_have_count(0)


def takes_back(doctor: Page, reader: Page, asker: Page, sent: Sent, address: str) -> None:
    doctor.goto(f"/desk/q/{sent.ref}/retract/")
    doctor.locator("#reason").fill("The evening weakness needed another answer.")
    press(doctor, "Retract the answer")
    reader.goto(f"{address}?fresh=2")
    expect(reader.get_by_text("The evening weakness needed another answer.")).to_be_visible()
    assert reader.locator("meta[name=robots]").get_attribute("content") == "noindex"
    asker.goto("/track/")
    expect(asker.get_by_text(re.compile("The answer was taken back")).first).to_be_visible()
