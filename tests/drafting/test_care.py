"""Care cards: worst level first, no line twice, every line a claim of its topic."""

import pytest

from curbside.drafting.care import LEVELS, care_cards
from curbside.drafting.person import Person, may_concern
from curbside.knowledge.topics import topics


def test_cards_come_worst_first_with_at_most_the_lines_asked_for() -> None:
    cards = care_cards(["muscle-twitching", "leg-weakness"], per_level=3)
    assert [card.level for card in cards] == list(LEVELS)
    assert all(1 <= len(card.lines) <= 3 for card in cards)


def test_each_line_is_a_claim_of_the_topic_beside_it() -> None:
    for card in care_cards(["muscle-twitching", "leg-weakness", "headache"]):
        assert len(card.lines) == len(card.topics)
        for line, slug in zip(card.lines, card.topics, strict=True):
            assert line in {claim.text for claim in topics()[slug].sections[card.level]}


def test_the_first_topic_leads_the_worst_card() -> None:
    assert care_cards(["leg-weakness", "muscle-twitching"])[0].topics[0] == "leg-weakness"
    assert care_cards(["muscle-twitching", "leg-weakness"])[0].topics[0] == "muscle-twitching"


def test_a_topic_named_twice_says_nothing_twice() -> None:
    assert care_cards(["headache", "headache"]) == care_cards(["headache"])
    lines = [line for card in care_cards(["muscle-twitching", "muscle-fasciculation"]) for line in card.lines]
    assert len(lines) == len(set(lines))


def test_unknown_topics_make_no_card() -> None:
    assert care_cards(["no-such-topic"]) == ()
    assert care_cards([]) == ()
    assert care_cards(["no-such-topic", "headache"]) == care_cards(["headache"])


MAN, WOMAN = Person(44, "male", False, "self"), Person(30, "female", False, "self")
CHILD, UNKNOWN = Person(3, "male", False, "child"), Person(None, "", False, "self")


def lines(slug: str, person: Person) -> str:
    return "\n".join(line for card in care_cards([slug], person=person, per_level=9) for line in card.lines)


def test_nobody_is_told_what_only_others_can_have() -> None:
    assert "pregnant" not in lines("headache", MAN)
    assert "a baby" not in lines("urinary-tract-infection", WOMAN)
    assert "a child with eczema" not in lines("eczema", WOMAN)


def test_what_a_person_may_have_stays() -> None:
    assert "pregnant" in lines("headache", WOMAN)
    assert "pregnant" in lines("headache", UNKNOWN)
    assert "a child with eczema" in lines("eczema", CHILD)
    assert lines("headache", MAN).count("\n") >= 6


@pytest.mark.parametrize(
    ("line", "person", "concerns"),
    [
        ("you are pregnant and fainted", WOMAN, True),
        ("you are pregnant and fainted", MAN, False),
        ("a baby does not feed", WOMAN, False),
        ("a baby does not feed", CHILD, False),
        ("a baby does not feed", Person(0.5, "male", False, "child"), True),
        ("you have sores on the penis", WOMAN, False),
        ("you faint", MAN, True),
    ],
)
def test_a_condition_is_for_those_who_can_have_it(line: str, person: Person, concerns: bool) -> None:
    assert may_concern(line, person) is concerns
