"""One suite over both engines: what is put in is found by every reader in every process; bad input says so."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curbside.errors import BadInput, IndexUnavailable
from curbside.retrieval.document import Document
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.place import build_index, rebuild_index
from tests.retrieval.documents import DOCUMENTS, ENCODER


@pytest.fixture
def index(place):
    made = Index(place, ENCODER)
    assert made.upsert(DOCUMENTS) == 5
    return made


def ids(hits):
    return [hit.id for hit in hits]


def test_the_nearest_question_comes_first_and_says_why(index):
    hits = index.query("twitching of the calf at night", floor=False)
    assert ids(hits)[0] == "calf"
    assert set(hits[0].why) == {"twitching", "night", "calf"}
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_misspelt_word_finds_what_the_right_one_finds(index):
    hits = index.query("My tablets for the thyriod and milk", floor=False)
    assert ids(hits)[0] == "milk"
    assert "thyroid" in hits[0].why


def test_a_hit_says_what_differs_where_it_changes_the_answer(index):
    index.upsert(
        [
            Document(id="left", text="My left knee clicks on the stairs, I am 25 years old"),
            Document(id="old", text="My right knee clicks on the stairs, I am 80 years old"),
        ]
    )
    found = {hit.id: hit.apart for hit in index.query("My right knee clicks on the stairs, I am 27 years old")}
    assert found["left"] == ("side",)
    assert found["old"] == ("age",)


def test_nothing_close_gives_nothing_unless_the_floor_is_off(index):
    assert index.query("quantum chromodynamics lecture timetable") == ()
    assert index.query("quantum chromodynamics lecture timetable", floor=False)


def test_top_k_department_and_exclude_limit_the_hits(index):
    assert len(index.query("my calf", top_k=2, floor=False)) == 2
    assert ids(index.query("my calf", department="dermatology", floor=False)) == ["rash"]
    assert "calf" not in ids(index.query("my calf twitching", exclude=["calf"], floor=False))


def test_language_and_age_group_limit_the_hits_alone_and_together(index):
    texts = {"en": "My calf is twitching at night", "de": "Meine Wade zuckt, calf twitching at night"}
    groups = ("child", "adult", "")
    index.upsert(
        Document(id=f"{language}-{group}", text=text + group, language=language, age_group=group)
        for language, text in texts.items()
        for group in groups
    )
    assert ids(index.query("calf twitching", language="zh-hant", floor=False)) == ["chest"]
    assert set(ids(index.query("calf twitching", language="de", floor=False))) == {"de-child", "de-adult", "de-"}
    assert set(ids(index.query("calf twitching", age_group="child", floor=False))) == {"en-child", "de-child"}
    assert ids(index.query("calf twitching", language="de", age_group="adult", floor=False)) == ["de-adult"]
    assert ids(index.query("calf", language="en", age_group="child", department="ent", floor=False)) == []


@pytest.mark.parametrize("narrow", [{"department": "ent"}, {"language": "de"}, {"age_group": "child"}])
def test_a_rare_kind_is_found_behind_a_crowd(index, narrow):
    index.upsert(Document(id=f"n{n}", text=f"My calf is twitching {n}", department="neurology") for n in range(1200))
    index.upsert([Document(id="rare", text="Ringing in the ear", **narrow)])
    assert ids(index.query("My calf is twitching", floor=False, **narrow)) == ["rare"]


def test_a_corpus_with_repeated_ids_is_built_with_the_last_of_each(place):
    corpus = [Document(id=f"d{n % 1500}", text=f"Cough number {n}") for n in range(2500)]
    assert build_index(place, ENCODER, corpus) == 2500
    built = Index(place, ENCODER)
    assert built.count() == 1500
    assert ids(built.search('"cough number 2001"')) == ["d501"]
    assert built.search('"cough number 501"') == ()


def test_upsert_replaces_by_id(index):
    index.upsert([Document(id="calf", text="Burning feet in bed", department="neurology")])
    assert index.count() == 5
    assert ids(index.query("burning feet in bed"))[0] == "calf"
    assert index.search("twitching") == ()


def test_the_later_of_two_equal_ids_wins(index):
    index.upsert([Document(id="x", text="First words here"), Document(id="x", text="Second words there")])
    assert index.count() == 6
    assert index.search("second")
    assert not index.search("first")


def test_deleted_is_gone_from_query_search_and_count(index):
    assert index.delete(["calf", "nobody"]) == 1
    assert index.count() == 4
    assert "calf" not in ids(index.query("calf twitching at night", floor=False))
    assert index.search("twitching") == ()


def test_twins_are_shown_once(index):
    index.upsert([Document(id="calf2", text="My calf has been twitching at night for three weeks!")])
    hits = ids(index.query("calf twitching at night", floor=False))
    assert len({"calf", "calf2"} & set(hits)) == 1


def test_another_process_and_an_open_reader_see_every_change(index):
    reader = Index(index.place, ENCODER)
    assert reader.count() == 5
    script = (
        "import sys; from curbside.retrieval.place import place_of; from curbside.retrieval.index import Index;"
        "from curbside.retrieval.document import Document; from curbside.retrieval.hash_encoder import HashEncoder;"
        "i = Index(place_of(sys.argv[1]), HashEncoder()); print(i.query('calf twitching')[0].id);"
        "i.upsert([Document(id='new', text='A stye on my left eyelid')]); i.delete(['rash'])"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(index.place)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "calf"
    assert ids(reader.query("stye on the left eyelid"))[0] == "new"
    assert ids(reader.search("eyelid")) == ["new"]
    assert "rash" not in ids(reader.query("red itchy rash", floor=False))


def test_a_forked_reader_opens_its_own_files(index):
    assert index.count() == 5
    child = os.fork()
    if child == 0:
        os._exit(0 if index.query("calf twitching", floor=False)[0].id == "calf" else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_rebuilt_index_is_seen_by_open_readers(index):
    reader = Index(index.place, ENCODER)
    assert reader.count() == 5
    assert rebuild_index(index.place, ENCODER) == 5
    reader.upsert([Document(id="after", text="A cough after swimming")])
    assert reader.count() == index.count() == 6


def test_another_recipe_is_refused(index):
    with pytest.raises(IndexUnavailable, match="another encoder"):
        Index(index.place, HashEncoder(dimension=64))


def test_threads_share_one_index_while_it_changes(index):
    def ask(number: int) -> str:
        if number % 4 == 0:
            index.upsert([Document(id=f"t{number}", text=f"gallstones again{number}")])
        return index.query("calf twitching at night", floor=False)[0].id

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(ask, range(24))) == {"calf"}
    assert index.count() == 11


@pytest.mark.parametrize("text", ["", "  \n", "😀🎉", "\x00", "\ud800", "?!"])
def test_a_text_without_words_is_bad_input(index, text):
    for ask in (index.query, index.search):
        with pytest.raises(BadInput, match="words"):
            ask(text)


@pytest.mark.parametrize(
    "text", ["calf", "calf 😀", "pain " * 10_000, "胸口痛", "a" * 50_000, 'x" AND (', "\ud800calf"]
)
def test_odd_texts_get_an_answer(index, text):
    assert isinstance(index.query(text, floor=False), tuple)
    assert isinstance(index.search(text), tuple)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_gets_hits_or_bad_input(index, text):
    for ask in (index.query, index.search):
        try:
            hits = ask(text)
        except BadInput:
            continue
        assert all(0 <= hit.score <= 1 for hit in hits)


def test_bad_documents_are_refused(index):
    for document in (Document(id="", text="words"), Document(id="x", text=" ?"), Document(id="a\x00", text="words")):
        with pytest.raises(BadInput):
            index.upsert([document])
    with pytest.raises(BadInput):
        index.query("calf", top_k=0)
