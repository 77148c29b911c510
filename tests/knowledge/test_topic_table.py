"""A topic survives being kept as a table and being edited as lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.drafting.topic_index import topic_index
from curbside.errors import KnowledgeError
from curbside.knowledge.topic_table import (
    claim_lines,
    read_claim_lines,
    read_source_lines,
    source_lines,
    table_hash,
    table_of,
    topic_of,
)
from curbside.knowledge.topics import packaged_topics, topics, use_topics


def test_every_packaged_topic_is_the_same_after_a_table_and_lines() -> None:
    for slug, topic in packaged_topics().items():
        table = table_of(topic)
        sources = read_source_lines(source_lines(table["sources"]))
        keys = frozenset(source["key"] for source in sources)
        sections = {
            name: read_claim_lines(name, claim_lines(claims), keys) for name, claims in table["sections"].items()
        }
        assert topic_of(slug, table | {"sources": sources, "sections": sections}) == topic


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a | b | c", "Sources, line 1: write key"),
        ("\na | b | NHS | https://x | soon", "Sources, line 2: a date"),
        ("A B | b | NHS | https://x | 2026-11-25", "a key is small letters"),
        ("a | b | NHS | https://x | 2026-11-25\na | b | NHS | https://y | 2026-11-25", "the same key"),
    ],
)
def test_a_malformed_source_line_is_refused_with_its_place(text: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        read_source_lines(text)


def test_a_malformed_claim_line_is_refused_with_its_place() -> None:
    with pytest.raises(KnowledgeError, match="Get help now, line 2: the line ends without"):
        read_claim_lines("now", "you faint [a]\nyou fall", frozenset({"a"}))


def test_who_reviewed_a_topic_is_not_in_its_words() -> None:
    table = table_of(packaged_topics()["hives"])
    assert table_hash(table | {"reviewed_by": "Dr. Made Up", "reviewed_on": "2026-11-27"}) == table_hash(table)
    assert table_hash(table | {"title": "Hives!"}) != table_hash(table)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_any_claim_line_is_read_or_refused(text: str) -> None:
    try:
        claims = read_claim_lines("now", text, frozenset({"a"}))
    except KnowledgeError:
        return
    assert read_claim_lines("now", claim_lines(claims), frozenset({"a"})) == claims


def test_topics_taken_into_use_are_what_the_engine_reads_until_they_are_given_back() -> None:
    hives = packaged_topics()["hives"]
    try:
        use_topics({"hives": hives})
        assert set(topics()) == set(topic_index().weights) == {"hives"}
    finally:
        use_topics(None)
    assert set(topics()) == set(topic_index().weights) == set(packaged_topics())
