"""A headline for a question: specific, entailed by what was asked, sentence case, at most 90 characters."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, count

from curbside.clinical.sentences import split_sentences
from curbside.drafting.headline_chinese import chinese_marked, chinese_wordings, holds_chinese, is_chinese
from curbside.drafting.headline_parts import Parts, parts_of
from curbside.drafting.headline_title import LONGEST, capitalized, clean_title, is_specific, names_something
from curbside.drafting.terms import content_stems
from curbside.knowledge.departments import departments

# Leaves room for "(seventh question)".
_MARKABLE = 70
# A composed headline replaces a specific title only when it keeps this share of the title's words that carry meaning.
_KEPT_OF_TITLE = 0.5
_ORDINALS = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
# Letters that two forms of one word share.
_ROOT = 4
_MOST_SENTENCES = 12
_LATIN = re.compile(r"[A-Za-z]{2,}")
# What a headline needs stands early; the bounds keep hostile texts cheap.
_MOST_TITLE, _MOST_BODY = 400, 6000


def headline(title: str, body: str, *, department: str = "", is_taken: Callable[[str], bool] | None = None) -> str:
    """A headline made from the (de-identified) question alone. When `is_taken` says a wording is used already,
    more of what the question says is added until it is unique. Never empty, and in one language: a question that is
    mostly Chinese has a Chinese headline, any other with Latin words one without Chinese characters."""
    taken = is_taken or (lambda _: False)
    title, body = title[:_MOST_TITLE], body[:_MOST_BODY]
    chinese = is_chinese(f"{title}\n{body}")
    wordings = []
    # The later ones cost most and are seldom needed.
    for one in chinese_wordings(title, body) if chinese else _candidates(title, body, department):
        if not taken(one):
            return one
        wordings.append(one)
    longest = max((one for one in wordings if len(one) <= _MARKABLE), key=len, default=wordings[0])
    marked = chinese_marked(wordings[0]) if chinese else _marked(longest)
    return next(one for one in marked if not taken(one))


def _candidates(title: str, body: str, department: str) -> Iterator[str]:
    """Wordings from the most fitting on, each once."""
    text = f"{title}\n{body}"
    parts, own = _without_chinese_times(parts_of(text)), clean_title(title)
    # A text without a Latin word is in a script this module composes nothing in; its own sentences stay.
    latin = _LATIN.search(text) is not None
    composed = tuple(_composed(parts))
    best = _own_sentences(body) if parts.vague else ()
    seen: set[str] = set()
    first = tuple(_first_choice(parts, own, composed))
    grown = tuple(_grown(parts, own))
    if not first and composed and is_specific(own):
        first = (composed[0], own)
    for one in chain(first, grown, best, composed, _fallbacks(parts, own, body, department)):
        if one and len(one) <= LONGEST and one not in seen and not (latin and holds_chinese(one)):
            seen.add(one)
            yield one


def _without_chinese_times(parts: Parts) -> Parts:
    """A time said in Chinese belongs to no English wording."""
    times = tuple("" if holds_chinese(time) else time for time in parts.times)
    return replace(parts, times=times, pair_time="" if holds_chinese(parts.pair_time) else parts.pair_time)


def _first_choice(parts: Parts, own: str, composed: tuple[str, ...]) -> Iterator[str]:
    """The asker's title when it is specific and the composed wording would lose what it says, or is vague."""
    if not is_specific(own):
        return
    words = content_stems(own)
    kept = len(words & content_stems(composed[0])) / len(words) if composed else 0.0
    if parts.vague or kept < _KEPT_OF_TITLE or len(composed[0]) < len(own):
        yield own


def _composed(parts: Parts) -> Iterator[str]:
    """At most two complaints with what belongs to them, then one with less and less, then what else was named."""
    if not parts.complaints:
        if parts.concern:
            yield capitalized(parts.concern)
        return
    one, two = parts.complaints[0], " and ".join(parts.complaints[:2])
    time = parts.times[0]
    pieces = (parts.person, parts.event)
    if len(parts.complaints) > 1 and (parts.pair_time or not time):
        yield _fitted(two, *pieces, parts.pair_time, concern=parts.concern)
    yield _fitted(one, *pieces, time, concern=parts.concern)
    yield _fitted(two, *pieces, concern=parts.concern)
    yield _fitted(one, *pieces, time, concern="")
    for third in parts.complaints[2:]:
        yield _fitted(f"{one} and {third}", *pieces, concern="")
    for detail in parts.further:
        yield _fitted(one, *pieces, concern=detail)


def _fitted(main: str, *pieces: str, concern: str) -> str:
    """The pieces that still fit, in order."""
    made = main
    for piece, comma in (*((piece, False) for piece in pieces), (concern, True)):
        longer = f"{made}{',' if comma else ''} {piece}"
        if piece and len(longer) <= LONGEST:
            made = longer
    return capitalized(made)


def _grown(parts: Parts, own: str) -> Iterator[str]:
    """The asker's title with one true detail more, for when the plain one is taken."""
    if not is_specific(own):
        return
    base = own.rstrip("?.! ")
    for detail in (parts.person, parts.event, parts.concern, *parts.complaints[:2], *parts.others, *parts.further):
        if detail and _adds(detail, base):
            yield f"{base}: {detail}" if not own.endswith("?") else f"{own} {capitalized(detail)}"


def _adds(detail: str, base: str) -> bool:
    """Does the detail hold a word that the base lacks in every form ("itching" adds nothing to "itchy")?"""
    known = {word[:_ROOT] for word in content_stems(base)}
    return any(word[:_ROOT] not in known for word in content_stems(detail))


def _fallbacks(parts: Parts, own: str, body: str, department: str) -> Iterator[str]:
    label = next((one.label for one in departments() if one.id == department), "")
    if len(content_stems(own)) > 1 or not parts.complaints:
        yield own
    yield from _own_sentences(body)
    if not parts.complaints and not parts.concern:
        for detail in parts.further:
            yield f"Question about {detail.removeprefix('asking about ')}"
        yield f"{label} question" if label else "Health question"


def _own_sentences(body: str) -> Iterator[str]:
    """Short sentences of the body that name something: questions first, then what is told."""
    sentences = [sentence.text.strip() for sentence in split_sentences(body)[:_MOST_SENTENCES]]
    for asks in (True, False):
        for sentence in sentences:
            if sentence.endswith("?") is asks and len(sentence) <= 2 * LONGEST:
                cleaned = clean_title(sentence)
                if is_specific(cleaned) and names_something(cleaned):
                    yield cleaned.rstrip(".")


def _marked(base: str) -> Iterator[str]:
    """The wording with a mark that tells equal questions apart, without end."""
    for ordinal in _ORDINALS:
        yield _with_mark(base, f" ({ordinal} question)")
    for number in count(11):
        yield _with_mark(base, f" (question {number})")


def _with_mark(base: str, mark: str) -> str:
    return base[: LONGEST - len(mark)].rstrip(" ,") + mark
