"""Every packaged topic is complete, plain, sourced from known publishers, and promises nothing."""

import re
from collections import Counter
from importlib.resources import files
from urllib.parse import urlsplit

import pytest
import yaml

from curbside.clinical.readability import grade
from curbside.knowledge.departments import department_ids
from curbside.knowledge.topics import Topic, topics

PUBLISHERS: dict[str, list[str]] = yaml.safe_load((files("curbside.knowledge") / "publishers.yaml").read_text("utf-8"))
NEEDED = ("summary", "causes", "checks", "self_care")
MAX_GRADE = 8.0
# One long word swings the formula by five grades in a section of one or two sentences.
MAX_SHORT_GRADE = 10.0
PROMISE = re.compile(
    r"\b(?:always works|guarantee\w*|definitely|certainly|100 ?%|completely safe|never (?:serious|dangerous|harmful)|"
    r"nothing to worry about|cures? (?:it|all|every)|no risk)\b",
    re.IGNORECASE,
)
DOSE = re.compile(
    r"\b(?:take|dose of|up to)\s+(?:about\s+)?\d+(?:\.\d+)?\s+(?:of\s+)?[a-z]*(?:profen|cetamol"
    r"|aspirin|caffeine)",
    re.I,
)
EACH = pytest.mark.parametrize("topic", [pytest.param(topic, id=slug) for slug, topic in topics().items()])


def test_there_are_a_hundred_and_twenty_topics_some_in_every_department_and_the_first_ten() -> None:
    assert len(topics()) >= 120
    owned = Counter(topic.departments[0] for topic in topics().values())
    assert {department for department in department_ids() if owned[department] < 4} == set()
    first_ten = {"muscle-twitching", "muscles", "muscle-cramp", "leg-weakness", "muscle-fasciculation", "tremor",
                 "myasthenia-gravis", "involuntary-body-movements", "autonomic-nervous-system-dysfunction",
                 "weakness-in-hands-and-feet"}  # fmt: skip
    assert first_ten <= set(topics())


@EACH
def test_a_topic_has_the_sections_a_reader_needs(topic: Topic) -> None:
    assert [section for section in NEEDED if section not in topic.sections] == []
    assert {"now", "today", "soon"} & set(topic.sections)


@EACH
def test_a_topic_belongs_to_known_departments(topic: Topic) -> None:
    assert set(topic.departments) <= department_ids()


@EACH
def test_sources_are_known_publishers_over_https(topic: Topic) -> None:
    for source in topic.sources:
        address = urlsplit(source.url)
        assert address.scheme == "https"
        assert address.hostname in PUBLISHERS.get(source.publisher, []), source


@EACH
def test_every_source_is_used(topic: Topic) -> None:
    used = {key for claims in topic.sections.values() for claim in claims for key in claim.sources}
    assert {source.key for source in topic.sources} == used


def without_names(topic: Topic, text: str) -> str:
    """The claim with the topic's own names left out: they cannot be made simpler, and the page explains them."""
    names = sorted((topic.title, *topic.synonyms), key=len, reverse=True)
    return re.sub("|".join(re.escape(name) for name in names), "it", text, flags=re.IGNORECASE)


@EACH
def test_sections_read_at_grade_eight_or_below(topic: Topic) -> None:
    hard = {
        section: round(average, 1)
        for section, claims in topic.sections.items()
        if (average := sum(grade(without_names(topic, claim.text)) for claim in claims) / len(claims))
        > (MAX_GRADE if len(claims) >= 3 else MAX_SHORT_GRADE)
    }
    assert hard == {}


@EACH
def test_no_claim_promises_or_gives_a_bare_dose(topic: Topic) -> None:
    texts = [claim.text for claims in topic.sections.values() for claim in claims]
    assert [text for text in texts if PROMISE.search(text) or DOSE.search(text)] == []


@EACH
def test_review_dates_are_in_order(topic: Topic) -> None:
    assert topic.written_on < topic.review_due
    assert bool(topic.reviewed_by) == bool(topic.reviewed_on)
