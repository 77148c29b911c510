"""Routing by meaning: the shipped layers and no others, who always leads, any text, and short time for long texts."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.reader_model import MODEL_FOLDER, REMEMBERED, shipped_model
from curbside.clinical.routing import choice, layers, meaning, route, route_findings
from curbside.clinical.routing.choice import LESS_LIKELY
from curbside.clinical.routing.meaning import (
    FILES,
    MOST_TOKENS,
    MOST_WORDS,
    RECIPE,
    MeaningLayers,
    kept_tokens,
    load_layers,
    meaning_model,
)
from curbside.errors import ModelUnavailable
from curbside.knowledge.departments import department_ids


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("Everything I look at seems to have a halo and the edges are washed out.", "ophthalmology"),
        ("I get winded tying my shoes and my cough brings up slime.", "pulmonology"),
        ("Nothing makes me happy any longer, I just stare at the wall.", "psychiatry"),
        ("My biceps went pop when I lifted the sofa.", "orthopedics"),
        ("Monthlies come twice as often since I turned 45.", "obstetrics-gynecology"),
    ],
)
def test_what_no_list_of_words_has_finds_its_department(text: str, department: str) -> None:
    assert route(text).departments[0].department == department


def test_the_shipped_layers_are_those_the_weights_were_fitted_on() -> None:
    assert layers() == ("rules", "words", "meaning")


def test_layers_that_are_not_those_of_their_recipe_are_refused(tmp_path: Path) -> None:
    for name in (*FILES, RECIPE):
        shutil.copy(MODEL_FOLDER / name, tmp_path / name)
    load_layers(tmp_path)
    with (tmp_path / "meaning.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelUnavailable, match="not those of its recipe"):
        load_layers(tmp_path)


def test_without_the_layers_rules_and_words_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    meaning_model.cache_clear()
    monkeypatch.setattr(meaning, "load_layers", missing)
    try:
        assert layers() == ("rules", "words")
        assert route("I get winded tying my shoes.").departments
    finally:
        meaning_model.cache_clear()


def missing(folder: Path) -> MeaningLayers:
    raise ModelUnavailable(f"nothing in {folder}")


@pytest.mark.parametrize(
    ("text", "facts", "department"),
    [
        ("My son has an itchy rash.", {"age_years": 4.0}, "pediatrics"),
        ("I have a headache.", {"pregnant": True}, "obstetrics-gynecology"),
        ("My eyes are dry after laser surgery and I have a toothache.", {"pregnant": True}, "obstetrics-gynecology"),
        ("My knee hurts, I have a rash and a cough, and I want to kill myself.", {}, "psychiatry"),
        ("She is 9, has an itchy rash and says she wants to kill herself.", {"age_years": 9.0}, "psychiatry"),
        ("She has an itchy rash and wants to kill herself.", {"age_years": 5.0}, "psychiatry"),
    ],
)
def test_who_the_person_is_and_a_crisis_lead_whatever_the_meaning(
    text: str, facts: dict[str, float | bool], department: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for model in (meaning_model(), None):
        monkeypatch.setattr(choice, "meaning_model", lambda model=model: model)
        assert route(text, **facts).departments[0].department == department  # type: ignore[arg-type]


def test_a_school_child_with_a_clear_complaint_goes_to_its_organ_with_pediatrics_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for model in (meaning_model(), None):
        monkeypatch.setattr(choice, "meaning_model", lambda model=model: model)
        first, second, *_ = route("She has migraines with zigzag lights.", age_years=12).departments
        assert (first.department, second.department) == ("neurology", "pediatrics")


@pytest.mark.parametrize(
    ("text", "not_there"),
    [
        ("My father wets the bed.", "pediatrics"),
        ("No headache, no numbness, my knee hurts.", "neurology"),
    ],
)
def test_the_grown_up_and_the_denied_stay_out(text: str, not_there: str) -> None:
    assert not_there not in {one.department for one in route(text).departments}


def test_the_list_is_filled_up_to_three_and_says_what_is_less_likely() -> None:
    first, *others = route("My knee clicks.").departments
    assert first.reason == "Because of: the wording as a whole, knee clicks."
    assert [one.reason for one in others] == [LESS_LIKELY, LESS_LIKELY]
    assert all(one.score < 0.05 for one in others)


def test_the_best_guess_of_meaning_stays_first_however_unsure_and_is_said_to_be_unsure() -> None:
    names = sorted(department_ids())
    learned = {name: 0.15 if name == "ent" else 0.85 / (len(names) - 1) for name in names}
    by_words, by_meaning = (route_findings((), learned=learned, least_guess=least) for least in (0.2, 0.0))
    assert by_words.departments[0].department == "family-medicine"
    assert by_meaning.departments[0].department == "ent"
    assert by_words.abstain
    assert by_meaning.abstain
    assert route("Thanks in advance for any help.").abstain


def test_other_scripts_are_left_to_the_rules() -> None:
    assert route("我头疼").departments[0].department == "neurology"
    model = meaning_model()
    assert model is not None
    assert model.scores("我头疼", "我头疼") == {}


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_ranked(text: str) -> None:
    departments = route(text).departments
    assert 1 <= len(departments) <= 3
    assert {one.department for one in departments} <= department_ids()
    assert all(0 <= one.score <= 1 for one in departments)


def test_no_more_than_the_first_words_are_read() -> None:
    many = [(at, at + 4) for at in range(0, 1_000, 5)]
    assert kept_tokens("word " * 200, many) == list(range(MOST_WORDS))
    assert kept_tokens("x" * 1_000, [(at, at + 1) for at in range(1_000)]) == list(range(MOST_TOKENS))


def test_what_is_blanked_out_is_not_read() -> None:
    assert kept_tokens("an ear     hurts", [(0, 2), (3, 6), (7, 10), (11, 16)]) == [0, 1, 3]
    assert kept_tokens("    ", [(0, 2), (2, 4)]) == []


def test_what_is_blanked_out_moves_the_vector_hardly_and_what_stands_there_does() -> None:
    model = meaning_model()
    assert model is not None
    text = "No headache at all. My knee clicks on the stairs."
    own = " " * 19 + text[19:]
    alone = model.layers.vector(own.strip(), own.strip(), model.reader)
    masked, whole = (model.layers.vector(text, said, model.reader) for said in (own, text))
    assert alone is not None
    assert masked is not None
    assert whole is not None
    assert alone @ masked > 0.9 > alone @ whole


def test_scores_are_weights_times_nearness_to_the_centres() -> None:
    model = meaning_model()
    assert model is not None
    two = replace(
        model,
        departments=("ent", "urology"),
        centres=np.array([[1.0, 0.0], [0.0, 1.0]], dtype=np.float32),
        weights=np.array([[1.0, 0.0], [0.0, 2.0]], dtype=np.float32),
        bias=np.array([0.5, 0.0], dtype=np.float32),
        width=1.0,
        layers=cast(MeaningLayers, SimpleNamespace(vector=lambda *_: np.array([1.0, 0.0], dtype=np.float32))),
    )
    # Cosines 1 and 0: the kernel is 1 and 1/e.
    assert two.scores("an ear", "an ear") == pytest.approx({"ent": 1.5, "urology": 2 / np.e}, rel=1e-6)


def test_a_text_that_was_just_read_is_not_read_again_and_few_are_remembered() -> None:
    layers, reader = load_layers(MODEL_FOLDER), shipped_model()
    assert reader is not None
    text = "My knee clicks on the stairs."
    first = layers.vector(text, text, reader)
    assert layers.vector(text, text, reader) is first
    assert layers.vector(text, " " * len(text), reader) is None
    for number in range(20):
        layers.vector(f"{text} {number}", f"{text} {number}", reader)
    assert len(layers._lately) <= REMEMBERED
    again = layers.vector(text, text, reader)
    assert again is not first
    assert np.array_equal(again, first)  # type: ignore[arg-type]


def test_the_file_is_small_and_holds_numbers_only() -> None:
    model = meaning_model()
    assert model is not None
    assert set(model.departments) == department_ids()
    assert model.centres.nbytes + model.weights.nbytes < 5_000_000
