"""Age, sex, subject and pregnancy as the text says them, never as somebody merely mentioned has them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.demographics import AGE_BANDS, age_band, generate_alias, read_demographics, read_own_age
from curbside.errors import BadInput
from curbside.knowledge.aliases import load_alias_words
from curbside.knowledge.names import load_names
from tests.pace import idle_seconds


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "under-1"),
        (0.99, "under-1"),
        (1, "1-4"),
        (4.9, "1-4"),
        (19.5, "16-19"),
        (20, "20-29"),
        (89.9, "80-89"),
        (130, "90-over"),
    ],
)
def test_every_age_has_its_band(age: float, band: str) -> None:
    assert age_band(age).id == band


@pytest.mark.parametrize("age", [-0.1, 130.5, float("nan"), float("inf")])
def test_an_impossible_age_is_refused(age: float) -> None:
    with pytest.raises(BadInput):
        age_band(age)


def test_bands_leave_no_gap() -> None:
    assert all(low.high is not None and low.high + 1 == high.low for low, high in pairwise(AGE_BANDS))


@pytest.mark.parametrize(
    ("text", "age", "sex", "subject"),
    [
        ("I am 21 years old and my leg feels weak.", 21, None, "self"),
        ("21F, headaches for a week.", 21, "female", "self"),
        ("I'm a 34 year old man with back pain.", 34, "male", "self"),
        ("35M here. My knee clicks.", 35, "male", "self"),
        ("My 3-year-old son has a fever and he will not drink.", 3, "male", "child"),
        ("My 8 month old has a rash. She is feeding well.", 8 / 12, "female", "child"),
        ("I'm in my 30s and have a cough.", 35, None, "self"),
        ("My mother is 72 and she fell yesterday. She cannot lift her arm.", 72, "female", "parent"),
        ("My father had a stroke at 50. I have had headaches for a week. I am 28.", 28, None, "self"),
        ("My mother died of breast cancer aged 45. I found a lump in my breast.", None, None, "self"),
        ("My husband, 61, has chest pain when he walks.", 61, "male", "partner"),
        ("My wife is 30 weeks pregnant and she has swollen feet.", None, "female", "partner"),
        ("My wife says I snore. I am 52 years old and I wake up tired.", 52, None, "self"),
        ("Asking for a friend who has been dizzy. She is 19 years old.", 19, "female", "other"),
        ("I had my appendix out when I was 12. Now I have pain on the left.", None, None, "self"),
        ("I have a 5 year old scar that itches.", None, None, "self"),
        ("Is 5 years too long to take this? I am 40.", 40, None, "self"),
        ("My son is 4 and has had diarrhoea since Monday. I am worried.", 4, "male", "child"),
        ("I am twenty-one years old, female.", 21, "female", "self"),
        ("I'm 34 weeks pregnant and have a headache.", None, "female", "self"),
        ("我今年21歲，女生，頭痛一週。", 21, "female", "self"),
        ("我兒子三歲，發燒兩天。", 3, "male", "child"),
        ("My grandmother is 88 years old. She has been confused since last night.", 88, "female", "other"),
        ("What is a normal pulse?", None, None, "self"),
    ],
)
def test_reads_what_the_text_says(text: str, age: float | None, sex: str | None, subject: str) -> None:
    found = read_demographics(text)
    assert (found.subject, found.sex) == (subject, sex)
    assert found.age_years == (pytest.approx(age) if age is not None else None)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("I am 14 and my periods are heavy.", 14),
        ("im 15", 15),
        ("as a 13 year old girl, i get cramps", 13),
        ("im a girl aged 13", 13),
        ("14F", 14),
        ("我十四岁", 14),
        ("我14歲，月經不規則", 14),
        ("我妈妈不知道，我14岁", 14),
        ("My mum won't take me. I am 14 and it hurts", 14),
        ("my 14 year old has a rash", None),
        ("I have a 14 year old daughter", None),
        ("I am a mum of a 14-year-old boy", None),
        ("as a parent of a 13 year old girl", None),
        ("我姐姐14岁", None),
        ("I was 14 when it started", None),
        ("14 days of fever", None),
        ("I have had this for 14 years", None),
        ("I am 14 weeks pregnant", None),
        ("4yo with earache", None),
    ],
)
def test_the_writers_own_age(text: str, age: float | None) -> None:
    assert read_own_age(text) == age
    if age is not None:
        found = read_demographics(text)
        assert (found.age_years, found.subject) == (age, "self")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("My 5 week old has a cough.", 5 / 52.18),
        ("Our baby is 10 days old.", 10 / 365.25),
        ("My baby (3 to 11 months) coughs.", 0.5),
        ("My baby is under 3 months of age.", 0.1),
        ("My son (1 to 4) coughs.", 2.5),
        ("我宝宝5周大", 5 / 52.18),
        ("我兒子八個月", 8 / 12),
        ("宝宝刚出生10天", 10 / 365.25),
    ],
)
def test_babies_and_published_groups_are_ages_of_children(text: str, age: float) -> None:
    found = read_demographics(text)
    assert found.age_years == pytest.approx(age)
    assert found.subject == "child"


@pytest.mark.parametrize("text", ["Is it safe for babies under 3 months old?", "The pain is between 5 and 9."])
def test_a_rule_or_a_score_is_nobodys_age(text: str) -> None:
    assert read_demographics(text).age_years is None


@pytest.mark.parametrize(
    ("text", "pregnant"),
    [
        ("I'm 12 weeks pregnant.", True),
        ("I am not pregnant, the test was negative.", False),
        ("My pregnancy test was negative but I am late.", False),
        ("Could I be pregnant?", None),
        ("My sister is pregnant. I have a sore throat.", None),
        ("My wife is pregnant and she has a fever.", True),
        ("I have a sore throat.", None),
    ],
)
def test_pregnancy_belongs_to_the_subject(text: str, pregnant: bool | None) -> None:
    assert read_demographics(text).pregnant is pregnant


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_returns(text: str) -> None:
    found = read_demographics(text)
    assert found.subject in {"self", "child", "parent", "partner", "other"}


@pytest.mark.parametrize(
    "unit",
    [
        "my ",
        "my a ",
        "I am 9",
        "9 ",
        "she ",
        "twenty ",
        "我",
        "my son ",
        "I'm a b ",
        "14岁",
        "1381234",
        "我爸爸",
        "(1 to 4) ",
    ],
)
def test_hostile_text_is_read_in_time(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    assert idle_seconds(lambda _: read_demographics(text)) < 0.2


@given(st.integers())
@settings(max_examples=50, deadline=None)
def test_an_alias_is_two_listed_words(seed: int) -> None:
    first, second = load_alias_words()
    one, two = generate_alias(seed).lower().split(" ")
    assert one in first
    assert two in second
    assert generate_alias(seed) == generate_alias(seed)


def test_neighbouring_seeds_give_different_aliases() -> None:
    assert len({generate_alias(seed) for seed in range(200)}) > 180


def test_no_alias_word_is_a_personal_name() -> None:
    first, second = load_alias_words()
    names = load_names()
    assert not {*first, *second} & (names.sure | names.ambiguous)
