"""Does the signature name the department of the record?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, entry, fold
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import SIGNATURE_CHARACTERS, ReplyCase, problem

_RANK = r"(?:(?:consultant|senior|attending|specialist|head|chief|registrar|resident)(?: of| in)?,? )?"
TYPE = "department_signature_mismatch"


def find_signature_department(case: ReplyCase) -> Iterator[Problem]:
    """A department in the closing lines, neither the record's (reply, else question) nor in the affiliation."""
    record = fold(case.reply.department or case.question.department).strip()
    if not record:
        return
    expected = _ids().get(record, record)
    tail = max(0, len(case.folded) - SIGNATURE_CHARACTERS)
    for hit in _signed().finditer(case.folded, tail):
        named = re.sub(r"\s+", " ", hit["a"] or hit["b"] or hit["c"])
        if _ids()[named] == expected or named in fold(case.reply.affiliation):
            continue
        message = f"The signature says {named}; the record says {record}."
        yield problem(case, TYPE, hit.start(), hit.end(), severity=Severity.WARN, message=message)
        return


@cache
def _ids() -> dict[str, str]:
    rows = {fold(str(name)): str(department) for department, names in entry("names").items() for name in names}
    return rows | {department: department for department in map(str, entry("names"))}


@cache
def _signed() -> re.Pattern[str]:
    names = alternatives(name for name in _ids())
    return re.compile(
        rf"\b(?:department|dept\.?|division|section) of (?P<a>{names})(?![a-z])"
        rf"|\bdr\.?\s[^\n]{{2,60}}?[,|(–—-]\s*{_RANK}(?P<b>{names})(?![a-z])"
        rf"|(?:^|\n)[ \t]*{_RANK}(?P<c>{names})(?: department| clinic)?[ \t]*(?:$|\n|,)"
    )
