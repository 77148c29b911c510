"""Minding topics: loading what is shipped, proposing, publishing by a second person, reviewing."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.db import transaction

from curbside.drafting.topic_lint import blocking, lint_topic
from curbside.drafting.topic_problem import TopicProblem
from curbside.errors import BadInput
from curbside.knowledge.topic_table import table_hash, table_of, topic_of
from curbside.knowledge.topics import packaged_topics, use_topics
from curbside.web.accounts.models import Role, User
from curbside.web.accounts.queries import Viewer
from curbside.web.audit.actions import record
from curbside.web.drafts.stale import drop_stale
from curbside.web.lifecycle.refusals import NotAllowed
from curbside.web.publishing.actions import drop_stale_sentences, refresh_topic_notes
from curbside.web.topics import actions as topics
from curbside.web.topics.models import Topic, TopicVersion
from curbside.web.topics.queries import engine_topics, live_claims, live_hashes
from curbside.web.topics.shipped import Loaded, load_topics

FIRST_REVIEW = timedelta(days=365)
TOPIC_EDITORS = (Role.REVIEWER, Role.MODERATOR)


def take_shipped_topics(*, now: datetime) -> Loaded:
    """The packaged topics into the database; an operator's own text stays and gets the change offered beside it."""
    with transaction.atomic():
        loaded = load_topics(now=now)
        if loaded.changed or loaded.offered:
            detail = {"changed": loaded.changed, "offered": loaded.offered}
            record("topics.load", "topics", actor="system", now=now, detail=detail)
        if loaded.changed:
            _carry_over(now=now)
    return loaded


def _carry_over(*, now: datetime) -> None:
    """What a changed topic changes elsewhere: sentences that cite a claim which is gone leave drafts and pages."""
    live = live_claims()
    drop_stale(live)
    for ref in drop_stale_sentences(live, now=now):
        record("publication.drop-more-info", f"question:{ref}", actor="system", now=now, reason="a cited topic changed")
    refresh_topic_notes()


def use_live_topics() -> None:
    """Let the engine read the topics as they are live here, edited ones included. One query while nothing changed."""
    hashes = live_hashes()
    wanted = hashes if hashes and hashes != _packaged_hashes() else {}
    if wanted != _in_use:
        use_topics(engine_topics() if wanted else None)
        _in_use.clear()
        _in_use.update(wanted)


# Which edited texts this process reads, by slug; empty while the packaged ones are live.
_in_use: dict[str, str] = {}


@cache
def _packaged_hashes() -> Mapping[str, str]:
    return {slug: table_hash(table_of(topic)) for slug, topic in packaged_topics().items()}


def look_over_topic(slug: str, table: Mapping[str, Any], *, now: datetime) -> tuple[TopicProblem, ...]:
    """What the linter says of a text at the desk, what blocks publication first."""
    return lint_topic(topic_of(slug, table), today=now.date())


def start_topic(slug: str, viewer: Viewer, *, title: str, department_id: str, now: datetime) -> Topic:
    """Begin a topic of this service's own. Raises NotAllowed, and BadInput when the address is taken."""
    editor, due = _editor(viewer), now.date() + FIRST_REVIEW
    return topics.start_topic(slug, title=title, department_id=department_id, review_due=due, by=editor, now=now)


def propose_topic_version(
    topic: Topic, viewer: Viewer, table: Mapping[str, Any], *, note: str, now: datetime
) -> TopicVersion:
    """Keep an edited text for a second person to publish. Raises NotAllowed, and BadInput with what is to mend."""
    editor = _editor(viewer)
    _must_be_clean(topic.slug, table, now=now)
    return topics.propose_version(topic, table, note=note, by=editor, now=now)


def publish_topic_version(version: TopicVersion, viewer: Viewer, *, seen: str, now: datetime) -> Topic:
    """Make a proposal, or a shipped change, the live text. Raises NotAllowed, TopicMoved and BadInput."""
    editor = _editor(viewer)
    _must_be_clean(version.topic_id, version.content, now=now)
    with transaction.atomic():
        topic = topics.publish_version(version, seen=seen, by=editor, now=now)
        _carry_over(now=now)
    return topic


def drop_topic_version(version: TopicVersion, viewer: Viewer, *, reason: str, now: datetime) -> None:
    topics.drop_version(version, reason=reason, by=_editor(viewer), now=now)


def review_topic(topic: Topic, viewer: Viewer, *, version: int, due: date, now: datetime) -> None:
    """A clinician who holds the reviewer's role signs the live text, until `due`."""
    if viewer.user_id is None or not viewer.has_role(Role.REVIEWER):
        raise NotAllowed("Only a reviewer can do this.")
    with transaction.atomic():
        reviewer = User.objects.get(pk=viewer.user_id)
        topics.review_topic(topic, version=version, due=due, by=reviewer, now=now)
        refresh_topic_notes()


def _editor(viewer: Viewer) -> User:
    if viewer.user_id is None or not viewer.has_role(*TOPIC_EDITORS):
        raise NotAllowed("Only a reviewer or a moderator can do this.")
    return User.objects.get(pk=viewer.user_id)


def _must_be_clean(slug: str, table: Mapping[str, Any], *, now: datetime) -> None:
    if problems := blocking(look_over_topic(slug, table, now=now)):
        raise BadInput(f"{len(problems)} points must be mended first. The first: {problems[0].message}")
