"""The engine answered from memory: the same texts come again and again, and what the engine says of them never changes.

Everything cached here is pure (text in, findings out). Nothing of the lifecycle or of the database is touched. What
the index proposes is left out: it decides nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from curbside.clinical.case import CaseQuestion
from curbside.web.drafts import actions as drafts
from curbside.web.lifecycle import (
    asking,
    asking_back,
    correcting,
    finding,
    identifying,
    preparing,
    publishing,
    replying,
)


def remembered(call: Callable[..., Any]) -> Callable[..., Any]:
    """`call` asked once for each text. A case's alias is another one for every question and is left out."""
    kept: dict[object, Any] = {}

    def asked(*given: Any, **more: Any) -> Any:
        plain = [replace(each, alias="") if isinstance(each, CaseQuestion) else each for each in given]
        key = repr((plain, sorted((name, value) for name, value in more.items() if not callable(value))))
        if key not in kept:
            kept[key] = call(*plain, **more)
        return kept[key]

    return asked


def without_new_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the engine about each text once."""
    for module, names in (
        (asking, ("redact", "screen")),
        (asking_back, ("redact", "screen")),
        (identifying, ("redact",)),
        (drafts, ("read", "route", "related_topics", "headline", "explain")),
        (publishing, ("related_topics", "care_cards", "topics_for_care")),
        (replying, ("check_reply",)),
        (correcting, ("check_reply",)),
    ):
        for name in names:
            monkeypatch.setattr(module, name, remembered(getattr(module, name)))
    monkeypatch.setattr(preparing, "propose_similar", lambda *given, **more: [])
    monkeypatch.setattr(publishing, "pages_like", lambda *given, **more: [])
    monkeypatch.setattr(finding, "propose_similar", lambda *given, **more: [])
