"""Searching with typos, other names and other spellings, as typed or corrected, and what is only related."""

import pytest

from curbside.retrieval.document import Document
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.onnx_encoder import load_encoder
from curbside.retrieval.synonyms import synonyms

DOCUMENTS = [
    Document(id="als", text="Could my calf be a sign of amyotrophic lateral sclerosis?"),
    Document(id="calf", text="My calf has been twitching after football"),
    Document(id="enuresis", text="Our son of six has nocturnal enuresis", department="pediatrics"),
    Document(id="fingers", text="Paresthesia in two fingers when I wake up"),
    Document(id="head", text="A dull headache every afternoon"),
    Document(id="attack", text="How long must I rest after a heart attack?"),
    Document(id="blood", text="Anaemia and tired: which iron tablets?"),
    Document(id="bowel", text="Watery diarrhea after a trip"),
    Document(id="drug", text="Does quaxolide make hands cold?"),
    Document(id="sleep", text="I lie awake until three every night"),
]


class Counting(HashEncoder):
    """Says how many texts it has encoded."""

    encoded = 0

    def encode(self, texts):
        self.encoded += len(texts)
        return super().encode(texts)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    made = Index(tmp_path_factory.mktemp("meaning") / "index", HashEncoder())
    made.upsert(DOCUMENTS)
    return made


def with_words(found):
    return [hit.id for hit in found.hits if not hit.related]


@pytest.mark.parametrize(
    ("typed", "searched", "first"),
    [
        ("twitchng", "twitching", "calf"),
        ("headake", "headache", "head"),
        ("hart atack", "heart attack", "attack"),
        ("quaxolde", "quaxolide", "drug"),
    ],
)
def test_a_typo_is_searched_as_meant_and_says_so(index, typed, searched, first):
    found = index.look_up(typed)
    assert (found.searched, found.suggestion) == (searched, "")
    assert with_words(found) == [first]


def test_exactly_as_typed_when_asked(index):
    found = index.look_up("headake", exact=True)
    assert (found.searched, found.suggestion, with_words(found)) == ("headake", "headache", [])


def test_a_correction_that_finds_nothing_is_only_suggested(index):
    found = index.look_up("palpitatons")
    assert (found.searched, found.suggestion, with_words(found)) == ("palpitatons", "palpitations", [])


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("MND", "als"),
        ("motor neuron disease", "als"),
        ("ALS", "als"),
        ("bedwetting", "enuresis"),
        ("pins and needles", "fingers"),
        ("tingling", "fingers"),
        ("myocardial infarction", "attack"),
        ("anemia", "blood"),
        ("anaemia", "blood"),
        ("diarrhoea", "bowel"),
    ],
)
def test_other_names_and_spellings_find_it(index, typed, id):
    found = index.look_up(typed)
    assert (found.searched, found.suggestion) == (typed, "")
    assert with_words(found) == [id]


def test_one_name_within_a_sentence_does_not_spoil_another(index):
    assert with_words(index.look_up("pins and needles in my fingers")) == ["fingers"]


def test_a_page_that_only_denies_it_comes_last(tmp_path):
    index = Index(tmp_path / "index", HashEncoder())
    index.upsert(
        [
            Document(id="denies", text="I have no pins and needles. My calf twitches."),
            Document(id="asks", text="Since last week there is tingling in my foot, under both toes and in the heel"),
        ]
    )
    assert with_words(index.look_up("pins and needles")) == ["asks", "denies"]
    assert with_words(index.look_up("calf")) == ["denies"]


def test_names_of_one_thing_know_each_other():
    assert {"amyotrophic lateral sclerosis", "ALS", "motor neuron disease"} <= set(synonyms().other_names("is it MND?"))
    assert "diarrhea" not in synonyms().other_names("it runs in the family")


def test_a_withdrawn_word_is_never_suggested(tmp_path):
    index = Index(tmp_path / "index", HashEncoder())
    index.upsert([*DOCUMENTS, Document(id="gone", text="My neighbour zubrowik coughs")])
    assert index.look_up("zubrowk").searched == "zubrowik"
    index.delete(["gone"])
    found = index.look_up("zubrowk")
    assert (found.searched, found.suggestion) == ("zubrowk", "")


def test_an_empty_index_costs_no_encoding_and_still_suggests(tmp_path):
    encoder = Counting()
    index = Index(tmp_path / "index", encoder)
    assert index.look_up("headake").suggestion == "headache"
    assert encoder.encoded == 0


def test_little_found_is_followed_by_what_is_near_in_meaning(tmp_path):
    index = Index(tmp_path / "index", load_encoder())
    index.upsert(DOCUMENTS)
    found = index.look_up("insomnia")
    assert [(hit.id, hit.related) for hit in found.hits] == [("sleep", True)]
    assert index.look_up("car insurance").hits == ()
    assert with_words(index.look_up("hart atack")) == ["attack"]
    assert not any(hit.related for hit in index.look_up('"insomnia"').hits)


def test_enough_found_needs_nothing_related(tmp_path):
    index = Index(tmp_path / "index", load_encoder())
    index.upsert([Document(id=str(n), text=f"Migraine number {n} in spring") for n in range(3)])
    index.upsert([Document(id="near", text="A pounding head on one side, light hurts my eyes")])
    assert {hit.id for hit in index.look_up("migraine").hits} == {"0", "1", "2"}
