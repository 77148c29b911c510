"""What the search box understands: phrases, synonyms, typos, Chinese characters, departments."""

from contextlib import suppress

import pytest

from curbside.errors import BadInput, KnowledgeError
from curbside.retrieval.document import Document
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.synonyms import parse_synonyms, synonyms, term_of
from tests.pace import idle_seconds


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    made = Index(tmp_path_factory.mktemp("search") / "index", HashEncoder())
    made.upsert(
        [
            Document(
                id="infarct",
                text="Stairs after a myocardial infarction",
                answer="Begin slowly.",
                department="cardiology",
            ),
            Document(id="attack", text="Can a heart attack come back?", department="cardiology"),
            Document(id="panic", text="An attack of panic makes my heart race", department="psychiatry"),
            Document(id="diabetes", text="Diabetes and travel: where do I keep insulin?", department="endocrinology"),
            Document(id="chest", text="胸口痛三天，需要看醫生嗎？", department="cardiology"),
            Document(id="belly", text="肚子痛和發燒", department="gastroenterology"),
            Document(id="answer", text="Is it normal?", answer="Tinnitus often fades.", department="ent"),
        ]
    )
    return made


def found(index, words, **more):
    return [hit.id for hit in index.search(words, **more)]


def test_lay_words_find_medical_ones_and_back(index):
    assert set(found(index, "heart attack")) >= {"infarct", "attack"}
    assert set(found(index, "myocardial infarction")) >= {"infarct", "attack"}
    assert found(index, "myocardial infarction")[0] == "infarct"


def test_quotes_keep_words_together(index):
    assert found(index, '"heart attack"') == ["attack"]
    assert found(index, "“heart attack”") == ["attack"]
    assert found(index, '"attack of panic"') == ["panic"]
    assert found(index, '"panic of attack"') == []


@pytest.mark.parametrize("typo", ["diabtes", "diabetis", "daibetes", "insuline"])
def test_a_typo_still_finds(index, typo):
    assert found(index, typo) == ["diabetes"]


def test_repeating_a_word_asks_for_no_more_of_it(index):
    assert found(index, "insulin travel") == found(index, "insulin insulin insulin travel") == ["diabetes"]


@pytest.mark.parametrize("words", ['"' * 10_000, '"a ' * 5_000, "xqzvw " * 2_000, "痛" * 10_000, "a\u0301" * 5_000])
def test_hostile_words_are_answered_quickly(index, words):
    def search(_: int) -> None:
        with suppress(BadInput):
            index.search(words)

    assert idle_seconds(search) < 0.5


def test_short_words_are_taken_as_written(index):
    assert found(index, "pank") == []


def test_chinese_is_found_by_characters(index):
    assert found(index, "胸口痛")[0] == "chest"
    assert found(index, "發燒") == ["belly"]
    assert set(found(index, "痛")) == {"chest", "belly"}


def test_the_answer_counts_and_the_department_filters(index):
    assert found(index, "tinnitus") == ["answer"]
    assert found(index, "attack", department="psychiatry") == ["panic"]


def test_the_table_is_sourced_and_large():
    table = synonyms()
    ways = {frozenset((term, other)) for term, others in table.others.items() for other in others}
    assert len(ways) >= 400
    assert ("myocardi", "infarct") in table.others[("heart", "attack")]


@pytest.mark.parametrize(
    ("lay", "medical"),
    [
        ("flu", "influenza"),
        ("C-section", "cesarean section"),
        ("spinal tap", "lumbar puncture"),
        ("night sweats", "nocturnal hyperhidrosis"),
        ("runner's knee", "patellofemoral syndrome"),
        ("fungal nail infection", "onychomycosis"),
    ],
)
def test_lay_and_medical_name_lead_to_each_other(lay, medical):
    table = synonyms()
    assert term_of(medical) in table.others[term_of(lay)]
    assert term_of(lay) in table.others[term_of(medical)]


@pytest.mark.parametrize(
    "broken",
    [
        "pairs: [",
        "pairs: []",
        "sources: {}\npairs:\n- {lay: a, medical: b, source: x}",
        "sources: {x: {}}\npairs:\n- {lay: a, source: x}",
        'sources: {x: {}}\npairs:\n- {lay: a, medical: "?", source: x}',
    ],
)
def test_a_broken_table_names_the_place(broken):
    with pytest.raises(KnowledgeError, match=r"synonyms\.yaml"):
        parse_synonyms(broken)
