"""The further words of letters are many, whole, of no department, and apart from the vocabulary."""

import re

from curbside.clinical.findings.vocabulary import concept_matcher, read_words
from curbside.knowledge.denied_names import denied_names
from curbside.knowledge.letters import letter_terms
from curbside.knowledge.vocabulary import concepts


def test_size_and_ids() -> None:
    terms = letter_terms()
    assert len(terms.concepts) > 400
    assert sum(len(one.phrases) for one in terms.concepts.values()) > 1_400
    assert terms.denied_only <= terms.concepts.keys()
    ids = [one.hpo for one in terms.concepts.values() if one.hpo]
    assert len(ids) > 200
    assert all(re.fullmatch(r"HP:\d{7}", one) for one in ids)
    assert terms.concepts["oscillopsia"].hpo == "HP:0034773"


def test_they_speak_for_no_department() -> None:
    assert not any(one.departments or one.feared for one in letter_terms().concepts.values())


def test_no_phrase_is_of_the_vocabulary() -> None:
    """A phrase the vocabulary reads would never be reached: the vocabulary goes first."""
    said = {phrase for one in letter_terms().concepts.values() for phrase in one.phrases if "…" not in phrase}
    assert not [phrase for phrase in sorted(said) if concept_matcher().mentions(read_words(phrase.replace("=", "")))]
    assert letter_terms().concepts.keys().isdisjoint(concepts())


def test_lists_of_form_are_lower_case_words() -> None:
    names = denied_names()
    for words in (names.heads, names.never, names.leads, names.cuts, names.no_first, names.no_endings):
        assert all(word == word.lower().strip() for word in words)
    assert names.names_disease("enthesitis")
    assert not names.names_disease("diagnosis")
    assert not names.names_disease("academia")
