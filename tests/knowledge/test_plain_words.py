"""Every plain word is one sentence that stands alone, easy to read, without a dose, from a known publisher."""

import re

import pytest

from curbside.clinical.readability import grade
from curbside.clinical.sentences import split_sentences
from curbside.drafting.fitness import MAX_SENTENCE_GRADE, why_unfit
from curbside.errors import KnowledgeError
from curbside.knowledge import plain_words as module
from curbside.knowledge.plain_words import KINDS, plain_words
from curbside.knowledge.publishers import is_published_by
from curbside.knowledge.red_flags import load_rules

# How fast to act is the doctor's to say; why a sign matters does not need it.
HOW_FAST = re.compile(
    r"\b(?:at once|immediately|emergency|ambulance|right away|today|soon|urgent\w*|hospital|doctor|call)\b", re.I
)
RED_FLAGS = {rule.id for rule in load_rules()}


def test_each_is_a_sentence_that_stands_alone() -> None:
    unfit = {
        word.name: why_unfit(word.text) or word.text
        for word in plain_words()
        if len(split_sentences(word.text)) != 1 or why_unfit(word.text) or grade(word.text) > MAX_SENTENCE_GRADE
    }
    assert unfit == {}


def test_each_links_to_the_publisher_it_names() -> None:
    assert [word.name for word in plain_words() if not is_published_by(word.publisher, word.url)] == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_all_of_a_kind_together_are_easy_to_read(kind: str) -> None:
    assert grade(" ".join(word.text for word in plain_words() if word.kind == kind)) <= 8.0


def test_a_sign_says_why_it_matters_and_leaves_how_fast_to_the_doctor() -> None:
    signs = [word for word in plain_words() if word.kind == "sign"]
    assert len(signs) >= 120
    assert [word.name for word in signs if HOW_FAST.search(word.text)] == []


def test_a_rule_that_looks_for_a_sign_is_one_of_the_red_flags() -> None:
    named = {word.rule for word in plain_words() if word.rule}
    assert len(named) >= 30
    assert named <= RED_FLAGS


@pytest.mark.parametrize(
    "row", [{"name": "x"}, {"name": "x", "kind": "toy", "also": [], "text": "X.", "publisher": "NHS", "url": "u"}]
)
def test_an_entry_that_is_not_whole_is_refused(row: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read_table", lambda _: {"recorded_on": "2026-11-27", "words": [row]})
    plain_words.cache_clear()
    with pytest.raises(KnowledgeError):
        plain_words()
    monkeypatch.undo()
    plain_words.cache_clear()
