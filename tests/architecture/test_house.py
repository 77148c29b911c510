"""Habits of the house that no linter knows."""

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "curbside"
MODULES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]


def test_every_module_says_what_it_answers():
    silent = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if path.name not in ("__init__.py", "apps.py") and not path.read_text().lstrip().startswith(('"""', 'r"""'))
    ]
    assert silent == []


def test_there_are_no_drawers():
    assert [path for path in MODULES if re.fullmatch(r"(utils?|helpers?|common|misc|tools)(\.py)?", path.name)] == []


def test_there_are_no_signals_and_no_save_overrides():
    offenders = [
        str(path.relative_to(SOURCE))
        for path in MODULES
        if re.search(r"@receiver|\.connect\(.*sender=|def save\(self", path.read_text())
    ]
    assert offenders == []


def test_only_the_lifecycle_and_loaders_call_actions():
    """One write path a deed: entry apps reach rows through the lifecycle alone."""
    entry = ("ask", "desk", "pages", "api", "moderation", "people", "stats")
    pattern = re.compile(r"^from curbside\.web\.\w+\.actions import (.+)$", re.MULTILINE)
    found = {
        str(path.relative_to(SOURCE)): names
        for app in entry
        for path in (SOURCE / "web" / app).rglob("*.py")
        if (names := [n for n in pattern.findall(path.read_text()) if not re.fullmatch(r"[A-Z]\w+(, [A-Z]\w+)*", n)])
    }
    assert found == {}  # classes (errors a page explains) may be named; functions may not


def test_engine_data_comes_from_package_files_only():
    engine = [
        p for p in MODULES if p.relative_to(SOURCE).parts[0] in ("clinical", "retrieval", "drafting", "knowledge")
    ]
    clock = re.compile(r"\b(?:datetime\.now|date\.today|time\.time\(|os\.environ|requests\.|urllib\.request)")
    assert [str(p.relative_to(SOURCE)) for p in engine if clock.search(p.read_text())] == []
