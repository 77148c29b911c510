"""Does the greeting use the asker's alias?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.greeting import find_greeting
from curbside.clinical.reply_checks.lexicon import fold, listed
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "salutation_name_mismatch"


def find_salutation_name(case: ReplyCase) -> Iterator[Problem]:
    """A name in the greeting that shares no word with the alias."""
    greeting = find_greeting(case)
    if greeting is None or not greeting.name or not case.question.alias.strip():
        return
    if _parts(greeting.name) & _parts(case.question.alias):
        return
    message = f"The greeting names {greeting.name}; the asker is called {case.question.alias}."
    yield problem(case, TYPE, greeting.start, greeting.end, severity=Severity.WARN, message=message)


def _parts(name: str) -> frozenset[str]:
    """The words of a name without titles; Han names by character, since surname and given name are written together."""
    folded = fold(name)
    parts = re.findall(r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+", folded)
    return frozenset(parts) - frozenset(listed("not_names"))
