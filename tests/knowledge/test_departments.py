"""The departments' ids are the published ones, each with a label and a plain description."""

from curbside.knowledge.departments import department_ids, departments

PUBLISHED = [
    "family-medicine",
    "neurology",
    "neurosurgery",
    "cardiology",
    "dermatology",
    "obstetrics-gynecology",
    "psychiatry",
    "orthopedics",
    "urology",
    "ent",
    "gastroenterology",
    "pediatrics",
    "endocrinology",
    "dentistry",
    "ophthalmology",
    "pulmonology",
    "rheumatology",
    "hematology",
    "oncology",
    "nephrology",
    "infectious-disease",
    "allergy",
    "rehabilitation",
]


def test_ids_are_the_published_ones() -> None:
    assert department_ids() == set(PUBLISHED)
    assert len(departments()) == len(PUBLISHED)


def test_every_department_has_a_label_and_one_sentence() -> None:
    for department in departments():
        assert department.label[0].isupper()
        assert department.description.endswith(".")
        assert 10 < len(department.description) < 90
