"""The privacy reader's own layers read on from the shared reader; missing or changed files leave its own marks."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.privacy import layers, learned, redact
from curbside.clinical.privacy.identifiers import FILES, RECIPE, Mark, load_identifiers, shipped_identifiers
from curbside.clinical.reader_model import MODEL_FOLDER, REMEMBERED, load_model
from curbside.errors import ModelUnavailable

CALM = "Can I take cetirizine at night and still drive in the morning?"
NAMED = "me and ngozichukwu share one inhaler, is that ok"


def test_they_are_shipped_for_this_very_reader() -> None:
    assert layers() == ("rules", "learned", "identifiers")
    shared = json.loads((MODEL_FOLDER / "recipe.json").read_text())["sha256"]["model.onnx"]
    assert json.loads((MODEL_FOLDER / RECIPE).read_text())["sha256"]["model.onnx"] == shared


def test_what_lies_below_is_the_same_read_with_the_whole_reader_or_alone() -> None:
    own, model = load_identifiers(MODEL_FOLDER), load_model(MODEL_FOLDER)
    for text in (NAMED, "Ada. " * 300, ""):
        alone = model.states(text, own._below)
        model.read(text)
        whole = model.states(text, None)
        assert whole.rows == alone.rows
        assert list(whole.windows) == list(alone.windows)
        assert len(whole.offsets) == len(alone.offsets)


def test_a_name_asks_the_second_layer_and_a_calm_text_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    own, model = load_identifiers(MODEL_FOLDER), load_model(MODEL_FOLDER)
    first, second = own._looks
    asked: list[str] = []

    class Spied:
        def run(self, *given: object) -> object:
            asked.append("second")
            return second.run(*given)

    monkeypatch.setattr(own, "_looks", (first, Spied()))
    assert max(mark.identifies for mark in own.marks(CALM, model)) < own.settled.doubt
    assert asked == []
    marks = {mark.start: mark for mark in own.marks(NAMED, model)}
    assert asked == ["second"]
    assert marks[NAMED.index("ngozi")].tag == "NAME"
    assert marks[NAMED.index("ngozi")].identifies > 0.5 > marks[NAMED.index("share")].identifies


def test_a_suspicion_counts_where_the_shared_reader_is_sure() -> None:
    text = "so zz and vi agreed"
    marks = tuple(Mark(at, at + 2, "NAME", share) for at, share in ((3, 0.4), (10, 0.4)))
    surer = (Mark(3, 5, "NAME", 0.9), Mark(10, 12, "NAME", 0.2))
    settled = {"NAME": 0.9}, {"listed": 0.0, "unknown": 0.0, "ambiguous": 0.0, "everyday": 0.0}
    found = learned._words(text, learned._Reading(marks, *settled, lambda: surer, suspect=0.3, seconded=0.8))
    assert [text[start:end] for start, end, _ in found] == ["zz"]
    assert not list(learned._words(text, learned._Reading(marks, *settled, lambda: surer, suspect=0.5, seconded=0.8)))
    assert not list(learned._words(text, learned._Reading(marks, *settled)))


def test_a_name_is_judged_by_all_its_parts() -> None:
    # "the can-nu-la hurts"
    marks = (Mark(4, 7, "NAME", 0.1), Mark(7, 9, "NAME", 0.2), Mark(9, 11, "NAME", 0.9))
    reading = learned._Reading(marks, {"NAME": 0.8}, dict(learned.LEANS), lambda: marks)
    assert reading.share(0, 3) == (pytest.approx(0.4), "NAME")
    assert learned._Reading(marks, {"NAME": 0.8}, dict(learned.LEANS)).share(0, 3) == (0.9, "NAME")


def test_texts_are_remembered_by_digest_alone() -> None:
    own, model = load_identifiers(MODEL_FOLDER), load_model(MODEL_FOLDER)
    for number in range(REMEMBERED + 2):
        own.marks(f"Ludmila has knee number {number}.", model)
    assert len(own._lately) == REMEMBERED
    assert "Ludmila" not in repr(own._lately)
    assert "Ludmila" not in repr(model._below)


@pytest.mark.parametrize("name", [*FILES, RECIPE])
def test_a_missing_or_changed_file_says_so(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "reader"
    shutil.copytree(MODEL_FOLDER, folder)
    (folder / name).write_bytes((folder / name).read_bytes() + b" changed" if name != RECIPE else b"[]")
    with pytest.raises(ModelUnavailable, match="Reinstall"):
        load_identifiers(folder)
    (folder / name).unlink()
    with pytest.raises(ModelUnavailable, match="Reinstall"):
        load_identifiers(folder)


def test_without_them_the_shared_readers_marks_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "shipped_identifiers", lambda: None)
    assert layers() == ("rules", "learned")
    assert "obinna" not in redact("me and obinna have been married two years and now his knee clicks").text
    monkeypatch.setattr(learned, "shipped_model", lambda: None)
    assert layers() == ("rules",)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_marked_inside_itself(text: str) -> None:
    own, model = shipped_identifiers(), learned.shipped_model()
    assert own is not None
    assert model is not None
    for mark in own.marks(text, model):
        assert 0 <= mark.start <= mark.end <= len(text)
        assert 0 <= mark.identifies <= 1
    assert redact(redact(text).text).spans == ()
