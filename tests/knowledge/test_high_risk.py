"""Topics a second reader always looks at: each of them exists, each kind of harm of the source is there."""

from curbside.knowledge.high_risk import high_risk_topics
from curbside.knowledge.tables import read_table
from curbside.knowledge.topics import topics


def test_every_slug_is_a_topic():
    assert sorted(set(high_risk_topics()) - set(topics())) == []


def test_the_three_groups_of_the_source_are_there():
    assert {"vessels", "infections", "cancers"} <= set(high_risk_topics().values())
    assert high_risk_topics()["stroke"] == "vessels"
    assert "common-cold" not in high_risk_topics()


def test_the_table_says_where_it_is_from_and_that_nobody_reviewed_it():
    table = read_table("high_risk.yaml")
    assert table["reviewed_by"] is None
    assert table["source"]["url"].startswith("https://")
