"""The documents stay true: what they point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "curbside"
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")
CODE_PATH = re.compile(r"`((?:web|clinical|retrieval|drafting|knowledge|cli)/[\w/]+\.(?:py|yaml|md))`")
DOTTED = re.compile(r"`lifecycle\.(\w+)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document):
    missing = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert missing == []


def test_the_tour_names_files_and_deeds_that_exist():
    tour = (ROOT / "docs" / "tour.md").read_text()
    paths = CODE_PATH.findall(tour)
    assert len(paths) > 15
    assert [path for path in paths if not (SOURCE / path).exists()] == []
    lifecycle = "".join(path.read_text() for path in (SOURCE / "web" / "lifecycle").glob("*.py"))
    deeds = DOTTED.findall(tour)
    assert deeds
    assert [deed for deed in deeds if f"def {deed}(" not in lifecycle] == []


def test_the_glossary_names_code_that_exists():
    names = re.findall(r"`((?:\w+\.)+[A-Za-z]\w*)`", (ROOT / "docs" / "glossary.md").read_text())
    everything = "\n".join(path.read_text() for path in SOURCE.rglob("*.py"))
    last = {name.rsplit(".", 1)[1] for name in names} - {"py", "yaml"}
    assert [name for name in last if not re.search(rf"\b{name}\b", everything)] == []


def test_make_help_lists_what_the_readme_promises():
    makefile = (ROOT / "Makefile").read_text()
    for target in ("help", "demo", "test", "check", "browser", "bench"):
        assert re.search(rf"^{target}:.*## ", makefile, re.MULTILINE), target


def test_every_requirement_is_pinned_with_hashes():
    for name in ("run", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        pinned = re.findall(r"^[a-z0-9_.-]+(?:\[[^\]]+\])?==", text, re.MULTILINE)
        assert len(pinned) > 20
        assert text.count("--hash=sha256:") >= len(pinned)
        assert not re.search(r"^torch", text, re.MULTILINE)
