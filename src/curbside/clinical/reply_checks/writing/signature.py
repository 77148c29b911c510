"""Does the signature name the department of the record?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, entry, fold, listed
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import SIGNATURE_CHARACTERS, ReplyCase, problem

_RANK = r"(?:(?:consultant|senior|attending|specialist|head|chief|registrar|resident)(?: of| in)?,? )?"
_TITLES = frozenset({"dr", "prof", "professor", "doctor", "md", "phd", "med"})
_SIGNED_NAME = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:Dr|Prof|Professor|Doctor)\.?\s+)(?P<name>[A-Z][\w'’-]+\.?(?: [A-Z][\w'’-]+){0,3})(?=[ "
    r"\t]*(?:,|\n|$|\())"
)
TYPE = "department_signature_mismatch"


def find_signature_department(case: ReplyCase) -> Iterator[Problem]:
    """A department in the closing lines, neither the record's (reply, else question) nor in the affiliation."""
    record = fold(case.reply.department or case.question.department).strip()
    if not record:
        return
    expected = _ids().get(record, record)
    tail = max(0, len(case.folded) - SIGNATURE_CHARACTERS)
    hits = [(hit, hit["a"] or hit["b"] or hit["c"] or hit["d"]) for hit in _signed().finditer(case.folded, tail)]
    hits += [(hit, hit["own"]) for hit in _speaks_as().finditer(case.folded)]
    named_there = [(hit, hit[0]) for hit in _behind_name(case, tail)]
    # One's own department beside another ("Cardiology, Heart and Vascular Surgery") is no mix-up.
    if not any(_ids()[re.sub(r"\s+", " ", said)] == expected for _, said in named_there):
        hits += named_there
    for hit, said in hits:
        named = re.sub(r"\s+", " ", said)
        if _ids()[named] == expected or named in fold(case.reply.affiliation):
            continue
        message = f"The signature says {named}; the record says {record}."
        yield problem(case, TYPE, hit.start(), hit.end(), severity=Severity.WARN, message=message)
        return
    yield from _other_doctor(case, tail)


def _behind_name(case: ReplyCase, tail: int) -> Iterator[re.Match[str]]:
    """Departments named in the closing lines from the doctor's own name on, outside the affiliation."""
    own = [part for part in re.findall(r"[^\W\d_]{3,}", fold(case.reply.doctor)) if part not in _TITLES]
    places = [case.folded.rfind(part, tail) for part in own]
    start = min((place for place in places if place >= 0), default=-1)
    affiliation = fold(case.reply.affiliation)
    for hit in _any_name().finditer(case.folded, start) if start >= 0 else ():
        around = case.folded[max(0, hit.start() - len(affiliation)) : hit.end() + len(affiliation)]
        if hit[0] in affiliation and affiliation in around:
            continue
        yield hit


def _other_doctor(case: ReplyCase, tail: int) -> Iterator[Problem]:
    """A doctor's name on a line of its own at the end that shares no word with the doctor of the record."""
    own = frozenset(re.findall(r"[^\W\d_]{2,}", fold(case.reply.doctor))) - _TITLES
    if not own:
        return
    for hit in _SIGNED_NAME.finditer(case.reply.text, tail):
        signed = frozenset(re.findall(r"[^\W\d_]{2,}", fold(hit["name"]))) - _TITLES
        if signed and not signed & own:
            message = f"The signature names {hit['name']}; the record says {case.reply.doctor}."
            yield problem(case, TYPE, *hit.span("name"), severity=Severity.WARN, message=message)
            return


@cache
def _ids() -> dict[str, str]:
    rows = {fold(str(name)): str(department) for department, names in entry("names").items() for name in names}
    elsewhere = {name: name for name in listed("elsewhere")}
    return elsewhere | rows | {department: department for department in map(str, entry("names"))}


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternatives(_ids())})(?![a-z])")


@cache
def _signed() -> re.Pattern[str]:
    names = alternatives(name for name in _ids())
    return re.compile(
        rf"\b(?:department|dept\.?|division|section) of (?P<a>{names})(?![a-z])"
        rf"|\bdr\.?\s[^\n]{{2,60}}?[,|(–—-]\s*{_RANK}(?P<b>{names})(?![a-z])"
        rf"|(?:^|\n)[ \t]*(?:the |for the |your )?{_RANK}(?P<c>{names})(?: department| clinic| team| ward)?[ "
        r"\t]*(?:$|\n|,)"
        rf"|(?:^|\n)[^\n]{{2,60}}?[,|(–—-]\s*(?:from |of |for |at |in |your |the )*{_RANK}(?:in |of |for "
        rf")?(?P<d>{names})"
        r"(?: department| clinic| team| ward)?[ \t]*\)?[ \t]*(?=\n|$)"
    )


@cache
def _speaks_as() -> re.Pattern[str]:
    """ "As a dermatologist I see this often": the department the doctor claims in the text."""
    names = alternatives(name for name in _ids() if re.search(r"(?:ist|ian|or|on)$", name))
    return re.compile(
        rf"\b(?:as an?|i am an?|i'm an?|being an?) {_RANK}(?P<own>{names})(?![a-z]),? (?:i\b|and i\b|who\b|myself\b)"
    )
