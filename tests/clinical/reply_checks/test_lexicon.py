"""One word list has one place: no key stands in two tables of the reply checks."""

import pytest

from curbside.clinical.reply_checks import lexicon
from curbside.errors import KnowledgeError


def test_no_key_stands_in_two_tables() -> None:
    keys = {key for name in lexicon._TABLES for key in lexicon.load_table(name)} - {"reviewed_by"}
    assert len(keys) > 50
    for key in sorted(keys):
        lexicon.entry(key)  # raises for a key of two tables


def test_a_key_of_two_tables_and_one_of_none_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon.entry.cache_clear()
    tables = {name: {"kin": ["aunt"]} if name.endswith(("drugs", "persons")) else {} for name in lexicon._TABLES}
    monkeypatch.setattr(lexicon, "load_table", tables.__getitem__)
    with pytest.raises(KnowledgeError, match=r"kin stands in reply_checks_persons\.yaml and reply_checks_drugs\.yaml"):
        lexicon.entry("kin")
    with pytest.raises(KnowledgeError, match="cousins is missing"):
        lexicon.entry("cousins")
