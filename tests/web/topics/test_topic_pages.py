"""A topic's page is light, and on paper it is the topic alone."""

import gzip
import re

import pytest

from curbside.web.topics.models import Topic
from tests.web import story
from tests.web.visitors import browser

pytestmark = pytest.mark.django_db
MAX_BYTES = 30_000
LONGEST = 8


def test_the_longest_topic_pages_weigh_at_most_30_kilobytes(clock):
    story.load_knowledge()
    longest = sorted(Topic.objects.all(), key=lambda topic: -len(str([topic.sections, topic.sources])))[:LONGEST]
    weights = {topic.slug: len(browser().get(f"/topics/{topic.slug}/").content) for topic in longest}
    assert max(weights.values()) <= MAX_BYTES, weights
    assert len(gzip.compress(browser().get(f"/topics/{longest[0].slug}/").content)) < MAX_BYTES / 3


def test_the_hand_out_is_the_topic_with_its_address(clock):
    story.load_knowledge()
    story.publish()
    page = browser().get("/topics/muscle-fasciculation/").content.decode()
    assert re.search(r'<p class="onpaper">Curbside: http\S+/topics/muscle-fasciculation/</p>', page)
    for heading in ("Most useful answers", "Newest answers"):
        assert heading not in page or re.search(rf'<div class="noprint"><h2>{heading}', page)
