"""Each medicine stands in one table, and no reader takes one for a person."""

from curbside.knowledge.drugs import drug_names
from curbside.knowledge.names import load_names
from curbside.knowledge.tables import read_table


def test_no_medicine_is_a_name() -> None:
    words = {word for name in drug_names() for word in name.split()}
    assert {"ramipril", "sumatriptan", "folic", "ferrous"} <= words
    assert words <= load_names().nobody
    assert not words & load_names().sure


def test_each_medicine_is_listed_once() -> None:
    table = read_table("reply_checks_drugs.yaml")
    listed = [*table["drugs"], *table["named_only"]]
    assert len(listed) == len(set(listed)) == len(drug_names())
    assert not drug_names() & set(read_table("names.yaml")["nobody"].split())
