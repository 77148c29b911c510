"""Headlines are specific, true to the question, short, unique, and never say who asks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.drafting.headlines import headline


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I have severe pain in my left knee for 3 days but no fever.", "Severe left knee pain for 3 days"),
        (
            "My 4 year old son has a fever and a cough since yesterday, no rash.",
            "Fever and cough in a child since yesterday",
        ),
        (
            "Since a cold last week my muscles twitch near the elbow. I worry it is ALS.",
            "Muscle twitching near the elbow after a cold, worried about ALS",
        ),
        ("I am 20 weeks pregnant and have a headache.", "Headache during pregnancy"),
    ],
)
def test_composed(body: str, expected: str) -> None:
    assert headline("Help please", body) == expected


def test_denied_and_planned_things_are_not_told_as_facts() -> None:
    made = headline("", "I have a cough but no fever and no chest pain. Do I need surgery?")
    assert made == "Cough"


def test_a_wide_label_never_replaces_what_was_said() -> None:
    assert headline("", "I have a phobia of spiders.") == "Phobia"
    assert headline("", "I am worried about a tumor.") == "Worried about tumor"


def test_no_age_and_no_name() -> None:
    made = headline("I am 21 years old, what foods are healthy?", "Thank you")
    assert "21" not in made
    assert "food" in made
    assert "Smith" not in headline("My name is John Smith please", "hello", department="dermatology")


def test_falls_back_to_the_title_then_the_department() -> None:
    assert headline("Hello doctor, how does the clock in the body work?", "") == "How does the clock in the body work?"
    assert headline("Help", "", department="dermatology") == "Dermatology question"
    assert headline("", "") == "Health question"


def test_taken_wordings_grow_by_what_the_question_says() -> None:
    body = "I have a rash on my left arm and a cough for two weeks, I take ibuprofen, no vomiting."
    seen: set[str] = set()
    for _ in range(40):
        made = headline("Rash", body, is_taken=seen.__contains__)
        assert made not in seen
        assert 0 < len(made) <= 90
        seen.add(made)
    assert any("ibuprofen" in one for one in seen)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120), st.text(max_size=200))
def test_any_text_gets_a_headline(title: str, body: str) -> None:
    made = headline(title, body)
    assert 0 < len(made) <= 90
    assert not re.search(r"[\r\n]", made)


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("", "我頭痛三天了，沒有發燒", "頭痛三天"),
        ("頭痛", "我頭痛三天了", "頭痛三天"),
        ("Headache", "我頭痛三天了，吃藥沒有用", "頭痛三天"),
        ("", "我媽媽70歲，左膝疼痛兩個月，吃了 ibuprofen 沒有用", "媽媽左膝疼痛兩個月"),
        ("", "我爸爸中風過，我現在左手麻", "我爸爸中風過，我現在左手麻"),
        ("", "我的TSH是5.2，要吃藥嗎？", "TSH是5.2，要吃藥嗎？"),
        ("", "您好！請問", "健康諮詢"),
        ("", "您好，请问医生，谢谢", "健康咨询"),
    ],
)
def test_a_chinese_question_has_a_headline_of_its_own_words(title: str, body: str, expected: str) -> None:
    assert headline(title, body) == expected


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("", "I have 頭痛 and fever for 三天 and cannot sleep"),
        ("My 頭痛 for 三天", "The headache came back for 三天 and I feel sick."),
        ("", "I have had a headache for 三天 since the 感冒 last week"),
        ("", "頭痛 three days, fever 38.5"),
    ],
)
def test_an_english_question_has_no_chinese_in_its_headline(title: str, body: str) -> None:
    taken: set[str] = set()
    for _ in range(4):
        made = headline(title, body, is_taken=taken.__contains__)
        assert made.isascii()
        taken.add(made)


def test_chinese_headlines_are_told_apart_by_a_number() -> None:
    taken: set[str] = set()
    for _ in range(5):
        taken.add(headline("", "我胸痛", is_taken=taken.__contains__))
    assert taken == {"胸痛", "胸痛（2）", "胸痛（3）", "胸痛（4）", "胸痛（5）"}


def test_a_chinese_headline_names_nobody_and_is_short() -> None:
    for body in ("我叫王小明，頭痛三天", "王小明 醫師說我的甲狀腺有結節,需要開刀嗎?", "王小明 女 28歲 經痛很嚴重"):
        assert "小明" not in headline("", body)
    assert headline("", "我的身分證字號是A123456789，做了胃鏡") == "做了胃鏡"
    assert len(headline("", "頭痛" * 3000)) <= 90
    assert len(headline("", "頭痛，" * 3000)) <= 90
