"""A reply as plain words: what feeds, the markdown twin, the API and the search read."""

import pytest

from curbside.web.publishing.markup import plain_text, render_markdown


def test_paragraphs_stay_apart():
    assert plain_text("Hello,\n\nfirst line\nsecond line\n\nLast.") == "Hello,\n\nfirst line\nsecond line\n\nLast."


def test_lists_and_headings_stay_apart():
    assert plain_text("# Rest\nSleep.\n\n- one\n- two\n\nEnd.") == "Rest\n\nSleep.\n\none\ntwo\n\nEnd."


@pytest.mark.parametrize("text", ["See ![img](https://example.org/x.png) this.", "See ![](x) this."])
def test_a_picture_leaves_nothing(text):
    assert plain_text(text).split() == ["See", "this."]
    assert "img" not in render_markdown(text)


def test_signs_are_words_again():
    assert plain_text("Less < 5 & more") == "Less < 5 & more"
