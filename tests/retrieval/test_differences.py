"""What changes the answer tells two questions apart: age, sex, pregnancy, side, how long, what is denied. Made up."""

import pytest

from curbside.retrieval.document import Document
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.pair_features import apart
from curbside.retrieval.person_words import person_words

APART = (
    ("age", "My newborn has a cough", "My husband has a cough"),
    ("age", "My 3 month old will not sleep", "I am 44 and cannot sleep"),
    ("age", "Dose of syrup for a toddler", "Dose of syrup for my grandmother"),
    ("age", "Headaches at 9 years old", "Headaches at 71 years old"),
    ("age", "My teenager is always tired", "My granddad is always tired"),
    ("age", "62 yo with a swollen knee", "7 yo with a swollen knee"),
    ("age", "My baby of six months has a rash", "I am 30 and have a rash"),
    ("sex", "My wife has pain when passing water", "My husband has pain when passing water"),
    ("sex", "Hair loss in a woman of 40", "Hair loss in a man of 40"),
    ("sex", "My daughter, 15, has not grown since last year", "My boyfriend, 15, has not grown since last year"),
    ("pregnancy", "Can I take antihistamines?", "I am 12 weeks pregnant, can I take antihistamines?"),
    ("pregnancy", "Is sushi safe?", "Is sushi safe in the third trimester?"),
    ("pregnancy", "Ibuprofen for my back", "Ibuprofen for my back while breastfeeding"),
    ("pregnancy", "May I go to the sauna?", "May I go to the sauna during pregnancy?"),
    ("side", "Pain in the left flank", "Pain in the right flank"),
    ("side", "My right ear rings", "Both of my ears ring"),
    ("side", "Left calf swollen", "Right calf swollen"),
    ("duration", "A cough for 3 days", "A cough for 3 months"),
    ("duration", "Diarrhoea since yesterday", "Diarrhoea for six weeks"),
    ("duration", "My ankle hurts since this morning", "My ankle hurts for years"),
    ("duration", "I fell 2 hours ago", "I fell 5 weeks ago"),
    ("duration", "Hoarse for a week", "Hoarse for half a year"),
    ("negation", "Rash with fever", "Rash without fever"),
    ("negation", "My test was positive", "My test was negative"),
    ("negation", "I have chest pain", "I have no chest pain"),
    ("negation", "The mole is itchy", "The mole is not itchy"),
)
ALIKE = (
    ("My baby is 5 months old and coughs", "Our infant of 5 months has a cough"),
    ("I am 30 and have a rash", "I am 34, a rash on my arm"),
    ("My wife cannot sleep", "She lies awake, my wife of 40"),
    ("Am I pregnant after one missed pill?", "I missed a pill. Could I be pregnant?"),
    ("I am 9 weeks pregnant and feel sick", "How long does morning sickness last in pregnancy?"),
    ("Pain in my left knee", "My knee hurts, the left one"),
    ("A cough for two weeks", "Coughing for 3 weeks"),
    ("Fever for 2 days", "Hot since yesterday"),
    ("Rash without fever", "A rash, no fever"),
    ("I cannot sleep", "I do not sleep"),
    ("Itchy eyes", "My eyes itch and run, and it has lasted all of May now that the grass is in bloom again"),
)


@pytest.mark.parametrize(("name", "a", "b"), APART)
def test_what_changes_the_answer_is_seen(name, a, b):
    assert name in apart(a, b)
    assert apart(a, b) == apart(b, a)


@pytest.mark.parametrize(("a", "b"), ALIKE)
def test_what_changes_nothing_is_let_through(a, b):
    assert not apart(a, b)
    assert not apart(b, a)


def test_of_several_times_none_counts():
    assert person_words("For 3 days, after 2 years of peace, since 5 months ago").lasting_days is None
    assert person_words("for two weeks").lasting_days == 14


@pytest.mark.parametrize("text", ["", "old old old", "999 years old", "for ", "\ud800 no", "not" * 3000])
def test_any_text_can_be_read(text):
    assert not apart(text, text)


def test_the_one_of_the_same_age_comes_first(tmp_path):
    index = Index(tmp_path / "index", HashEncoder())
    index.upsert(
        [
            Document(id="adult", text="A grown man of 50 with a barking cough at night and noisy breath: croup?"),
            Document(id="child", text="A toddler with a barking cough at night and noisy breath: croup?"),
        ]
    )
    asked = "barking cough at night and noisy breath: croup?"
    toddler = [hit.id for hit in index.query(f"A toddler of 2 years with a {asked}")]
    adult = [hit.id for hit in index.query(f"A grown man of 55 with a {asked}")]
    assert toddler[0] == "child"
    assert adult[0] == "adult"
