"""The vocabulary is large, whole, and covers every department."""

import re

from curbside.knowledge.departments import department_ids
from curbside.knowledge.vocabulary import concepts, sites


def test_size_and_kinds() -> None:
    kinds = [concept.kind for concept in concepts().values()]
    assert len(kinds) >= 350
    assert kinds.count("medicine") >= 80
    assert sum(concept.feared for concept in concepts().values()) >= 40


def test_every_department_is_reachable() -> None:
    assert {department for one in concepts().values() for department, _ in one.departments} == department_ids()


def test_hpo_ids_are_well_formed() -> None:
    ids = [concept.hpo for concept in concepts().values() if concept.hpo]
    assert len(ids) > 200
    assert all(re.fullmatch(r"HP:\d{7}", one) for one in ids)
    assert concepts()["twitching"].hpo == "HP:0002380"


def test_site_pains_name_known_sites() -> None:
    assert all(concept.site in sites() for concept in concepts().values() if concept.site)
