"""Would one answer serve both? Paraphrases yes, related questions no, whichever comes first, on any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.errors import ModelUnavailable
from curbside.retrieval import sameness
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.onnx_encoder import load_encoder
from curbside.retrieval.sameness import same

SAME = (
    ("Can I drink wine while on amoxicillin?", "Is alcohol allowed with amoxicillin?"),
    ("What helps against heartburn at night?", "How do I treat heartburn when I lie in bed?"),
)
DIFFERENT = (
    ("Can I drink wine while on amoxicillin?", "What is the dose of amoxicillin for a child?"),
    ("What helps against heartburn at night?", "My knee clicks on stairs"),
    ("Pain in my left knee when I run", "Pain in my right knee when I run"),
    ("My 2 year old son has a fever", "My grandmother has a fever"),
    ("Can I take ibuprofen for a headache?", "I am pregnant. Can I take ibuprofen for a headache?"),
)


@pytest.mark.parametrize(("a", "b"), SAME)
def test_paraphrases_are_the_same(a, b):
    assert same(a, b, encoder=load_encoder()).same


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_what_changes_the_answer_makes_them_different(a, b):
    assert not same(a, b, encoder=load_encoder()).same


@pytest.mark.parametrize(("a", "b"), SAME + DIFFERENT)
def test_order_does_not_matter_and_a_text_is_itself(a, b):
    encoder = load_encoder()
    assert same(a, b, encoder=encoder) == same(b, a, encoder=encoder)
    assert same(a, a, encoder=encoder).score > 0.8


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=100), st.text(max_size=100))
def test_any_texts_get_a_score(a, b):
    decided = same(a, b, encoder=HashEncoder())
    assert 0 <= decided.score <= 1
    assert decided.same == (decided.score >= sameness.THRESHOLD)
    assert same(b, a, encoder=HashEncoder()) == decided


@pytest.mark.parametrize("text", ["", "?", "😀", "\ud800"])
def test_a_text_without_words_is_like_nothing(text):
    assert same(text, text, encoder=HashEncoder()).score == 0


def test_missing_weights_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(sameness, "WEIGHTS_FILE", tmp_path / "sameness.json")
    sameness.load_weights.cache_clear()
    with pytest.raises(ModelUnavailable, match=r"sameness\.json"):
        same("a cough", "a cold", encoder=HashEncoder())
    monkeypatch.undo()
    sameness.load_weights.cache_clear()
    assert sameness.load_weights().slope > 0
