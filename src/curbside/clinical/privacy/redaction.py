"""Which words could identify a person, and what stands in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from curbside.clinical.privacy.ages import find_exact_ages
from curbside.clinical.privacy.contacts import find_contacts
from curbside.clinical.privacy.dates import find_dates
from curbside.clinical.privacy.ids import find_ids
from curbside.clinical.privacy.learned import find_learned
from curbside.clinical.privacy.names import find_names
from curbside.clinical.privacy.people import settle_people
from curbside.clinical.privacy.places import find_places
from curbside.clinical.privacy.rarity import find_rare_jobs, find_warnings
from curbside.clinical.privacy.span import (
    IdentifierType,
    PrivacySpan,
    Redaction,
    apply_replacements,
    blank_placeholders,
    make_span,
    merge_spans,
)
from curbside.clinical.privacy.spelled import find_spelled
from curbside.clinical.privacy.words import find_sayings, is_common, is_said

__all__ = ["IdentifierType", "PrivacySpan", "Redaction", "apply_replacements", "redact"]

_FINDERS = (find_contacts, find_spelled, find_ids, find_dates, find_exact_ages, find_names, find_places, find_rare_jobs)
_WORDED = frozenset({IdentifierType.NAME, IdentifierType.LOCATION, IdentifierType.ORG})
# Each pass can bring words together that were apart; real text settles in one or two.
_MAX_PASSES = 8
# The learned reader costs most of the time; what it has not found when read three times it leaves to the rules.
_LEARNED_PASSES = 3
# No wording reaches farther than this many characters (most windows of the finders are 60); where the windows cover
# most of the text it is read whole.
_NEAR, _MOST = 90, 0.7
# "Vitamin C. Anna says": the letter belongs to what stands before it.
_LETTERED = re.compile(r"\b(?i:hepatitis|vitamin|type|group|class|stage|grade|plan|option|factor|part|influenza)\s$")
# Behind the label of a name, or at the start of a line: a surname in capitals before the given name.
_CAPITALS = re.compile(
    r"(?:^|\n|\b(?i:patient|name|pt|client|paciente|hasta|nombre|nom|re)\s?[:=]?\s)\s*(?P<n>[A-ZÀ-Þ]{2,20}(?:-[A-ZÀ-Þ]{2,20})?),?\s(?!.)",
    re.DOTALL,
)
# "Abbie K. (13)", "Lakshmi P |"; never the pronoun.
_INITIAL_BEHIND = re.compile(
    r"\s(?!I\b|A\b(?!\.))[A-Z](?:\.(?=\s|[,;)|]|$)|(?=\s?[|,;)\n(/]|\s{2}|\s*$))|\.[a-z](?=\s?[<(\n|])"
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.[ -]?){1,3}(?!.)", re.DOTALL)


def redact(text: str, *, known: Mapping[str, str] | None = None, learned: bool = True) -> Redaction:
    """Take out what identifies. `known` maps earlier texts to their replacements, so a thread stays consistent.
    `learned`: ask the learned reader too, for names that no rule or list holds.

    Idempotent: redact(redact(t).text).spans is empty.
    """
    known = known or {}
    spans = _with_learned(text, _detect(text, known), learned=learned)
    for number in range(_MAX_PASSES):
        if not spans:
            return Redaction(text, (), find_warnings(text, ()))
        settled = settle_people(text, spans)
        published = apply_replacements(text, settled)
        near = _detect_near(published, settled, known)
        more = _with_learned(published, near, learned=learned and number < _LEARNED_PASSES)
        if not more:
            return Redaction(published, settled, find_warnings(text, settled))
        spans = _carry_back(text, spans, settled, more)
    whole = (PrivacySpan(0, len(text), IdentifierType.NAME, text, "[removed]", True),)
    return Redaction("[removed]", whole, ())


def _with_learned(text: str, spans: tuple[PrivacySpan, ...], *, learned: bool) -> tuple[PrivacySpan, ...]:
    """`spans` and what the learned reader adds where no rule has spoken; names with the initials before them."""
    if not learned:
        return _with_initials(text, spans)
    added = [
        found
        for found in find_learned(blank_placeholders(text))
        if all(found.end <= span.start or span.end <= found.start for span in spans)
    ]
    return _with_initials(text, merge_spans(text, [*spans, *added]) if added else spans)


def _with_initials(text: str, spans: tuple[PrivacySpan, ...]) -> tuple[PrivacySpan, ...]:
    """ "P. [name]" still tells something: the initials in front of a name go with it, those behind it ("Abbie K.") and
    the other half of a name in capitals ("GUO Meiling", "ODUYA, Philip") too."""
    widened: list[PrivacySpan] = []
    for at, span in enumerate(spans):
        start, end = span.start, span.end
        floor = widened[-1].end if widened else 0
        ceiling = spans[at + 1].start if at + 1 < len(spans) else len(text)
        if span.type is IdentifierType.NAME:
            if text[max(0, start - 2) : start].rstrip(" -").endswith("."):
                initials = _INITIALS.search(text, max(floor, start - _NEAR), start)
                if initials and not _LETTERED.search(text, 0, initials.start()):
                    start = initials.start()
            if (half := _CAPITALS.search(text, max(floor, start - _NEAR), start)) and not is_common(half["n"]):
                start = half.start("n")
            behind = _INITIAL_BEHIND.match(text, end, ceiling)
            if behind and text[start:end][-1:].isalpha():
                end = behind.end()
        is_same = (start, end) == (span.start, span.end)
        widened.append(span if is_same else replace(span, start=start, end=end, text=text[start:end]))
    return tuple(widened)


def _detect(text: str, known: Mapping[str, str]) -> tuple[PrivacySpan, ...]:
    blanked = blank_placeholders(text)
    found = [span for find in _FINDERS for span in find(blanked)]
    found = _without_sayings(blanked, found)
    found += _find_known(blanked, known)
    merged = merge_spans(text, found)
    chosen = (_with_known(span, known) for span in merged) if known else merged
    return tuple(span for span in chosen if span.text != span.replacement)


def _without_sayings(text: str, found: list[PrivacySpan]) -> list[PrivacySpan]:
    """`found` without the names and places that belong to a saying."""
    if not any(span.type in _WORDED for span in found):
        return found
    sayings = find_sayings(text)
    return [span for span in found if span.type not in _WORDED or not is_said(span.start, span.end, sayings)]


def _detect_near(published: str, settled: tuple[PrivacySpan, ...], known: Mapping[str, str]) -> tuple[PrivacySpan, ...]:
    """What stands around the replacements: farther off nothing has changed since the last reading."""
    windows = _windows(published, settled)
    if sum(end - start for start, end in windows) > _MOST * len(published):
        return _detect(published, known)
    return tuple(
        replace(span, start=span.start + start, end=span.end + start)
        for start, end in windows
        for span in _detect(published[start:end], known)
    )


def _windows(published: str, settled: tuple[PrivacySpan, ...]) -> list[tuple[int, int]]:
    """Stretches of `published` around each replacement, cut between words, without overlap."""
    windows: list[tuple[int, int]] = []
    shift = 0
    for span in settled:
        at = span.start + shift
        shift += len(span.replacement) - len(span.text)
        start = published.rfind(" ", 0, max(0, at - _NEAR)) + 1
        end = published.find(" ", at + len(span.replacement) + _NEAR)
        end = len(published) if end < 0 else end
        if windows and start <= windows[-1][1]:
            start = windows.pop()[0]
        windows.append((start, end))
    return windows


def _find_known(text: str, known: Mapping[str, str]) -> Iterator[PrivacySpan]:
    for words, replacement in known.items():
        # A replacement that holds its own original would be replaced for ever.
        if not words.strip() or words.lower() in replacement.lower():
            continue
        pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
        for hit in re.finditer(pattern, text, re.IGNORECASE):
            yield make_span(text, hit.span(), IdentifierType.NAME, replacement)


def _with_known(span: PrivacySpan, known: Mapping[str, str]) -> PrivacySpan:
    words = known.get(span.text)
    if words is None or span.text.lower() in words.lower():
        return span
    return PrivacySpan(span.start, span.end, span.type, span.text, words, span.must)


def _carry_back(
    text: str, spans: tuple[PrivacySpan, ...], settled: tuple[PrivacySpan, ...], more: Iterable[PrivacySpan]
) -> tuple[PrivacySpan, ...]:
    """`spans` with the finds of the published text, moved to where their words stand in `text`."""
    carried = [*spans]
    for span in more:
        start, end = _origin(settled, span.start, span.end)
        carried.append(PrivacySpan(start, end, span.type, text[start:end], span.replacement, span.must))
    return merge_spans(text, carried)


def _origin(spans: tuple[PrivacySpan, ...], start: int, end: int) -> tuple[int, int]:
    """The stretch of the original that published[start:end) came from, whole replaced stretches
    included."""
    shift, first, last = 0, start, end
    for span in spans:
        at = span.start + shift
        until = at + len(span.replacement)
        if until <= start:
            first += len(span.text) - len(span.replacement)
        elif at < start:
            first = span.start
        if until <= end:
            last += len(span.text) - len(span.replacement)
        elif at < end:
            last = span.end
        shift += len(span.replacement) - len(span.text)
    return first, last
