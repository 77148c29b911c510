"""What every encoder keeps, and that the shipped one is whole, stable and knows near from far."""

import hashlib
import json
import shutil

import numpy as np
import pytest

from curbside.errors import ModelUnavailable
from curbside.retrieval.document import Document
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.onnx_encoder import MODEL_FOLDER, OnnxEncoder, load_encoder

ODD = ("", "😀", "\ud800", "\x00", "胸口痛", "pain " * 10_000)


@pytest.fixture(scope="module", params=["minilm", "hash"])
def encoder(request):
    return load_encoder() if request.param == "minilm" else HashEncoder()


def test_rows_have_length_one_on_any_text(encoder):
    vectors = encoder.encode(ODD)
    assert vectors.shape == (len(ODD), encoder.recipe.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(encoder):
    texts = ["My calf twitches", "pain " * 200, "Is milk bad with thyroid tablets?"]
    together = encoder.encode(texts)
    for row, text in enumerate(texts):
        assert together[row] @ encoder.encode([text])[0] > 0.9999


def test_nothing_in_nothing_out(encoder):
    assert encoder.encode([]).shape == (0, encoder.recipe.dimension)


def test_the_shipped_model_knows_near_from_far():
    a, near, far = load_encoder().encode(
        ["Can I drink wine while on antibiotics?", "Is alcohol allowed with amoxicillin?", "My knee clicks on stairs"]
    )
    assert a @ near > 0.6 > 0.3 > a @ far


def test_threads_change_nothing():
    texts = ["My calf twitches", "A cough at night", "A red eye"]
    assert np.allclose(OnnxEncoder(MODEL_FOLDER, threads=2).encode(texts), load_encoder().encode(texts), atol=1e-5)


def test_the_shipped_files_are_those_of_the_recipe():
    recipe = json.loads((MODEL_FOLDER / "recipe.json").read_text())
    for name, digest in recipe["files"].items():
        assert hashlib.sha256((MODEL_FOLDER / name).read_bytes()).hexdigest() == digest
    assert recipe["cosine_to_float"]["least"] > 0.97
    assert "Apache License" in (MODEL_FOLDER / "LICENSE").read_text()
    assert (MODEL_FOLDER / "card.md").exists()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "recipe.json"])
def test_a_missing_or_broken_file_is_named(tmp_path, name):
    folder = tmp_path / "model"
    shutil.copytree(MODEL_FOLDER, folder)
    (folder / name).write_bytes(b"broken")
    with pytest.raises(ModelUnavailable):
        OnnxEncoder(folder)
    (folder / name).unlink()
    with pytest.raises(ModelUnavailable, match=name):
        OnnxEncoder(folder)


def test_paraphrases_are_found_and_strangers_are_not(tmp_path):
    index = Index(tmp_path / "index", load_encoder())
    index.upsert(
        [
            Document(id="wine", text="Is alcohol allowed while I take amoxicillin?"),
            Document(id="dose", text="How many amoxicillin capsules should a child of six take?"),
            Document(id="knee", text="My knee clicks when I climb stairs"),
        ]
    )
    hits = index.query("Can I have a glass of wine during a course of antibiotics?")
    assert hits[0].id == "wine"
    assert "knee" not in {hit.id for hit in hits}
    assert index.query("Which bus goes to the museum?") == ()
