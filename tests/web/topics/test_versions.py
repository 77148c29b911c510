"""Proposing, publishing by a second person, leaving out and reviewing a topic's text."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from curbside.errors import BadInput
from curbside.knowledge.topics import packaged_topics, topics
from curbside.web import lifecycle
from curbside.web.accounts.models import Role, User
from curbside.web.audit.models import AuditEntry
from curbside.web.publishing.queries import generation
from curbside.web.topics.actions import TopicMoved
from curbside.web.topics.models import Topic, TopicVersion
from curbside.web.topics.queries import live_table, seen_mark
from tests.web import story
from tests.web.story import NOW
from tests.web.topics.edited import with_line

pytestmark = pytest.mark.django_db
LINE = "Cool cloths can ease the itch."


@pytest.fixture
def hives():
    story.load_knowledge()
    return Topic.objects.get(pk="hives")


def editor(role=Role.REVIEWER):
    return story.viewer_of(story.make_user(role))


def propose(hives, viewer, line=LINE, note="What nurses tell."):
    return lifecycle.propose_topic_version(hives, viewer, with_line("hives", "self_care", line), note=note, now=NOW)


def test_a_second_person_publishes_and_every_cached_page_dies(hives):
    version, before = propose(hives, editor()), generation()
    topic = lifecycle.publish_topic_version(version, editor(Role.MODERATOR), seen=seen_mark(version), now=NOW)
    assert topic.version == 2
    assert topic.sections["self_care"][-1]["text"] == LINE
    assert Topic.objects.get(pk="hives").written_on == NOW.date()
    assert generation() > before
    deeds = AuditEntry.objects.filter(object="topic:hives").values_list("action", flat=True)
    assert list(deeds) == ["topic.propose", "topic.publish"]


def test_nobody_publishes_what_they_wrote(hives):
    writer = editor(Role.MODERATOR)
    version = propose(hives, writer)
    with pytest.raises(BadInput, match="second person"):
        lifecycle.publish_topic_version(version, writer, seen=seen_mark(version), now=NOW)
    user = User.objects.get(pk=writer.user_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicVersion.objects.filter(pk=version.pk).update(state="published", decided_by=user, number=2)
    assert Topic.objects.get(pk="hives").version == 1


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_other_roles_neither_propose_nor_publish(hives, role):
    version = propose(hives, editor())
    with pytest.raises(lifecycle.NotAllowed):
        propose(hives, editor(role))
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.publish_topic_version(version, editor(role), seen=seen_mark(version), now=NOW)
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.drop_topic_version(version, editor(role), reason="no", now=NOW)


def test_what_the_linter_blocks_is_neither_proposed_nor_published(hives):
    with pytest.raises(BadInput, match="must be mended"):
        propose(hives, editor(), "Cold water always works.")
    version = propose(hives, editor())
    content = with_line("hives", "soon", "your face droops all of a sudden")
    TopicVersion.objects.filter(pk=version.pk).update(content=content)
    version.refresh_from_db()
    with pytest.raises(BadInput, match="emergency number"):
        lifecycle.publish_topic_version(version, editor(), seen=seen_mark(version), now=NOW)


def test_nothing_changed_is_no_proposal_and_a_note_is_needed(hives):
    with pytest.raises(BadInput, match="Nothing has changed"):
        lifecycle.propose_topic_version(hives, editor(), live_table(hives), note="A note.", now=NOW)
    with pytest.raises(BadInput, match="what you changed"):
        propose(hives, editor(), note=" ")


def test_a_text_changed_since_it_was_looked_at_is_not_published(hives):
    seen = seen_mark(propose(hives, editor()))
    version = propose(hives, editor(), "Wear loose cotton.")
    with pytest.raises(TopicMoved):
        lifecycle.publish_topic_version(version, editor(), seen=seen, now=NOW)
    lifecycle.publish_topic_version(version, editor(), seen=seen_mark(version), now=NOW)
    with pytest.raises(TopicMoved, match="decided already"):
        lifecycle.publish_topic_version(version, editor(), seen=seen_mark(version), now=NOW)


def test_a_proposal_from_an_older_live_text_is_edited_again_first(hives):
    version = propose(hives, editor())
    Topic.objects.filter(pk="hives").update(version=5)
    version = TopicVersion.objects.select_related("topic").get(pk=version.pk)
    with pytest.raises(TopicMoved, match="Edit it again"):
        lifecycle.publish_topic_version(version, editor(), seen=seen_mark(version), now=NOW)


def test_what_is_left_out_stays_in_the_list_with_its_reason(hives):
    version = propose(hives, editor())
    with pytest.raises(BadInput, match="Say why"):
        lifecycle.drop_topic_version(version, editor(), reason=" ", now=NOW)
    lifecycle.drop_topic_version(version, editor(), reason="No source says so.", now=NOW)
    version.refresh_from_db()
    assert (version.state, version.decision, version.number) == ("dropped", "No source says so.", None)


def test_a_review_names_the_reviewer_and_ends_with_the_next_change(hives):
    reviewer = editor()
    due = date(2027, 11, 25)
    lifecycle.review_topic(hives, reviewer, version=1, due=due, now=NOW)
    hives.refresh_from_db()
    assert (hives.reviewed_by, hives.reviewed_on, hives.review_due) == (reviewer.name, NOW.date(), due)
    version = propose(hives, editor())
    lifecycle.publish_topic_version(version, editor(), seen=seen_mark(version), now=NOW)
    hives.refresh_from_db()
    assert (hives.reviewed_by, hives.reviewed_on) == ("", None)


def test_only_a_reviewer_reviews_and_only_what_is_live(hives):
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.review_topic(hives, editor(Role.MODERATOR), version=1, due=date(2027, 1, 1), now=NOW)
    with pytest.raises(TopicMoved):
        lifecycle.review_topic(hives, editor(), version=7, due=date(2027, 1, 1), now=NOW)
    with pytest.raises(BadInput, match="future"):
        lifecycle.review_topic(hives, editor(), version=1, due=NOW.date(), now=NOW)


def test_the_engine_reads_the_text_that_is_live(hives):
    """A claim edited at the desk is what "More info" may cite from then on, and is gone when the edit is undone."""
    version = propose(hives, editor(), "Cool cloths from the freezer box can ease the itch.")
    lifecycle.publish_topic_version(version, editor(), seen=seen_mark(version), now=NOW)
    try:
        story.ask(title="Hives", body="I have had hives since yesterday. What can I do?", department="dermatology")
        assert "freezer box" in topics()["hives"].sections["self_care"][-1].text
    finally:
        TopicVersion.objects.all().delete()
        Topic.objects.all().delete()
        lifecycle.use_live_topics()
    assert topics() == packaged_topics()
