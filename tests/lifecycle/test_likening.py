"""Lists of similar answers: several doctors, and what differs in words."""

import pytest

from curbside.web.lifecycle.finding import of_several_doctors
from curbside.web.publishing.models import Publication
from curbside.web.similar.differences import differences


def test_a_third_answer_of_one_doctor_stands_behind_those_of_others():
    doctors = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 1, "f": 3}
    pages = [Publication(ref=ref, doctor_id=doctor) for ref, doctor in doctors.items()]
    assert [page.ref for page in of_several_doctors(pages)] == ["a", "b", "d", "f", "c", "e"]
    assert of_several_doctors(pages[:3]) == pages[:3]
    assert of_several_doctors([]) == []


@pytest.mark.parametrize(
    ("sexes", "bands", "said"),
    [
        (("female", "male"), ("30-39", "30-39"), ["sex"]),
        (("", "male"), ("", "70-79"), []),  # not said is no difference
        (("male", "male"), ("30-39", "40-49"), []),  # neighbours
        (("male", "male"), ("1-4", "30-39"), ["age"]),
    ],
)
def test_what_was_ticked_differs_where_both_said_it(sexes, bands, said):
    assert differences((), sexes=sexes, bands=bands) == said


def test_what_the_texts_say_is_named_in_plain_words_and_once():
    read = ("negation", "side", "age")
    assert differences(read, sexes=("male", "male"), bands=("1-4", "30-39")) == [
        "age",
        "the side of the body",
        "a symptom that one has and the other has not",
    ]
