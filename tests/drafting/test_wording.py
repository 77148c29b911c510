"""A claim off its topic's page: its "it" named, its list cut to what the doctor said, never to something else."""

import pytest

from curbside.drafting.evidence import Passage
from curbside.drafting.lists import heads, narrowed
from curbside.drafting.terms import meanings
from curbside.drafting.wording import standing


@pytest.mark.parametrize(
    ("section", "quote", "stands"),
    [
        ("causes", "An underactive thyroid can do it.", "An underactive thyroid can cause constipation."),
        ("causes", "Coffee can make it worse.", "Coffee can make constipation worse."),
        ("causes", "Stress is a common trigger.", "Stress is a common trigger of constipation."),
        ("summary", "It is common at all ages.", "Constipation is common at all ages."),
        ("self_care", "Give the child enough to drink.", "Give a child enough to drink."),
        ("checks", "The doctor feels it.", "The doctor feels it."),
    ],
)
def test_a_claim_is_made_to_stand(section: str, quote: str, stands: str) -> None:
    assert standing(Passage("topic", "constipation", quote, section=section)) == stands


def test_a_claim_of_an_answer_stays_as_it_is() -> None:
    assert standing(Passage("answer", "q7", "Coffee can do it.", section="causes")) == "Coffee can do it."


@pytest.mark.parametrize(
    ("claim", "said", "left"),
    [
        ("Stress, drugs or heat can cause hives.", "stress and heat", "Stress or heat can cause hives."),
        ("Thyroid trouble, diabetes or a cold can cause it.", "diabetes", "Diabetes can cause it."),
        ("Stress, heat and bad posture are common causes of pain.", "stress", "Stress is a common cause of pain."),
        ("Pills, age and diabetes make it likely.", "pills, diabetes", "Pills and diabetes make it likely."),
        ("Extra weight or pregnancy pushes on the stomach.", "extra weight", "Extra weight pushes on the stomach."),
    ],
)
def test_a_list_is_cut_to_what_was_said(claim: str, said: str, left: str) -> None:
    assert narrowed(claim, meanings(said)) == left


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Too little food or drink can cause it.", "drink"),  # "Drink can cause it" says the opposite.
        ("Kidney or liver disease can cause it.", "kidney"),
        ("Wear of discs and joints can cause it.", "joints"),
        ("Large, fatty or spicy meals can bring it on.", "large"),
        ("Food or drink that goes down the wrong way can cause it.", "food"),
        ("Low platelets, the cells that help blood clot, can cause it.", "low platelets"),
        ("In the first weeks, light spotting can come.", "light spotting"),
        ("Stress and worry bring it on.", "stress"),  # "Stress bring".
        ("Stress or worry can cause it.", "nothing of that"),
    ],
)
def test_a_list_is_left_alone_where_a_cut_would_change_it(claim: str, said: str) -> None:
    assert narrowed(claim, meanings(said)) == claim


@pytest.mark.parametrize(
    ("claim", "about"),
    [
        ("An inner ear infection can make you dizzy.", "infection"),
        ("Lack of sleep can set it off.", "sleep"),
        ("Wear of discs and joints is the usual cause.", "wear joints"),
        ("Stress or worry often brings it on.", "stress worry"),
        ("Kidney disease can make potassium too high.", "kidney"),
    ],
)
def test_a_claim_is_about_the_nouns_of_its_subject(claim: str, about: str) -> None:
    assert heads(claim) == meanings(about)
