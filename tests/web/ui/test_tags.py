"""Dates, waiting times, paragraphs and marked words as templates show them."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.web.ui.templatetags.ui import answered_in, highlight, iso, jsonld, paragraphs
from tests.pace import idle_seconds

START = datetime(2026, 8, 28, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=20), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=5, minutes=20), "5 hours"),
        (timedelta(days=2), "2 days"),
        (timedelta(hours=-1), ""),
    ],
)
def test_answered_in(wait: timedelta, words: str) -> None:
    assert answered_in(START, START + wait).replace("\xa0", " ") == words


def test_answered_in_needs_two_of_a_kind() -> None:
    assert answered_in(None, START) == ""
    assert answered_in(START.date(), START) == ""
    assert answered_in(date(2026, 8, 28), date(2026, 8, 28)) == "1 day"


def test_iso() -> None:
    assert iso(START) == "2026-08-28T10:00:00+00:00"
    assert iso(START.date()) == "2026-08-28"
    assert iso(None) == ""


def test_paragraphs_keeps_breaks_and_escapes() -> None:
    assert paragraphs("One <i>\ntwo\r\n\r\n\n three") == "<p>One &lt;i&gt;<br>two</p><p>three</p>"
    assert paragraphs(None) == ""


def test_highlight_marks_whole_words_and_beginnings_of_long_ones() -> None:
    assert highlight("Twitching in a leg, not legal", "twitch leg") == (
        "<mark>Twitching</mark> in a <mark>leg</mark>, not legal"
    )
    assert highlight("a & b", []) == "a &amp; b"
    assert highlight("我的眼皮一直跳", ["眼皮"]) == "我的<mark>眼皮</mark>一直跳"


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=40))
def test_highlight_adds_nothing_but_marks(text: str, words: str) -> None:
    html = highlight(text, words)
    assert unescape(re.sub("</?mark>", "", html)) == unescape(re.sub("</?mark>", "", highlight(text, None)))
    assert "<" not in re.sub("</?mark>", "", html)


def test_highlight_is_quick_on_hostile_text() -> None:
    assert idle_seconds(lambda _: highlight("aaaa " * 2_000 + "a" * 10_000, "aaaa " * 2_000)) < 0.2


def test_jsonld_cannot_close_its_element() -> None:
    text = jsonld({"name": "</script><b>&"})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><b>&"}
