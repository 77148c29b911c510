"""More info from the signature on: edited, refused, withdrawn with its topic, switched off."""

import pytest
from django.core.cache import cache

from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.audit.models import AuditEntry
from curbside.web.drafts.models import Explanation
from curbside.web.publishing.models import Publication
from curbside.web.topics.models import Topic
from curbside.web.topics.queries import live_table, seen_mark
from tests.web import story
from tests.web.drafts.test_model import looked_over
from tests.web.library.test_import import REPLY
from tests.web.story import NOW
from tests.web.topics.test_versions import editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    story.load_knowledge()
    return looked_over(story.make_doctor())


def row_of(question):
    return Explanation.objects.get(question=question)


def sign(case, *, texts=None, more_info=True):
    question, viewer, seen = case
    row = row_of(question)
    signature = lifecycle.Signature(
        REPLY, with_more_info=more_info, acknowledged=seen, more_info_version=row.version, more_info=texts
    )
    return lifecycle.sign_answer(question, viewer, signature, now=NOW)


def publish(question):
    approval = lifecycle.Approval("A twitching calf", question.title, question.body)
    return lifecycle.approve_publication(question, story.viewer_of(story.make_moderator()), approval, now=NOW)


def first_of_a_topic(page):
    """(sentence, its source) for the first sentence of More info that rests on a topic's claim."""
    found = ((each, source) for each in page.more_info for source in each["sources"])
    return next(pair for pair in found if pair[1]["kind"] == "topic")


def test_an_emptied_sentence_is_left_out(case):
    shown = [sentence["text"] for sentence in row_of(case[0]).sentences]
    sign(case, texts=("", *shown[1:]))
    assert [sentence["text"] for sentence in publish(case[0]).more_info] == shown[1:]
    assert AuditEntry.objects.get(action="answer.sign").detail == {"more_info": True, "changed": 0, "refused": 1}


def test_a_changed_sentence_stands_when_its_sources_say_it(case):
    shown = [sentence["text"] for sentence in row_of(case[0]).sentences]
    changed = shown[0].rstrip(".") + "!"
    sign(case, texts=(changed, *shown[1:]))
    page = publish(case[0])
    assert page.more_info[0]["text"] == changed
    assert page.more_info[0]["sources"]


def test_a_changed_sentence_without_ground_is_refused(case):
    shown = [sentence["text"] for sentence in row_of(case[0]).sentences]
    with pytest.raises(BadInput, match="is not what its sources say"):
        sign(case, texts=("Nobody needs to worry about an elephant in the kitchen.", *shown[1:]))


def test_a_refused_more_info_stays_off_the_page(case):
    sign(case, more_info=False)
    assert publish(case[0]).more_info == []


def test_a_sentence_leaves_the_page_when_its_claim_leaves_the_topic(case):
    sign(case)
    page = publish(case[0])
    told, source = first_of_a_topic(page)
    topic = Topic.objects.get(pk=source["ref"])
    table = live_table(topic)
    claims = table["sections"][source["section"]]
    changed = [{**c, "text": "Rest may ease it."} if c["text"] == source["quote"] else c for c in claims]
    sections = table["sections"] | {source["section"]: changed}
    version = lifecycle.propose_topic_version(topic, editor(), table | {"sections": sections}, note="Made up.", now=NOW)
    lifecycle.publish_topic_version(version, editor(), seen=seen_mark(version), now=NOW)
    left = Publication.objects.get(pk=page.pk).more_info
    assert told not in left
    assert len(left) < len(page.more_info)
    assert AuditEntry.objects.filter(action="publication.drop-more-info", object=f"question:{page.ref}").count() == 1


def test_more_info_is_switched_off_for_a_page_a_department_and_the_site(case, client, settings):
    sign(case)
    page = publish(case[0])
    address = f"/q/{page.ref}-{page.slug}/"
    moderator = story.viewer_of(story.make_moderator())

    def shown():
        cache.clear()
        return 'id="more-info"' in client.get(address).content.decode()

    assert shown()
    settings.MORE_INFO_OFF = frozenset({"neurology"})
    assert not shown()
    settings.MORE_INFO_OFF, settings.MORE_INFO = frozenset(), False
    assert not shown()
    settings.MORE_INFO = True
    question = Publication.objects.get(pk=page.pk).question
    with pytest.raises(BadInput, match="Say why"):
        lifecycle.take_more_info_off(question, moderator, reason=" ", now=NOW)
    lifecycle.take_more_info_off(question, moderator, reason="It confuses.", now=NOW)
    assert not shown()
    assert row_of(case[0]).state == "withdrawn"


def test_a_department_without_more_info_signs_none(case, settings):
    settings.MORE_INFO_OFF = frozenset({"neurology"})
    sign(case)
    assert publish(case[0]).more_info == []
