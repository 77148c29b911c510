"""Every component renders its example, escapes what it is given, and brings no inline script or style."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import curbside.web.ui
from tests.web.ui.examples import example_context

ROOT = Path(curbside.web.ui.__file__).parent
NAMES = sorted(folder.name for folder in (ROOT / "templates" / "components").iterdir())
INLINE = re.compile(
    r"""<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:src=|type="application/ld\+json"))""", re.IGNORECASE
)


def rendered(name: str) -> str:
    return get_template(f"components/{name}/example.html").render(example_context())


@pytest.mark.parametrize("name", NAMES)
def test_example_renders_without_inline_code(name: str) -> None:
    html = rendered(name)
    assert html.strip()
    assert not INLINE.search(html)
    for tag in [
        "section",
        "div",
        "ul",
        "ol",
        "li",
        "p",
        "form",
        "fieldset",
        "h2",
        "h3",
        "a",
        "button",
        "table",
    ]:
        assert len(re.findall(rf"<{tag}[\s>]", html)) == html.count(f"</{tag}>"), tag


@pytest.mark.parametrize("name", NAMES)
def test_catalogue_lists_the_component(name: str) -> None:
    assert f"| `{name}` |" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_template_has_inline_code() -> None:
    for file in (ROOT / "templates").rglob("*.html"):
        assert not INLINE.search(file.read_text(encoding="utf-8")), file


def test_question_text_is_escaped() -> None:
    assert "<b>three</b>" not in rendered("question-card")
    assert "&lt;b&gt;three&lt;/b&gt;" in rendered("question-card")


def test_error_summary_links_to_the_field_with_the_same_words() -> None:
    summary, fields = rendered("error-summary"), rendered("field")
    for target, words in re.findall(r'<a href="#([^"]+)">([^<]+)</a>', summary):
        assert f'id="{target}"' in fields
        assert words in fields
    assert "Choose your age group" in summary


def test_field_names_its_hint_and_error() -> None:
    fields = rendered("field")
    assert 'aria-describedby="id_problem_helptext id_problem_error"' in fields
    assert 'id="id_problem_helptext"' in fields
    assert 'id="id_problem_error"' in fields
    assert "E-mail (optional)" in fields


def test_emergency_card_has_one_link_and_it_dials() -> None:
    emergency = rendered("care-card").split("</section>")[0]
    assert "Immediate action required:" in emergency
    assert re.findall(r'href="([^"]+)"', emergency) == ["tel:112"]


def test_redaction_shows_the_original_on_one_side_only() -> None:
    before, after = rendered("diff").split("</section>")[:2]
    assert "Rowan Sample" in before
    assert "Rowan Sample" not in after
    assert "[name]" in after


def test_nothing_similar_is_said_plainly() -> None:
    assert "No published answer is close enough." in rendered("similar-list")
