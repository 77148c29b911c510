"""Vectors in a file of inverted lists: what it finds among many, what it looks through, and what damage it notices."""

import numpy as np
import pytest

from curbside.errors import IndexUnavailable
from curbside.retrieval import dense, inverted_lists
from curbside.retrieval.coded_vectors import CodedVectors
from curbside.retrieval.dense import Dense
from curbside.retrieval.document import EVERYTHING, Document, Filter
from curbside.retrieval.folder_engine import FolderEngine
from curbside.retrieval.store import StoredVector
from curbside.retrieval.vector_file import open_vectors, write_vectors
from tests.retrieval.documents import ENCODER

DIMENSION, CLUSTERS, COUNT = 48, 60, 12_000
DEPARTMENTS = ("cardiology", "allergy", "skin", "eyes")


def of_length_1(vectors):
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16).astype(np.float32)


@pytest.fixture(scope="module")
def clustered():
    random = np.random.default_rng(5)
    centres = of_length_1(random.standard_normal((CLUSTERS, DIMENSION)))
    noise = of_length_1(random.standard_normal((COUNT, DIMENSION)))
    return of_length_1(centres[random.integers(0, CLUSTERS, COUNT)] + 0.6 * noise)


@pytest.fixture(scope="module")
def scattered():
    return of_length_1(np.random.default_rng(6).standard_normal((COUNT, DIMENSION)))


@pytest.fixture(autouse=True)
def lists_from_a_thousand_on(monkeypatch):
    monkeypatch.setattr(inverted_lists, "COMPARED_ALL", 1000)
    monkeypatch.setattr(inverted_lists, "_OF_ONE_LIST", 100)
    monkeypatch.setattr(dense, "_LEAST", 100)
    monkeypatch.setattr(dense, "_FEW", 1000)


def department(number):
    """Allergy is rare: one in a hundred."""
    return "allergy" if number % 100 == 0 else DEPARTMENTS[2 * (number % 2)]


def stored(vectors, first=0):
    return (
        StoredVector(first + number + 1, vector.astype(np.float16).tobytes(), department(first + number), "en", "")
        for number, vector in enumerate(vectors)
    )


def written(folder, vectors):
    write_vectors(folder / "dense-1.vectors", stored(vectors), len(vectors), dimension=DIMENSION)
    return Dense(folder, "dense-1.vectors", dimension=DIMENSION)


def recall(opened, vectors, asked, admitted=EVERYTHING):
    """Part of the ten nearest that are among the candidates."""
    fits = np.array([admitted.department in ("", department(n)) for n in range(len(vectors))])
    shares = []
    for vector in asked:
        exact = np.argsort(-np.where(fits, vectors @ vector, -2))[:10]
        found = opened.nearest(vector, 100, admitted)
        assert all(fits[row - 1] for row in found)
        shares.append(len(found & {int(n) + 1 for n in exact}) / 10)
    return float(np.mean(shares))


@pytest.fixture
def looked_through(monkeypatch):
    """How many vectors were compared, a number per call."""
    compared = []
    products = CodedVectors.products
    monkeypatch.setattr(
        CodedVectors, "products", lambda self, codes: compared.append(len(self)) or products(self, codes)
    )
    return compared


def test_clustered_vectors_are_found_in_a_part_of_the_lists(tmp_path, clustered, looked_through):
    opened = written(tmp_path, clustered)
    asked = clustered[:40]
    assert recall(opened, clustered, asked) >= 0.99
    assert COUNT / 10 <= sum(looked_through) / len(asked) <= COUNT / 3


def test_vectors_without_any_order_are_found_by_looking_on(tmp_path, scattered, looked_through):
    opened = written(tmp_path, scattered)
    asked = of_length_1(np.random.default_rng(8).standard_normal((20, DIMENSION)))
    assert recall(opened, scattered, asked) >= 0.95
    assert sum(looked_through) / len(asked) > COUNT / 2


def test_small_clusters_are_not_looked_for_beyond_what_is_near(tmp_path, looked_through):
    random = np.random.default_rng(9)
    centres = of_length_1(random.standard_normal((COUNT // 20, DIMENSION)))
    noise = of_length_1(random.standard_normal((COUNT, DIMENSION)))
    vectors = of_length_1(centres[np.arange(COUNT) % len(centres)] + 0.4 * noise)
    opened = written(tmp_path, vectors)
    assert recall(opened, vectors, vectors[:40]) >= 0.95
    assert sum(looked_through) / 40 <= COUNT / 5


@pytest.mark.parametrize("name", ["allergy", "cardiology"])
def test_within_a_department_small_or_large_the_nearest_are_found(tmp_path, clustered, name):
    opened = written(tmp_path, clustered)
    assert recall(opened, clustered, clustered[:20], Filter(department=name)) >= 0.99
    assert len(opened.nearest(clustered[0], 200, Filter(department="allergy"))) == COUNT // 100
    assert opened.nearest(clustered[0], 100, Filter(department="nobody's")) == set()


def test_all_equal_vectors_lie_in_one_list_and_are_found(tmp_path, clustered):
    opened = written(tmp_path, np.repeat(clustered[:1], 1500, axis=0))
    assert len(opened.nearest(clustered[0], 100)) == 100


def test_newer_vectors_join_the_lists_there_are(tmp_path, clustered):
    older, newer = clustered[:10_000], clustered[10_000:]
    written(tmp_path, older)
    before = open_vectors(tmp_path / "dense-1.vectors", DIMENSION)
    write_vectors(tmp_path / "dense-2.vectors", stored(newer, len(older)), 5000, dimension=DIMENSION, start_from=before)
    after = open_vectors(tmp_path / "dense-2.vectors", DIMENSION)
    assert np.array_equal(after.centres, before.centres)
    assert sorted(after.vectors.rows.tolist()) == list(range(1, COUNT + 1))
    assert recall(Dense(tmp_path, "dense-2.vectors", dimension=DIMENSION), clustered, clustered[-40:]) >= 0.99
    assert not before.is_outgrown(COUNT)
    assert before.is_outgrown(2 * COUNT)


def test_newer_vectors_are_found_before_they_join(tmp_path, clustered):
    opened = written(tmp_path, clustered[:10_000])
    opened.extended(stored(clustered[10_000:], 10_000))
    assert opened.last_row == COUNT
    assert recall(opened, clustered, clustered[-20:]) >= 0.99
    assert recall(opened, clustered, clustered[-20:], Filter(department="allergy")) >= 0.99


@pytest.mark.parametrize("damage", ["missing", "empty", "head", "cut short", "tables", "facts", "other length"])
def test_a_damaged_file_is_noticed_when_it_is_opened(tmp_path, clustered, damage):
    path = tmp_path / "dense-1.vectors"
    written(tmp_path, clustered[:1500])
    whole = path.read_bytes()
    tables_at = 4096 + 1500 * DIMENSION
    broken = {
        "empty": b"",
        "head": b"CURBVEC9" + whole[8:],
        "cut short": whole[:-100],
        "tables": whole[: tables_at + 9] + b"\xff" + whole[tables_at + 10 :],
        "facts": whole[:-30] + b"?" * 30,
    }
    path.write_bytes(broken.get(damage, whole))
    if damage == "missing":
        path.unlink()
    with pytest.raises(IndexUnavailable, match=r"dense-1\.vectors"):
        open_vectors(path, 32 if damage == "other length" else DIMENSION)


def test_where_nearly_all_near_ones_were_withdrawn_others_are_proposed(tmp_path):
    engine = FolderEngine(tmp_path / "index", ENCODER.recipe)
    texts = [*(f"calf twitching at night {n}" for n in range(600)), *(f"a cough since week {n}" for n in range(600))]
    documents = [Document(id=str(n), text=text) for n, text in enumerate(texts)]
    engine.put(documents, ENCODER.encode(texts))
    engine.settle(always=True)
    engine.remove([str(n) for n in range(200)])
    (asked,) = ENCODER.encode(["calf twitching at night"])
    with engine.reading() as reader:
        rows = reader.nearest(asked, admitted=EVERYTHING, top_k=10)
        assert len(reader.wanted(rows, EVERYTHING)) >= 10
    engine.remove([str(n) for n in range(600)])
    with engine.reading() as reader:
        found = reader.wanted(reader.nearest(asked, admitted=EVERYTHING, top_k=10), EVERYTHING)
    assert len(found) >= 10
    assert all(stored.document.text.startswith("a cough") for stored in found)


def test_a_corpus_that_outgrows_its_lists_is_ordered_anew_under_its_readers(tmp_path, clustered):
    recipe = ENCODER.recipe.__class__("clustered", DIMENSION, "test")
    engine, reader_engine = (FolderEngine(tmp_path / "index", recipe) for _ in range(2))
    lists = []
    for at in (0, 900, 2000, 2500):
        upto = {0: 900, 900: 2000, 2000: 2500, 2500: 6000}[at]
        documents = [Document(id=str(n), text=f"question {n}", department=department(n)) for n in range(at, upto)]
        engine.put(documents, clustered[at:upto])
        engine.settle(always=True)
        (path,) = (tmp_path / "index").glob("dense-*.vectors")
        lists.append(len(open_vectors(path, DIMENSION).centres))
        with reader_engine.reading() as reader:
            rows = reader.nearest(clustered[upto - 1], admitted=EVERYTHING, top_k=10)
            assert str(upto - 1) in {found.document.id for found in reader.wanted(rows, EVERYTHING)}
    assert lists == [1, 20, 20, 60]
