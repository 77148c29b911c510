"""What the search box understands when PostgreSQL keeps the index, and what happens when it does not answer."""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from curbside.errors import IndexUnavailable
from curbside.retrieval.document import EVERYTHING, Document
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.place import place_of, rebuild_index

DOCUMENTS = (
    Document(
        id="infarct", text="Stairs after a myocardial infarction", answer="Begin slowly.", department="cardiology"
    ),
    Document(id="attack", text="Can a heart attack come back?", department="cardiology"),
    Document(id="panic", text="An attack of panic makes my heart race", department="psychiatry"),
    Document(id="chest", text="胸口痛三天，需要看醫生嗎？", department="cardiology"),
    Document(id="belly", text="肚子痛和發燒", department="gastroenterology"),
    Document(id="answer", text="Is it normal? O'Neill\\ said so.", answer="Tinnitus often fades.", department="ent"),
)


@pytest.fixture
def index(postgres):
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute("DROP SCHEMA IF EXISTS curbside_index CASCADE")
    made = Index(postgres, HashEncoder())
    made.upsert(DOCUMENTS)
    return made


def found(index, words, **more):
    return [hit.id for hit in index.search(words, **more) if not hit.related]


def test_lay_words_find_medical_ones_and_back(index):
    assert set(found(index, "heart attack")) >= {"infarct", "attack"}
    assert set(found(index, "myocardial infarction")) >= {"infarct", "attack"}


def test_quotes_keep_words_together(index):
    assert found(index, '"heart attack"') == ["attack"]
    assert found(index, '"attack of panic"') == ["panic"]
    assert found(index, '"panic of attack"') == []


def test_chinese_is_found_by_characters(index):
    assert found(index, "胸口痛") == ["chest"]
    assert found(index, "發燒") == ["belly"]
    assert set(found(index, "痛")) == {"chest", "belly"}


def test_the_answer_counts_the_department_narrows_and_a_known_misspelling_is_put_right(index):
    assert found(index, "tinnitus") == ["answer"]
    assert found(index, "attack", department="psychiatry") == ["panic"]
    assert set(found(index, "hart atack")) >= {"attack"}


@pytest.mark.parametrize("words", ["O'Neill\\", "a' | 'b", "%s", "x & !y", "neill:*"])
def test_what_means_something_to_sql_is_taken_as_words(index, words):
    assert isinstance(index.look_up(words).hits, tuple)
    assert isinstance(index.query(words, floor=False), tuple)


def test_rare_words_decide_between_candidates_equally_near(index):
    with index.engine.reading() as reader:
        vector = index.encoder.encode(["heart"])[0]
        found = reader.alike("panic in my heart", vector, admitted=EVERYTHING, top_k=6)
    evidence = {each.document.id: found.evidence[each.row] for each in found.stored}
    assert evidence["panic"] == max(evidence.values()) > evidence["attack"] > evidence["belly"] == 0


def test_a_server_that_is_gone_and_tables_that_are_gone_say_so(index):
    with pytest.raises(IndexUnavailable, match="PostgreSQL"):
        Index("postgresql://nobody@127.0.0.1:1/none", HashEncoder())
    with psycopg.connect(index.place, autocommit=True) as db:
        db.execute("DROP SCHEMA curbside_index CASCADE")
    with pytest.raises(IndexUnavailable, match="PostgreSQL"):
        index.query("heart attack")
    with pytest.raises(IndexUnavailable, match="no documents"):
        rebuild_index(index.place, HashEncoder())
    assert Index(index.place, HashEncoder()).count() == 0


def test_an_index_of_another_encoder_is_rebuilt_in_place(index):
    other = HashEncoder(dimension=64)
    assert rebuild_index(index.place, other) == len(DOCUMENTS)
    with pytest.raises(IndexUnavailable, match="another encoder"):
        index.query("heart attack")
    assert Index(index.place, other).query("Can a heart attack come back?")[0].id == "attack"


def test_a_change_during_a_rebuild_waits_and_is_not_lost_while_readers_go_on(index):
    begun, go_on = threading.Event(), threading.Event()

    class Slow(HashEncoder):
        def encode(self, texts):
            begun.set()
            assert go_on.wait(60)
            return super().encode(texts)

    with ThreadPoolExecutor(2) as pool:
        rebuilding = pool.submit(rebuild_index, index.place, Slow())
        assert begun.wait(60)
        changing = pool.submit(index.upsert, [Document(id="late", text="A stye on my left eyelid")])
        assert index.query("Can a heart attack come back?")[0].id == "attack"
        assert not changing.done()
        go_on.set()
        assert rebuilding.result(60) == len(DOCUMENTS)
        assert changing.result(60) == 1
    assert index.count() == len(DOCUMENTS) + 1


def test_an_address_is_told_from_a_folder(tmp_path):
    assert place_of("postgres://db/x") == "postgres://db/x"
    assert place_of(str(tmp_path)) == tmp_path
