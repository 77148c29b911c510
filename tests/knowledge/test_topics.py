"""Topic files are read strictly: what is malformed is refused with its file and line."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.errors import KnowledgeError
from curbside.knowledge.topics import parse_topic

HEAD = """---
title: Hiccups
departments: [gastroenterology]
synonyms: [hiccoughs]
codes: {icd10: [R06.6]}
alarming: false
sources:
  - {key: nhs-hiccups, title: Hiccups, publisher: NHS, url: "https://www.nhs.uk/h", date: 2026-11-25, opened: true}
  - {key: mlp-hiccups, title: Hiccups, publisher: MedlinePlus, url: "https://medlineplus.gov/h", date: 2026-11-25}
written_on: 2026-11-25
reviewed_by: null
reviewed_on: null
review_due: 2027-11-25
---
"""
BODY = """## Summary
A hiccup is a short spasm below the lungs. [nhs-hiccups][mlp-hiccups]

## Common causes
- Eating fast brings them on. [mlp-hiccups]
"""


def test_a_topic_is_read_whole() -> None:
    topic = parse_topic("hiccups", HEAD + BODY)
    assert (topic.title, topic.departments, topic.reviewed_by) == ("Hiccups", ("gastroenterology",), "")
    assert topic.codes["icd10"] == ("R06.6",)
    assert topic.sources[0].opened
    assert topic.sources[0].date == "2026-11-25"
    summary = topic.sections["summary"][0]
    assert summary.text == "A hiccup is a short spasm below the lungs."
    assert summary.sources == ("nhs-hiccups", "mlp-hiccups")
    assert topic.sections["causes"][0].text == "Eating fast brings them on."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[nhs-hiccups][mlp-hiccups]", ""), "hiccups.md:16: the line ends without a"),
        (("brings them on. [mlp-hiccups]", "brings them on. [mlp-hicups]"), "hiccups.md:19: no source is called"),
        (("## Common causes", "## Causes"), "hiccups.md:18: no section is called"),
        (("## Common causes", "## Summary"), "stands twice or out of order"),
        (("## Summary\n", ""), "before the first heading"),
        (("title: Hiccups\ndep", "dep"), "title is missing"),
        (("written_on: 2026-11-25", "written_on: soon"), "written_on is a date"),
        (("alarming: false", "alarming: perhaps"), "alarming is true or false"),
        (("  - {key: mlp-hiccups", "  # {key: mlp-hiccups"), "two or more rows"),
        (("key: mlp-hiccups", "key: nhs-hiccups"), "the same key"),
        (("codes: {icd10: [R06.6]}", "codes: R06.6"), "codes is a table"),
        (("synonyms: [hiccoughs]", "synonyms: [hiccoughs"), "hiccups.md:"),
        (("- Eating fast brings them on. [mlp-hiccups]\n", ""), "nothing is written under causes"),
        (("---\ntitle", "title"), "hiccups.md:1: starts with"),
    ],
)
def test_a_malformed_topic_is_refused_with_its_place(change: tuple[str, str], says: str) -> None:
    source = (HEAD + BODY).replace(*change, 1)
    assert source != HEAD + BODY
    with pytest.raises(KnowledgeError, match=says.replace("[", r"\[")):
        parse_topic("hiccups", source)


def test_a_slug_is_lower_case_words() -> None:
    with pytest.raises(KnowledgeError, match="lower-case"):
        parse_topic("../Hiccups", HEAD + BODY)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "---\n", HEAD]))
def test_any_text_is_read_or_refused(text: str, head: str) -> None:
    with suppress(KnowledgeError):
        assert parse_topic("any", head + text).slug == "any"
