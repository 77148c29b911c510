"""Every kind of page behind the sign-in: the desk, moderation, the audit log and the second factor."""

from collections.abc import Callable

from playwright.sync_api import Page

from curbside.web.demo.load import PASSWORD
from tests.browser.conftest import NewPage
from tests.browser.walk import (
    ADMINISTRATOR,
    DOCTOR,
    MODERATOR,
    accept_warnings,
    open_case,
    press,
    sign_in,
    wait_for_case,
    write_reply,
)
from tests.web.accounts.test_evidence import PDF

Look = Callable[[str, Page], None]
STAFF_PAGES = {
    "people": "/people/",
    "department-hours": "/people/hours/",
    "software": "/people/software/",
    "mail": "/moderation/mail/",
}
# The demo's waiting question that a text block is near to.
DRAFTED = "Muscle twitching for a month, worried about ALS"
APPLICANT = {
    "name": "Dr. Imogen Tarrant-Vale",
    "email": "imogen@example.org",
    "licence": "MED-4711",
    "licence_authority": "Medical Council",
    "licence_country": "GB",
    "institution": "Example Hospital",
    "institution_department": "Neurology",
}
# Says a dose that no check lets pass in silence, so that the page shows what a check finds.
POOR_REPLY = "Hello Mr. Smith, take 5000 mg of paracetamol every hour. You certainly have nothing. It is guaranteed."


def staff_pages(new_page: NewPage, look: Look, ref: str) -> str:
    """From the queue to the published page of question `ref`. Returns the page's address."""
    doctor = new_page()
    doctor.goto("/accounts/login/")
    press(doctor, "Sign in")
    look("login-errors", doctor)
    sign_in(doctor, DOCTOR, to="/desk/")
    _desk(doctor, look, ref)
    doctor.goto("/desk/blocks/")
    look("text-blocks", doctor)
    doctor.locator("main table a").first.click()
    look("text-block", doctor)
    doctor.goto("/desk/blocks/new/")
    look("text-block-new", doctor)
    press(doctor, "Save this version")
    look("text-block-errors", doctor)
    doctor.goto("/stats/staff/")
    look("statistics-staff", doctor)
    doctor.goto("/stats/staff/hand-overs/")
    look("statistics-hand-overs", doctor)
    _opinion(doctor, look)
    moderator = new_page()
    sign_in(moderator, MODERATOR, to="/moderation/")
    address = _moderation(moderator, look, ref)
    _topics(moderator, look)
    doctor.goto(f"/desk/q/{ref}/correct/")
    look("correct", doctor)
    _read_again(doctor, moderator, look, ref)
    _people(new_page, look)
    return address


def _opinion(page: Page, look: Look) -> None:
    """Another doctor of the demo asks neurology about one of their questions."""
    page.goto("/desk/")
    page.locator(".notice-line a").first.click()
    page.get_by_label("Your opinion").wait_for()
    look("opinion-asked", page)


def _read_again(doctor: Page, reviewer: Page, look: Look, ref: str) -> None:
    """What comes after publication: due answers, peer review, and an answer that is taken back."""
    doctor.goto("/desk/reviews/")
    look("reviews", doctor)
    doctor.goto(f"/desk/q/{ref}/review/")
    look("review-again", doctor)
    reviewer.goto("/desk/reviews/")
    look("reviews-of-a-reviewer", reviewer)
    reviewer.locator("main a[href^='/desk/peer-reviews/']").first.click()
    look("peer-review", reviewer)
    press(reviewer, "Send my review")
    look("peer-review-errors", reviewer)
    doctor.goto("/doctors/noor-haddad/")
    address = str(doctor.locator("main a[href^='/q/']").last.get_attribute("href"))
    doctor.goto(f"/desk/q/{address.split('/')[2].split('-')[0]}/retract/")
    press(doctor, "Retract the answer")
    look("retract-errors", doctor)
    doctor.locator("#reason").fill("It left out a sign that needs a doctor the same day.")
    press(doctor, "Retract the answer")
    doctor.goto(address)
    doctor.locator("#answer details summary").click()
    look("question-retracted", doctor)
    doctor.goto("/corrections/")
    look("corrections-with-one", doctor)


def _people(new_page: NewPage, look: Look) -> None:
    applicant = new_page()
    applicant.goto("/apply/")
    look("apply", applicant)
    press(applicant, "Send my application")
    look("apply-errors", applicant)
    for field, words in APPLICANT.items():
        applicant.locator(f"#id_{field}").fill(words)
    applicant.locator("#id_proof").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(applicant, "Send my application")
    look("applied", applicant)
    page = new_page()
    sign_in(page, ADMINISTRATOR, to="/moderation/audit/")
    look("audit", page)
    for name, address in STAFF_PAGES.items():
        page.goto(address)
        look(name, page)
    page.goto("/people/")
    page.get_by_role("link", name=APPLICANT["name"]).first.click()
    look("application", page)
    page.goto("/people/")
    page.get_by_role("link", name="Dr. Noor Haddad").click()
    _open_all(page)
    look("person", page)


def _open_all(page: Page) -> None:
    page.locator("main details").evaluate_all("(all) => all.forEach((each) => { each.open = true; })")


def _desk(page: Page, look: Look, ref: str) -> None:
    page.goto("/desk/all/")
    look("queue-all", page)
    page.goto("/desk/mine/")
    look("queue-empty", page)
    page.keyboard.press("?")
    look("keys", page)
    page.goto("/desk/all/")
    drafted = page.get_by_role("link", name=DRAFTED)
    if drafted.count():  # another test of this site may have answered it
        drafted.first.click()
        page.get_by_role("heading", name="Draft for a reply").wait_for()
        _open_all(page)
        look("reply-draft", page)
    page.goto("/desk/more-info/")
    look("more-info-waiting", page)
    page.goto("/desk/hours/")
    look("hours", page)
    page.goto("/people/me/")
    _open_all(page)
    look("my-account", page)
    page.goto("/moderation/")
    look("error-403", page)
    page.goto("/accounts/2fa/totp/activate/")
    look("second-factor-password", page)
    page.locator("input[type=password]").fill(PASSWORD)
    press(page, "Confirm")
    look("second-factor", page)
    wait_for_case(page, ref)
    look("queue", page)
    open_case(page, ref)
    look("case-open", page)
    _original(page, look)
    press(page, "Claim and answer")
    look("case-claimed", page)
    _open_all(page)
    look("case-everything-open", page)
    write_reply(page, POOR_REPLY)
    press(page, "Sign and send")
    look("case-blocked", page)
    write_reply(page)
    press(page, "Check")
    page.get_by_role("heading", name="Checks").wait_for()
    look("case-checked", page)
    accept_warnings(page)
    press(page, "Sign and send")
    look("signed", page)


def _original(page: Page, look: Look) -> None:
    page.get_by_text("Open the original text").click()
    page.locator("#original-reason").fill("The side is not clear")
    page.locator("#original-reason").press("Enter")
    page.get_by_role("heading", name="Original text").wait_for()
    look("original", page)
    page.get_by_role("link", name="Back to the case").click()


def _moderation(page: Page, look: Look, ref: str) -> str:
    page.goto("/moderation/")
    look("moderation", page)
    page.goto("/moderation/reports/")
    look("reports", page)
    page.goto(f"/moderation/q/{ref}/")
    page.locator("#id_headline").fill("")
    press(page, "Approve and publish")
    look("review-errors", page)
    page.goto(f"/moderation/q/{ref}/")
    look("review", page)
    press(page, "Approve and publish")
    address = str(page.locator("main a[href^='/q/']").get_attribute("href"))
    look("published", page)
    page.goto(f"/moderation/q/{ref}/withdraw/")
    look("withdraw", page)
    return address


def _topics(page: Page, look: Look) -> None:
    page.goto("/desk/topics/")
    look("desk-topics", page)
    page.goto("/desk/topics/hives/")
    look("desk-topic", page)
    page.goto("/desk/topics/new/")
    look("desk-topic-new", page)
    page.goto("/desk/topics/hives/edit/")
    page.locator("#id_soon").fill("your face droops all of a sudden")
    press(page, "Check")
    look("desk-topic-errors", page)
    key = str(page.locator("#id_sources").input_value()).split(" | ")[0]
    page.locator("#id_soon").fill(f"your face droops all of a sudden [{key}]\nit itches for six weeks [{key}]")
    press(page, "Check")
    look("desk-topic-checked", page)
    page.locator("#id_soon").fill(f"it itches for six weeks [{key}]")
    page.locator("#id_note").fill("Say how long")
    press(page, "Propose for publication")
    page.get_by_role("heading", name="waiting to be published").wait_for()
    look("desk-topic-difference", page)
