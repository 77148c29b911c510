"""A headline for a question: specific, entailed by what was asked, sentence case, at most 90 characters."""

import re
from collections.abc import Callable, Iterator
from itertools import chain, count

from curbside.drafting.headline_parts import Parts, parts_of
from curbside.knowledge.departments import departments

LONGEST = 90
# Leaves room for "(seventh question)".
_MARKABLE = 70
_COURTESY = re.compile(
    r"^\s*(?:(?:hello|hi|hey|dear|good\s+(?:morning|evening|afternoon))\b[\s,]*)?(?:(?:doctor|doctors|doc|dr)\b[\s,.!:]*)?"
    r"(?:(?:urgent|question|help|please(?:\s+help)?)\s*[:!,.-]+\s*)*",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:i\s+am|i['’]m|aged?)?\s*\d{1,3}[\s-]*(?:years?|yrs?|months?|y/?o)[\s-]*(?:old)?\b,?|\bage[d:]?\s*\d+",
    re.IGNORECASE,
)
# A mark of who somebody is; a title that bears one is not shown.
_PERSONAL = re.compile(r"@|https?:|www\.|\d{4,}|\bmy\s+name\b|\b(?:mr|mrs|ms|dr)\.?\s+[A-Z]", re.IGNORECASE)
_ORDINALS = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]


def headline(title: str, body: str, *, department: str = "", is_taken: Callable[[str], bool] | None = None) -> str:
    """A headline made from the (de-identified) question alone. When `is_taken` says a wording is used already,
    more of what the question says is added until it is unique. Never empty."""
    taken = is_taken or (lambda _: False)
    wordings = tuple(_candidates(parts_of(f"{title}\n{body}"), title, department))
    marked = _marked(max((one for one in wordings if len(one) <= _MARKABLE), key=len, default=wordings[0]))
    return next(one for one in chain(wordings, marked) if not taken(one))


def _candidates(parts: Parts, title: str, department: str) -> Iterator[str]:
    """Wordings from the most fitting on; those without any finding come from the title, then the department."""
    seen: set[str] = set()
    for one in (*_composed(parts), *_fallbacks(parts, title, department)):
        if one and one not in seen:
            seen.add(one)
            yield one


def _composed(parts: Parts) -> Iterator[str]:
    if not parts.complaints and not parts.concern:
        return
    for most in (2, 3, 1):
        yield _joined(parts, parts.complaints[:most], extra=())
    for detail in parts.further:
        yield _joined(parts, parts.complaints[:1], extra=(detail,))
    for first in range(1, len(parts.complaints)):
        yield _joined(parts, (parts.complaints[0], parts.complaints[first]), extra=())


def _joined(parts: Parts, complaints: tuple[str, ...], *, extra: tuple[str, ...]) -> str:
    """Complaints, person, event, time, further details, concern; the dearest pieces get the room first."""
    fixed = {0: _listed(complaints)} if complaints else {}
    order = [(5, parts.concern), *((4, one) for one in extra), (1, parts.person), (2, parts.event), (3, parts.time)]
    for place, piece in order:
        if piece and piece not in fixed.values() and len(_sentence({**fixed, place: piece})) <= LONGEST:
            fixed[place] = piece
    while len(_sentence(fixed)) > LONGEST and len(complaints) > 1:
        return _joined(parts, complaints[:-1], extra=extra)
    return _sentence(fixed)


def _listed(pieces: tuple[str, ...]) -> str:
    return pieces[0] if len(pieces) == 1 else f"{', '.join(pieces[:-1])} and {pieces[-1]}"


def _sentence(fixed: dict[int, str]) -> str:
    main = " ".join(fixed[place] for place in (0, 1, 2, 3) if place in fixed)
    whole = ", ".join(piece for piece in (main, fixed.get(4, ""), fixed.get(5, "")) if piece)
    return whole[:1].upper() + whole[1:]


def _fallbacks(parts: Parts, title: str, department: str) -> Iterator[str]:
    label = next((one.label for one in departments() if one.id == department), "")
    if not parts.complaints and not parts.concern:
        yield _clean_title(title)
        for event in filter(None, (parts.event, *parts.further)):
            subject = event.removeprefix("after ").removeprefix("asking about ")
            yield f"Question about {subject}"[:LONGEST]
        yield f"{label} question" if label else "Health question"


def _clean_title(title: str) -> str:
    """The asker's title without courtesies and ages, cut at a word; "" when it says nothing or may say who asks."""
    plain = " ".join(_AGE.sub(" ", _COURTESY.sub("", title)).split()).strip(" ,.;:!-")
    if len(plain) < 8 or _PERSONAL.search(plain):
        return ""
    if plain.isupper():
        plain = plain.lower()
    if len(plain) > LONGEST:
        plain = plain[: LONGEST + 1].rsplit(" ", 1)[0][:LONGEST].rstrip(" ,.;:")
    return plain[0].upper() + plain[1:]


def _marked(base: str) -> Iterator[str]:
    """The wording with a mark that tells equal questions apart, without end."""
    for ordinal in _ORDINALS:
        yield _with_mark(base, f" ({ordinal} question)")
    for number in count(11):
        yield _with_mark(base, f" (question {number})")


def _with_mark(base: str, mark: str) -> str:
    return base[: LONGEST - len(mark)].rstrip(" ,") + mark
