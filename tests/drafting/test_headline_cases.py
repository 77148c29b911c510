"""Composed headlines of made-up questions say what was said, and only that."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from curbside.clinical.findings import read
from curbside.drafting.headlines import headline
from curbside.drafting.terms import content_stems
from curbside.knowledge.vocabulary import concepts, sites

CASES = yaml.safe_load((Path(__file__).parent / "data" / "headline_cases.yaml").read_text(encoding="utf-8"))
# Words a headline may add by itself: what it is, whom it is about (a child behind "son"), how sure.
OWN_WORDS = content_stems(
    "question health worried asking severe mild child parent partner baby toddler teenager possible operation"
)


@pytest.mark.parametrize(("title", "body", "must", "must_not"), CASES)
def test_says_what_was_said(title: str, body: str, must: list[str], must_not: list[str]) -> None:
    made = headline(title, body)
    assert [one for one in must if one not in made.lower()] == [], made
    assert [one for one in must_not if one in made.lower()] == [], made


@cache
def licensed(text: str) -> frozenset[str]:
    """Stems the text allows: its words, and the labels and phrases of the concepts and sites it names."""
    allowed = set(content_stems(text)) | OWN_WORDS
    for finding in read(text).findings:
        concept = concepts()[finding.concept]
        allowed |= content_stems(concept.label)
        if finding.site:
            allowed |= content_stems(finding.site)
    for site in sites().values():
        if any(content_stems(phrase) <= allowed for phrase in site.phrases):
            allowed |= content_stems(site.label)
    return frozenset(allowed)


@pytest.mark.parametrize(("title", "body", "must", "must_not"), CASES)
def test_every_word_is_licensed(title: str, body: str, must: list[str], must_not: list[str]) -> None:
    seen: set[str] = set()
    for _ in range(6):
        made = headline(title, body, is_taken=seen.__contains__)
        seen.add(made)
        extra = content_stems(made.split(" (")[0]) - licensed(f"{title}\n{body}")
        assert not extra, made


@pytest.mark.parametrize(
    ("title", "body", "details"),
    [
        (
            "Itchy rash keeps coming back",
            "Our toddler has a rash on the left arm since yesterday.",
            ["toddler", "left arm"],
        ),
        ("Cough that will not stop", "I have a cough after flu for 9 weeks.", ["after flu", "9 weeks", "not stop"]),
    ],
)
def test_a_taken_headline_grows_by_a_true_detail(title: str, body: str, details: list[str]) -> None:
    seen: list[str] = []
    for _ in range(3):
        seen.append(headline(title, body, is_taken=seen.__contains__))
    assert len(set(seen)) == 3
    assert not any("question)" in made for made in seen)
    assert [detail for detail in details if not any(detail in made.lower() for made in seen)] == [], seen
