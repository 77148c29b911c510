"""Nothing that identifies survives, what a doctor needs does, and a second reading finds nothing more."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from curbside.clinical.privacy import IdentifierType, PrivacySpan, apply_replacements, redact
from curbside.clinical.privacy.checksums import is_nhs_number
from tests.pace import idle_seconds

REFERENCE = Path("/work/shared/reference/qa-page.txt")
WORDS = [
    "pain",
    "in",
    "my",
    "left",
    "knee",
    "since",
    "Monday",
    "Ahmed",
    "Dr",
    "Lee",
    "I",
    "am",
    "21",
    "years",
    "old",
    "on",
    "14",
    "March",
    "call",
    "0912-345-678",
    "from",
    "Leeds",
    "[name]",
    "Thanks,",
    "-",
    "May",
    "Hospital",
    "the",
    "@kim_9",
    "\n",
    ".",
]

ORDINARY = (
    "Since Monday I have had a dull ache behind my left knee which gets worse when I climb the stairs at work. My own "
    "doctor gave me ibuprofen 400 mg twice a day, but my stomach hurts now. My mother had a clot in her leg some years "
    "ago, so I worry that it may be one. There is no swelling, no redness and no warmth. My blood pressure was 125/80 "
    "and my pulse 72. I take the pill and I smoke about five cigarettes a day. Could it be a Baker's cyst, or should I "
    "go to the hospital? The pain is at the back of the joint and goes down into the calf when I stretch the leg. I "
    "cannot walk for more than ten minutes without pain at the moment, and at night I wake when I turn over. What "
    "should I do next, and how long may I wait with it?"
)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("I am 21 years old.", "I am in my 20s."),
        ("He is 45 and coughs.", "He is in his 40s and coughs."),
        ("I'm a 34 year old man.", "I'm a man in his 30s."),
        ("My 8 month old has a rash.", "My baby (3 to 11 months) has a rash."),
        ("An 8 month old girl.", "A girl (3 to 11 months)."),
        ("My 3-year-old son coughs.", "My son (1 to 4) coughs."),
        ("10 month old female with a cough.", "female (3 to 11 months) with a cough."),
        ("I am a 26 year old married female.", "I am a married female in her 20s."),
        ("I am 40 years old male.", "I am male in my 40s."),
        ("My aunt is 94 years old.", "My aunt is 90 or over."),
        ("21F, headaches.", "woman in her 20s, headaches."),
        ("It began on 14 March.", "It began in March."),
        ("Seen 2023/08/28 at noon.", "Seen August 2023 at noon."),
        ("Mr. Lin suggests rest.", "[name] suggests rest."),
        ("I asked Dr. Jiang about it.", "I asked the doctor about it."),
        ("Dear Dr. Patel, it itches.", "Dear doctor, it itches."),
        ("My husband Ahmed coughs.", "My husband coughs."),
        ("It hurts.\nThanks,\nPriya", "It hurts.\nThanks,\n[name]"),
        ("Ring 07700 900461 now.", "Ring [phone number] now."),
        ("I live in Leeds.", "I live in a city."),
        ("I was at St Mary's Hospital.", "I was at a hospital."),
        ("我叫林小芬，頭痛。", "我叫[name]，頭痛。"),
        ("我在長青醫院看診。", "我在醫院看診。"),
        ("我爸爸六十五岁。他叫王小明，电话0912345678", "我爸爸60多岁。他叫[name]，电话[phone number]"),
        ("我爸爸六十五歲。他叫王小明，電話0912345678", "我爸爸60多歲。他叫[name]，電話[phone number]"),
        ("她名叫李丽华，手机13812345678", "她名叫[name]，手机[phone number]"),
        ("患者姓名：张伟，男，45岁", "患者姓名：[name]，男，40多岁"),
        ("我妈妈叫我去医院，他叫救护车。", "我妈妈叫我去医院，他叫救护车。"),
        ("我宝宝5周大。", "我宝宝未满3个月。"),
        ("我兒子八個月。", "我兒子3至11個月大。"),
        ("病歷號0912345678", "病歷號[ID number]"),
        ("my 5 week old has a fever", "my baby (under 3 months) has a fever"),
        ("My baby is 5 weeks old.", "My baby is under 3 months of age."),
        ("The 6 week old will not feed.", "The baby (under 3 months) will not feed."),
        ("My baby is 8 months old.", "My baby is 3 to 11 months of age."),
        ("A baby aged 6 weeks.", "A baby under 3 months of age."),
        ("4yo with earache", "Young child (1 to 4) with earache"),
        ("Earache in 4yo", "Earache in a young child (1 to 4)"),
        ("My sister is 14.", "My sister is between 10 and 15."),
        ("My 14 year old sister faints.", "My sister (ages 10 to 15) faints."),
        ("At the age of 60 I fell.", "in my 60s I fell."),
    ],
)
def test_the_published_words_read_on(text: str, published: str) -> None:
    assert redact(text).text == published


@pytest.mark.parametrize(
    "text",
    [
        "Bell's palsy, Parkinson's, Crohn's, Hashimoto's and a Baker's cyst.",
        "The Apgar score was 9; my calf twitches, could it be ALS?",
        "About a week ago, and in the past few days. It began in May 2022.",
        "MRI: L4-L5 and C5. Type 2 diabetes, B12 150, blood group O negative.",
        "Metformin 500 mg twice a day, Synthroid 50 mcg, BP 150/95, eGFR 45.",
        "I may try it. I will mark the spot. I hope so. She rose early.",
        "I came back from Thailand. I cannot hold chopsticks.",
        "I'm in my 30s. He is 90 or over. Woman aged 20 to 29.",
        "I'm 34 weeks pregnant and 165 cm tall.",
        "I need Coronary Bypass Surgery.",
        "Hello Doctor, My leg hurts. Thank you, Doctor.",
    ],
)
def test_what_a_doctor_needs_stays(text: str) -> None:
    assert redact(text).spans == ()


def test_a_title_or_introduction_beats_an_eponym() -> None:
    assert "Parkinson" not in redact("Dr. Parkinson saw me.").text
    assert "Bell" not in redact("My name is Bell.").text


def test_a_name_found_once_is_found_everywhere() -> None:
    assert "Xyrelle" not in redact("My name is Xyrelle. They told Xyrelle to wait.").text


def test_known_words_keep_their_replacement() -> None:
    found = redact("Zarnak coughs and Ahmed waits.", known={"Zarnak": "[person A]", "Ahmed": "[person B]"})
    assert found.text == "[person A] coughs and [person B] waits."


def test_direct_identifiers_are_must_and_others_are_not() -> None:
    spans = redact("I am 21 years old, my name is Priya, I live in Leeds.").spans
    assert {span.type: span.must for span in spans} == {
        IdentifierType.AGE_EXACT: False,
        IdentifierType.NAME: True,
        IdentifierType.LOCATION: False,
    }


@pytest.mark.parametrize(
    ("text", "published"),
    [("15 NİSAN 2020", "April 2020"), ("15 ſetembro", "September"), ("3-ſep-98", "September")],
)
def test_months_in_letters_that_only_fold_to_the_usual_ones(text: str, published: str) -> None:
    assert redact(text).text == published


def test_a_rare_combination_is_warned_of() -> None:
    assert redact("I am the mayor of Elmford and I live in Leeds.").warnings
    assert redact("I have myasthenia and live in Leeds.").warnings
    assert not redact("I have a cough and live in Leeds.").warnings


@pytest.mark.parametrize(
    "text",
    ["我頭痛三天。", "頭が痛い", "머리가 아파요", "عندي صداع", "Болит голова", "सिर में दर्द है", "ปวดหัว", "我叫林小芬。"],
)
def test_a_script_read_badly_is_warned_of_once(text: str) -> None:
    warnings = redact(text).warnings
    assert len([one for one in warnings if "a person must look for names and places" in one]) == 1


def test_no_warning_of_script_for_latin_and_greek_letters() -> None:
    assert not redact("Café, naïve, 5 µg, β-blocker: Müller").warnings


def test_overlapping_replacements_are_refused() -> None:
    one = PrivacySpan(0, 3, IdentifierType.NAME, "abc", "x", True)
    two = PrivacySpan(2, 4, IdentifierType.NAME, "cd", "y", True)
    with pytest.raises(ValueError, match="overlap"):
        apply_replacements("abcd", [two, one])


@pytest.mark.parametrize(("number", "valid"), [("943 476 5919", True), ("943 476 5918", False), ("12", False)])
def test_the_nhs_check_digit(number: str, valid: bool) -> None:
    assert is_nhs_number(number) is valid


def _check(text: str) -> str:
    found = redact(text)
    end = 0
    for span in found.spans:
        assert end <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
        end = span.end
    assert apply_replacements(text, found.spans) == found.text
    assert redact(found.text).spans == ()
    return found.text


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
@example('LEEDS.!A0U0d1"')  # beside what looks like an address "city" itself was read as a name
@settings(max_examples=150, deadline=None)
def test_spans_fit_and_a_second_reading_finds_nothing(text: str) -> None:
    _check(text)


@given(
    st.lists(st.sampled_from(WORDS), max_size=8),
    st.lists(st.sampled_from(WORDS), max_size=8),
    st.from_regex(r"\A\+44 7[0-9]{3} [0-9]{6}\Z|\A09[0-9]{2}-[0-9]{3}-[0-9]{3}\Z"),
)
@settings(max_examples=60, deadline=None)
def test_a_planted_telephone_number_never_survives(before: list[str], after: list[str], phone: str) -> None:
    assert phone not in _check(f"{' '.join(before)} {phone} {' '.join(after)}")


@given(st.lists(st.sampled_from(WORDS), max_size=8), st.emails())
@settings(max_examples=60, deadline=None)
def test_a_planted_email_never_survives(before: list[str], email: str) -> None:
    assert email not in _check(f"{' '.join(before)} {email} thanks")


@given(
    st.lists(st.sampled_from(WORDS), max_size=8),
    st.from_regex(
        r"\A[A-Z][12][0-9]{8}\Z|"
        r"\A[0-9]{3}-[0-9]{2}-[0-9]{4}\Z|\A[0-9]{9}\Z"
    ),
)
@settings(max_examples=60, deadline=None)
def test_a_planted_personal_number_never_survives(before: list[str], number: str) -> None:
    assert number not in _check(f"{' '.join(before)} {number} thanks")


@pytest.mark.parametrize(
    "unit",
    [
        "a@",
        "1 ",
        "12-",
        "Aa ",
        "my son ",
        "I'm A",
        "Dr ",
        "www.",
        "我",
        "I am ",
        "12 March ",
        "@a",
        "a.",
        "Via A ",
        "Mr. A",
        "1234 ",
        "x",
        "18 Aa ",
        "- A\n",
        "the A of ",
        "[name] ",
        "mother 7, ",
        "(1) ",
        "is 5 ",
        "at 32 I ",
        "12345 6789 ",
        "王先生",
        "thanks a ",
        "14岁",
        "年龄：4,",
        "他叫王",
        "baby (5 weeks) ",
        "(1 to 4) ",
    ],
)
def test_hostile_text_is_read_in_time(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    redact("warm 1 Ahmed")
    # 0.2 s with the rules alone, and half as much again for how a machine varies. The learned reader takes some 30 ms a
    # window and reads three times at most.
    for learned, bound in ((False, 0.3), (True, 1.6)):
        assert idle_seconds(lambda _, learned=learned: redact(text, learned=learned)) < bound  # type: ignore[misc]


def test_an_ordinary_question_is_read_quickly() -> None:
    text = ORDINARY + " My husband Ahmed says I limp. I'm 34. Thanks, Priya"
    redact(text)
    assert 140 <= len(text.split()) <= 170
    assert idle_seconds(lambda _: redact(text), times=9) < 0.016  # 8 ms for 150 words, and as much again


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference page is not on this machine")
def test_the_reference_question_is_published_without_an_exact_age() -> None:
    page = REFERENCE.read_text(encoding="utf-8")
    text = redact(page[page.index("Hello Doctor, I am") : page.index("More Info")]).text
    assert not re.search(r"\b21\b|Mian|Jiang|Junyi|Taoyuan|08/28", text)
    assert "(ALS)" in text
    assert "chopsticks" in text
    assert "About a week ago" in text
