"""Would one answer serve both? Paraphrases yes, related questions no, whichever comes first, on any text."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.errors import ModelUnavailable
from curbside.retrieval import sameness, sameness_map
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


# Asked, the same, another with more of the words.
WORDS_MISLEAD = (
    (
        "How long am I contagious with the flu?",
        "When can I no longer give influenza to my family?",
        "How long does the cough of the flu last?",
    ),
    (
        "Can I fly with an ear infection?",
        "Is it a problem to get on a plane while my ear is inflamed?",
        "Can I swim with an ear infection?",
    ),
    (
        "Why does my knee hurt when I climb stairs?",
        "Going up steps gives me pain around the kneecap. What causes it?",
        "Can I climb stairs after a knee operation?",
    ),
    (
        "Is it safe to drink coffee with high blood pressure?",
        "My pressure runs at 160. May I have my morning espresso?",
        "Does high blood pressure come from coffee?",
    ),
    (
        "What helps against a stuffy nose at night?",
        "I cannot breathe through my nose when I lie down to sleep. What can I do?",
        "Why do I get a nosebleed at night?",
    ),
    (
        "Will my hair grow back after chemotherapy?",
        "I lost all my hair from the chemo. Does it return?",
        "Can I dye my hair during chemotherapy?",
    ),
    (
        "How soon can I exercise after a hernia operation?",
        "I had my hernia fixed. When may I go back to the gym?",
        "Can exercise cause a hernia?",
    ),
    (
        "Does a migraine show on an MRI?",
        "Can a scan of the head prove that I have migraines?",
        "Is an MRI dangerous for someone with migraine?",
    ),
    (
        "What is the best time to take iron tablets?",
        "Should I swallow my iron pills in the morning or in the evening?",
        "How long do I have to take iron tablets?",
    ),
    (
        "Can stress make eczema worse?",
        "My skin flares up before every exam. Is it the nerves?",
        "Can sweat make eczema worse?",
    ),
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


@pytest.fixture
def model_folder(tmp_path, monkeypatch):
    """A copy of the shipped map's folder, read instead of it."""
    folder = Path(shutil.copytree(sameness_map.MODEL_FOLDER, tmp_path / "sameness"))
    monkeypatch.setattr(sameness_map, "MODEL_FOLDER", folder)
    sameness_map.load_map.cache_clear()
    yield folder
    sameness_map.load_map.cache_clear()


def test_the_map_is_the_one_its_recipe_names_and_fits_the_shipped_encoder():
    recipe = json.loads((sameness_map.MODEL_FOLDER / "recipe.json").read_text())
    assert recipe["encoder"]["fingerprint"] == load_encoder().recipe.fingerprint
    assert sameness_map.load_map().table.shape == (recipe["dimension"], recipe["dimension"])


@pytest.mark.parametrize(("name", "content"), [("map.npy", None), ("map.npy", b"\x93NUMPY"), ("recipe.json", b"{}")])
def test_without_its_map_the_older_model_decides_and_the_log_says_so(model_folder, caplog, name, content):
    mapped = same(*SAME[0], encoder=load_encoder())
    sameness_map.load_map.cache_clear()
    file = model_folder / name
    file.unlink() if content is None else file.write_bytes(content)
    bare = same(*SAME[0], encoder=load_encoder())
    assert "sameness.map_missing" in caplog.text
    assert bare.same
    assert bare.score == round(sameness.likeness(*SAME[0], *load_encoder().encode(SAME[0])), 4) != mapped.score
    assert not same(*DIFFERENT[1], encoder=load_encoder()).same


def test_the_map_puts_the_same_question_first_more_often_than_the_cosine():
    """Ten made up for this test, of no corpus, most with the words of the wrong one; 5 and 3 at first sight."""
    encoder, fitted = load_encoder(), sameness_map.load_map()
    vectors = [encoder.encode(texts) for texts in WORDS_MISLEAD]
    by_cosine = sum(float(asked @ alike) > float(asked @ other) for asked, alike, other in vectors)
    by_map = sum(fitted.chance(asked, alike) > fitted.chance(asked, other) for asked, alike, other in vectors)
    assert by_map > by_cosine
