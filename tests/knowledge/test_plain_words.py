"""Every plain word is one sentence that stands alone, easy to read, without a dose, from a known publisher."""

import pytest

from curbside.clinical.readability import grade
from curbside.clinical.sentences import split_sentences
from curbside.drafting.fitness import MAX_SENTENCE_GRADE, why_unfit
from curbside.errors import KnowledgeError
from curbside.knowledge import plain_words as module
from curbside.knowledge.plain_words import PlainWord, plain_words
from curbside.knowledge.publishers import is_published_by

EACH = pytest.mark.parametrize("word", [pytest.param(word, id=word.name) for word in plain_words()])


@EACH
def test_a_sentence_that_stands_alone(word: PlainWord) -> None:
    assert len(split_sentences(word.text)) == 1
    assert why_unfit(word.text) == ""
    assert grade(word.text) <= MAX_SENTENCE_GRADE


@EACH
def test_a_link_of_the_publisher_it_names(word: PlainWord) -> None:
    assert is_published_by(word.publisher, word.url)


def test_all_together_are_easy_to_read() -> None:
    assert grade(" ".join(word.text for word in plain_words())) <= 8.0


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
