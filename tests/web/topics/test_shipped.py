"""Shipped topics come into the database once, follow the package while untouched, and never overwrite an operator."""

from dataclasses import replace

import pytest

from curbside.knowledge.topic_table import table_hash, table_of
from curbside.knowledge.topics import packaged_topics
from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.audit.models import AuditEntry
from curbside.web.topics.models import Topic, TopicVersion
from curbside.web.topics.queries import engine_topics, seen_mark
from tests.web import story
from tests.web.story import NOW
from tests.web.topics.edited import with_line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded():
    story.load_knowledge()


@pytest.fixture
def newer(monkeypatch):
    """The package with a new title for hives."""
    shipped = dict(packaged_topics())
    shipped["hives"] = replace(shipped["hives"], title="Hives and nettle rash")
    monkeypatch.setattr("curbside.web.topics.shipped.packaged_topics", lambda: shipped)


def publish_edit(line="Cool cloths can ease the itch."):
    writer = story.viewer_of(story.make_user(Role.REVIEWER))
    table = with_line("hives", "self_care", line)
    version = lifecycle.propose_topic_version(
        Topic.objects.get(pk="hives"), writer, table, note="What nurses tell.", now=NOW
    )
    page = story.viewer_of(story.make_moderator())
    lifecycle.publish_topic_version(version, page, seen=seen_mark(version), now=NOW)
    return table


def test_the_database_holds_what_the_package_says():
    hashes = {slug: table_hash(table_of(topic)) for slug, topic in packaged_topics().items()}
    assert {slug: table_hash(table_of(topic)) for slug, topic in engine_topics().items()} == hashes
    assert TopicVersion.objects.count() == len(packaged_topics())


def test_loading_again_changes_nothing():
    loaded = lifecycle.take_shipped_topics(now=NOW)
    assert (loaded.changed, loaded.offered) == (0, 0)
    assert TopicVersion.objects.count() == len(packaged_topics())


def test_an_untouched_topic_follows_the_package_as_a_new_version(newer):
    assert lifecycle.take_shipped_topics(now=NOW).changed == 1
    topic = Topic.objects.get(pk="hives")
    assert (topic.title, topic.version) == ("Hives and nettle rash", 2)
    assert [version.number for version in topic.versions.all()] == [2, 1]
    assert AuditEntry.objects.filter(action="topics.load", detail__changed=1).count() == 1


def test_an_edited_topic_stays_and_gets_the_change_offered_once(request):
    publish_edit()
    request.getfixturevalue("newer")
    assert lifecycle.take_shipped_topics(now=NOW).offered == 1
    assert lifecycle.take_shipped_topics(now=NOW).offered == 0
    topic = Topic.objects.get(pk="hives")
    assert (topic.title, topic.version) == ("Hives (urticaria)", 2)
    assert "Cool cloths" in str(topic.sections)
    offer = topic.versions.get(state="proposed")
    assert (offer.origin, offer.content["title"]) == ("shipped", "Hives and nettle rash")


def test_a_left_out_offer_does_not_come_back_and_a_newer_one_does(request, monkeypatch):
    publish_edit()
    request.getfixturevalue("newer")
    lifecycle.take_shipped_topics(now=NOW)
    editor = story.viewer_of(story.make_moderator())
    offer = TopicVersion.objects.get(state="proposed")
    lifecycle.drop_topic_version(offer, editor, reason="Ours says it already.", now=NOW)
    assert lifecycle.take_shipped_topics(now=NOW).offered == 0
    newest = dict(packaged_topics()) | {"hives": replace(packaged_topics()["hives"], title="Hives, again")}
    monkeypatch.setattr("curbside.web.topics.shipped.packaged_topics", lambda: newest)
    assert lifecycle.take_shipped_topics(now=NOW).offered == 1


def test_a_taken_offer_is_the_live_text_and_the_topic_follows_the_package_again(request):
    publish_edit()
    request.getfixturevalue("newer")
    lifecycle.take_shipped_topics(now=NOW)
    offer = TopicVersion.objects.select_related("topic").get(state="proposed")
    editor = story.viewer_of(story.make_moderator())
    topic = lifecycle.publish_topic_version(offer, editor, seen=seen_mark(offer), now=NOW)
    assert (topic.title, topic.version) == ("Hives and nettle rash", 3)
    assert topic.content_hash == topic.shipped_hash
