"""Whatever is typed, the page says what to do, keeps what was typed, and never breaks."""

from html import unescape

import pytest

from curbside.web.intake.models import AskDraft
from curbside.web.questions.models import OriginalText
from tests.web import story
from tests.web.ask.walk import EMERGENCY, SKIPPED, Asker
from tests.web.forms import press
from tests.web.visitors import browser

pytestmark = pytest.mark.django_db

LANGUAGES = {
    "chinese": "我的小腿這幾天一直在抽動，晚上比較明顯，可以走路，沒有疼痛。需要看醫生嗎？",
    "arabic": "ساقي ترتعش منذ عدة أيام في المساء، أستطيع المشي بدون ألم. هل يجب أن أرى طبيبا؟",
    "emoji": "My calf twitches 😩😩 all day 🦵🏽 — what is it? 👩‍⚕️",
    "markup": "<script>alert(1)</script> My calf twitches {{ 7*7 }} {% now %} & 'quotes' \"double\" <b>bold</b>",
    "direction": "My calf \u202etwitches\u202c in the evening, and it does not hurt at all.",
    "line ends": "My calf twitches.\r\n\r\nIt does not hurt.\rIt began last week.",
}


@pytest.fixture(autouse=True)
def departments(clock):
    story.make_department()
    story.make_department("family-medicine", "Family medicine")


@pytest.mark.parametrize("body", ["", "   ", "\n\n\t", "\x00", "\x07\x1b", "\u200b" * 0 + " \x7f "])
def test_a_text_without_words_is_refused_with_what_to_do(body):
    page = browser().post("/ask/", {"body": body})
    said = page.content.decode()
    assert page.status_code == 422
    assert "<title>Error:" in said
    assert "Write what the problem is" in said
    assert 'href="#id_body"' in said


def test_a_text_of_100_kilobytes_is_kept_and_told_its_length(settings):
    body = "My calf twitches. " * 5600
    page = browser().post("/ask/", {"body": body})
    said = page.content.decode()
    assert page.status_code == 422
    assert "<title>Error:" in said
    assert "10000" in said.replace(",", "")
    assert body.strip()[:5000] in said
    assert not AskDraft.objects.exists()


def test_an_emergency_in_a_text_that_is_too_long_is_still_an_emergency():
    page = browser().post("/ask/", {"body": f"{EMERGENCY} " + "My calf twitches. " * 5600})
    assert "Get help now" in page.content.decode()


@pytest.mark.parametrize("text", LANGUAGES.values(), ids=LANGUAGES)
def test_any_language_goes_the_whole_way(text):
    asker = Asker()
    check = asker.reaches_the_check(SKIPPED, body=text)
    assert "<script>alert" not in check.content.decode()
    receipt = asker.sends(check)
    assert receipt.request["PATH_INFO"] == "/ask/receipt/"
    kept = OriginalText.objects.get().body
    assert "\r" not in kept
    assert kept.split()[0] == text.split()[0]


@pytest.mark.parametrize("raw", [b"\xed\xa0\x80", b"\xff\xfe", b"%00", b"%1B%5B31m", b"%E2%80%AE", b"%ED%A0%80"])
def test_bytes_that_are_no_text_do_not_break_a_page(raw):
    sent = b"body=My+calf+has+been+twitching+in+the+evening" + raw + b"+for+days"
    page = browser().post("/ask/", sent, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 302
    body = AskDraft.objects.get().data["body"]
    assert "\x00" not in body
    assert "\x1b" not in body
    assert body.startswith("My calf has been twitching in the evening")


@pytest.mark.parametrize("step", ["how-long", "medicines", "conditions", "title", "alias"])
def test_a_field_that_is_too_long_keeps_the_entry_and_says_so(step):
    asker = Asker()
    asker.begins()
    field = step.replace("-", "_")
    page = press(asker.client, asker.client.get(f"/ask/{step}/"), "Continue", **{field: "sertraline " * 100})
    said = page.content.decode()
    assert page.status_code == 422
    assert "<title>Error:" in said
    assert "sertraline sertraline" in said
    assert f'href="#id_{field}"' in said


@pytest.mark.parametrize("email", ["someone", "a@b", "some one@example.org", "x" * 300 + "@example.org", "a\x00@b.org"])
def test_an_address_that_is_none_is_kept_and_said(email):
    asker = Asker()
    asker.begins()
    page = press(asker.client, asker.client.get("/ask/email/"), "Continue", email=email)
    assert page.status_code == 422
    assert "<title>Error:" in page.content.decode()
    assert "name@example.org" in page.content.decode()


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("about", {"subject": "dog"}),
        ("age", {"age": "-1"}),
        ("sex", {"sex": "xx"}),
        ("pregnancy", {"pregnant": "1"}),
    ],
)
def test_a_choice_nobody_offered_is_refused(step, fields):
    asker = Asker()
    asker.begins()
    page = press(asker.client, asker.client.get(f"/ask/{step}/"), "Continue", **fields)
    assert page.status_code == 422


def test_an_alias_that_names_a_person_goes_back_with_the_reason():
    asker = Asker()
    refused = press(asker.client, asker.skips_to("alias"), "Continue", alias="call 020 7946 0018")
    assert refused.status_code == 422
    assert "Leave out digits" in refused.content.decode()


def test_an_alias_that_comes_another_way_is_not_used():
    question = story.ask(alias="call 020 7946 0018")
    assert "7946" not in question.alias
    assert question.alias


def test_what_was_typed_comes_back_escaped():
    said = browser().post("/ask/", {"body": "</textarea><script>alert(1)</script>" * 400}).content.decode()
    assert "<script>alert" not in said
    assert "</textarea><script>alert(1)</script>" in unescape(said)
