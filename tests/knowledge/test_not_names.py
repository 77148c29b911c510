"""What names nobody is no name of the lists, and a broken table says what it needs."""

import pytest

from curbside.errors import KnowledgeError
from curbside.knowledge import not_names, rare_jobs
from curbside.knowledge.names import load_names


def test_no_word_that_names_nobody_is_a_listed_name() -> None:
    names = load_names()
    assert not_names.load_not_names().words & (names.sure | names.ambiguous) == frozenset()


@pytest.mark.parametrize("module", [not_names, rare_jobs])
def test_a_broken_table_says_what_it_needs(monkeypatch: pytest.MonkeyPatch, module: object) -> None:
    load = module.load_not_names if module is not_names else module.load_rare_jobs  # type: ignore[attr-defined]
    monkeypatch.setattr(module, "read_table", lambda _: {"jobs": None})
    with pytest.raises(KnowledgeError, match="needs"):
        load.__wrapped__()
