"""Care cards: worst level first, no line twice, every line a claim of its topic."""

from curbside.drafting.care import LEVELS, care_cards
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
