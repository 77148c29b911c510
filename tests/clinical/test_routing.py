"""The commonest complaints reach their department; thin evidence is admitted; any text returns."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.findings import read
from curbside.clinical.routing import route
from curbside.knowledge.departments import department_ids
from tests.pace import idle_seconds


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("My muscles keep twitching and my leg is weak, I fear ALS.", "neurology"),
        ("I have chest pain and palpitations.", "cardiology"),
        ("An itchy rash appeared on my arm.", "dermatology"),
        ("I missed my period and the pregnancy test was positive.", "obstetrics-gynecology"),
        ("I feel hopeless and depressed and cannot sleep.", "psychiatry"),
        ("I sprained my ankle and my knee hurts.", "orthopedics"),
        ("It burns when I pee and there is blood in my urine.", "urology"),
        ("My ears are ringing and I have hearing loss.", "ent"),
        ("I have heartburn and constipation.", "gastroenterology"),
        ("My thyroid is overactive, I take methimazole.", "endocrinology"),
        ("My tooth aches and the gums are swollen.", "dentistry"),
        ("My vision is blurry and the eye is red.", "ophthalmology"),
        ("I wheeze and my asthma inhaler does not help the cough.", "pulmonology"),
        ("I have lupus and swollen painful joints.", "rheumatology"),
        ("I have leukemia and low platelets.", "hematology"),
        ("My creatinine is high and I may need dialysis.", "nephrology"),
        (
            "I need physiotherapy after my stroke recovery program, which rehabilitation exercise is best?",
            "rehabilitation",
        ),
        ("I get hives and an allergic reaction to peanuts.", "allergy"),
        ("Chemotherapy for my metastatic tumor starts soon.", "oncology"),
        ("I was exposed to HIV, should I start antiretroviral pills?", "infectious-disease"),
    ],
)
def test_common_complaints(text: str, department: str) -> None:
    first = route(text).departments[0]
    assert first.department == department
    assert first.reason.startswith("Because of: ")


def test_a_child_goes_to_pediatrics_with_the_organ_second() -> None:
    first, second, *_ = route("My son has an itchy rash.", age_years=4).departments
    assert (first.department, second.department) == ("pediatrics", "dermatology")


@pytest.mark.parametrize("text", ["My father wets the bed.", "I am 44 and my stomach is swollen since my baby came."])
def test_a_grown_up_goes_to_no_children_s_department(text: str) -> None:
    assert "pediatrics" not in {one.department for one in route(text).departments}


@pytest.mark.parametrize(
    ("text", "not_there"),
    [
        ("All my tests came back fine but I am still tired.", "urology"),
        ("My uric acid is high and I take folic acid.", "gastroenterology"),
        ("The brown spots on both my legs spread.", "obstetrics-gynecology"),
        ("My baby was premature and has a cough.", "urology"),
        ("The lump in my armpit is growing and irritating.", "psychiatry"),
    ],
)
def test_a_word_of_another_sense_does_not_route(text: str, not_there: str) -> None:
    assert not_there not in {one.department for one in route(text).departments}


def test_a_parent_who_is_at_a_loss_still_asks_for_the_child() -> None:
    text = "My little boy has had stomach pain for weeks and I'm at a loss."
    assert route(text).departments[0].department == "pediatrics"


def test_pregnancy_goes_to_obstetrics() -> None:
    assert route("I have a headache.", pregnant=True).departments[0].department == "obstetrics-gynecology"


def test_self_harm_goes_to_psychiatry_whatever_else_is_said() -> None:
    text = "My knee hurts, I have a rash and a cough, and I want to kill myself."
    assert route(text).departments[0].department == "psychiatry"


def test_what_is_denied_does_not_route() -> None:
    assert "neurology" not in {one.department for one in route("No headache, no numbness, my knee hurts.").departments}


def test_thin_evidence_abstains_to_family_medicine() -> None:
    routing = route("What should I do next?")
    assert routing.abstain
    assert routing.departments[0].department == "family-medicine"
    assert route("What do you think about my results?").departments[0].department == "family-medicine"


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["knee", "pain", "rash", "no", "child", "ALS", "cough", "pregnant"])).map(" ".join)
)
def test_any_text_is_ranked(text: str) -> None:
    departments = route(text).departments
    assert 1 <= len(departments) <= 3
    assert {one.department for one in departments} <= department_ids()
    assert all(0 <= one.score <= 1 for one in departments)
    assert len({one.department for one in departments}) == len(departments)


def test_reading_and_routing_a_usual_question_is_quick() -> None:
    text = "I have had a mild headache for 3 days, no fever, and my left knee hurts when walking. I fear a tumor. " * 6
    read(text)
    route(text)
    assert idle_seconds(lambda number: (read(f"{text} {number}"), route(f"{text} {number}")), times=10) < 0.06
