"""The committed stylesheet is current, small, in logical properties, and readable in both colour schemes."""

import gzip
import re

import pytest

from curbside.web.ui.assemble import COMPONENTS, PARTS, assemble, minified, reader_css

TOKENS = (PARTS / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", part)) for part in TOKENS.split("@media"))
TEXT = ("ink", "muted", "link", "visited", "danger", "ok", "warn", "machine")
PAIRS = [
    *[(text, ground) for text in TEXT for ground in ("bg", "card")],
    *[("ink", ground) for ground in ("doc-bg", "machine-bg", "mark", "removed", "added")],
    *[(text, "doc-bg") for text in ("muted", "link", "visited", "ok")],
    *[(text, "machine-bg") for text in ("muted", "link", "visited", "machine")],
    ("on-link", "link"), ("on-focus", "focus"), ("on-call", "call"),
    *[("on-strong", ground) for ground in ("now", "soon", "now-bg", "strip", "demo")],
]  # fmt: skip


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance of #RRGGBB."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_keeps_contrast(scheme: str, text: str, ground: str) -> None:
    colours = LIGHT if scheme == "light" else LIGHT | DARK
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_control_lines_keep_contrast(scheme: str) -> None:
    colours = LIGHT if scheme == "light" else LIGHT | DARK
    assert contrast(colours["line"], colours["card"]) >= 3


def test_committed_files_are_current() -> None:
    for file, css in assemble().items():
        assert file.read_text(encoding="utf-8") == css, "run python -m curbside.web.ui.assemble"


def test_readers_load_at_most_five_kilobytes() -> None:
    assert len(gzip.compress(reader_css().encode())) <= 5 * 1024


def test_no_physical_sides_so_that_right_to_left_works() -> None:
    physical = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|[;{](?:left|right|float):|text-align:(?:left|right)"
    )
    for css in assemble().values():
        assert not physical.search(css)


def test_colours_are_chosen_in_one_place() -> None:
    for file in [PARTS / "base.css", PARTS / "layout.css", PARTS / "desk.css", *COMPONENTS.glob("*/*.css")]:
        assert not re.search(r"#[0-9A-Fa-f]{3,8}\b(?=[;\s])", file.read_text(encoding="utf-8")), file


def test_every_variable_is_defined() -> None:
    defined = set(re.findall(r"--([\w-]+):", reader_css()))
    for css in assemble().values():
        assert set(re.findall(r"var\(--([\w-]+)", css)) <= defined


def test_minified_keeps_text_in_quotes() -> None:
    assert (
        minified('a { /* x; */ content: " ( " ; }\n b , c { d : e; }').replace("d :", "d:")
        == 'a{content:" ( "}b,c{d:e}'
    )
