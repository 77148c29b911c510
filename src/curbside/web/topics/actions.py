"""Proposing, publishing, dropping and reviewing a topic's text."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from curbside.errors import BadInput
from curbside.knowledge.topic_table import table_hash
from curbside.web.accounts.models import User
from curbside.web.audit.actions import record
from curbside.web.topics.models import Origin, Topic, TopicVersion, VersionState
from curbside.web.topics.queries import seen_mark
from curbside.web.topics.shipped import write_live


class TopicMoved(BadInput):
    """The live text, or the proposal, is no longer the one that was looked at."""


def start_topic(slug: str, *, title: str, department_id: str, review_due: date, by: User, now: datetime) -> Topic:
    """A topic without a text, which nobody but the desk sees until its first version is published.

    One that was begun and never published is gone on with. Raises BadInput when the address is taken.
    """
    begun = {"title": title[:120], "department_id": department_id}
    fresh = {**begun, "version": 0, "written_on": now.date(), "review_due": review_due, "content_hash": ""}
    with transaction.atomic():
        topic, created = Topic.objects.get_or_create(slug=slug, defaults=fresh)
        if not created and topic.version > 0:
            raise BadInput("There is a topic with this address. Edit that one, or choose another address.")
        Topic.objects.filter(pk=slug, version=0).update(**begun)
        record("topic.start", _name(topic), actor=_actor(by), now=now)
    return topic


def propose_version(topic: Topic, table: Mapping[str, Any], *, note: str, by: User, now: datetime) -> TopicVersion:
    """Keep `table` as the desk's open proposal, in place of an earlier one. Raises BadInput when nothing is new."""
    fresh = {**table, "reviewed_by": "", "reviewed_on": "", "written_on": now.date().isoformat()}
    if table_hash({**fresh, "written_on": topic.written_on.isoformat()}) == topic.content_hash:
        raise BadInput("Nothing has changed. Change the text first, or go back.")
    if not note.strip():
        raise BadInput("Say in a few words what you changed and why.")
    fields = {"content": fresh, "note": note.strip()[:300], "base": topic.version, "written_by": by, "written_at": now}
    with transaction.atomic():
        version, _ = TopicVersion.objects.update_or_create(
            topic=topic, origin=Origin.DESK, state=VersionState.PROPOSED, defaults=fields
        )
        record("topic.propose", _name(topic), actor=_actor(by), now=now, reason=note)
    return version


def publish_version(version: TopicVersion, *, seen: str, by: User, now: datetime) -> Topic:
    """Make a proposal the live text. `seen` is the mark of what was looked at (queries.seen_mark).

    Raises BadInput when `by` wrote it, TopicMoved when the live text or the proposal has changed meanwhile.
    """
    with transaction.atomic():
        topic = Topic.objects.select_for_update().get(pk=version.topic_id)
        version = TopicVersion.objects.select_related("topic").get(pk=version.pk)
        _must_stand(version)
        if version.written_by_id == by.pk:
            raise BadInput("You wrote this yourself. A second person publishes it.")
        if seen_mark(version) != seen:
            raise TopicMoved("The text has changed since you looked. Read the difference again.")
        if version.origin == Origin.DESK and version.base != topic.version:
            raise TopicMoved(
                "Another version went live since this was written. Edit it again, starting from this text."
            )
        digest = table_hash(version.content)
        shipped = digest if version.origin == Origin.SHIPPED else topic.shipped_hash or topic.content_hash
        write_live(topic, version.content, shipped_hash=shipped)
        _decide(version, VersionState.PUBLISHED, number=topic.version, by=by, now=now)
        detail = {"version": topic.version, "origin": version.origin}
        record("topic.publish", _name(topic), actor=_actor(by), now=now, detail=detail)
    return topic


def drop_version(version: TopicVersion, *, reason: str, by: User, now: datetime) -> None:
    """Leave a proposal, or a shipped change, unpublished. It stays in the list of versions."""
    if not reason.strip():
        raise BadInput("Say why this is not published.")
    with transaction.atomic():
        version = TopicVersion.objects.select_related("topic").get(pk=version.pk)
        _must_stand(version)
        _decide(version, VersionState.DROPPED, number=None, by=by, now=now, decision=reason)
        record("topic.drop", _name(version.topic), actor=_actor(by), now=now, reason=reason)


def review_topic(topic: Topic, *, version: int, due: date, by: User, now: datetime) -> None:
    """A clinician puts their name to the live text. Raises TopicMoved when another version is live by now."""
    if not now.date() < due:
        raise BadInput("The next review lies in the future.")
    with transaction.atomic():
        reviewed = {"reviewed_by": by.name[:120], "reviewed_on": now.date(), "review_due": due}
        if not Topic.objects.filter(pk=topic.pk, version=version).update(**reviewed):
            raise TopicMoved("Another version is live by now. Read it first.")
        record("topic.review", _name(topic), actor=_actor(by), now=now, detail={"version": version})


def _decide(
    version: TopicVersion, state: VersionState, *, number: int | None, by: User, now: datetime, decision: str = ""
) -> None:
    version.state, version.number = state, number
    version.decided_by, version.decided_at, version.decision = by, now, decision[:300]
    version.save()


def _must_stand(version: TopicVersion) -> None:
    if version.state != VersionState.PROPOSED:
        raise TopicMoved("This proposal has been decided already.")


def _name(topic: Topic) -> str:
    return f"topic:{topic.pk}"[:80]


def _actor(user: User) -> str:
    return f"user:{user.pk}"
