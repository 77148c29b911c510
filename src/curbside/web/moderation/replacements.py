"""What a moderator decided about each replacement, and the text that comes of it. Works from plain form fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from curbside.clinical.privacy import IdentifierType, PrivacySpan, apply_replacements
from curbside.web.diff import TYPE_WORDS, Segment, segments, span_from_json
from curbside.web.publishing.taking_out import TakenOut, places_of
from curbside.web.questions.models import OriginalText, Question

EMPTY_ROWS = 3
MOST_ROWS = 60
CONTEXT_CHARS = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One replacement the software made: taken as it is, changed, or undone."""

    n: int
    span: PrivacySpan
    kind: str
    before: str
    after: str
    put_in: str
    keep: bool


@dataclass(frozen=True, slots=True)
class Added:
    """Words the moderator takes out; `missing`: they stand nowhere."""

    n: int
    words: str
    put_in: str
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """All decisions together. `written` is the text they are about: the original, or what is left of it."""

    written: str
    rows: tuple[Row, ...]
    added: tuple[Added, ...]
    waived: Mapping[str, str]

    @property
    def taken_out(self) -> tuple[TakenOut, ...]:
        return tuple(TakenOut(each.words, each.put_in) for each in self.added if each.words)

    @property
    def pieces(self) -> list[Segment]:
        return segments(self.written, self._spans())

    @property
    def body(self) -> str:
        return apply_replacements(self.written, self._spans())

    @property
    def missing(self) -> list[str]:
        return [each.words for each in self.added if each.missing]

    def _spans(self) -> list[PrivacySpan]:
        """In reading order, without overlap: what the software found comes first."""
        spans = [replace(row.span, replacement=row.put_in) for row in self.rows if not row.keep]
        for each in self.taken_out:
            for start, end in places_of(each.words, self.written):
                if all(end <= span.start or span.end <= start for span in spans):
                    words = self.written[start:end]
                    spans.append(PrivacySpan(start, end, IdentifierType.NAME, words, each.put_in, True))
        return sorted(spans, key=lambda span: span.start)


def read_choices(
    question: Question, original: OriginalText | None, data: Mapping[str, str], *, elsewhere: Sequence[str]
) -> Chosen:
    """What the fields of `data` say; with no fields, everything as the software proposes it.

    `elsewhere`: the other texts of the page, in which added words may stand too.
    """
    written = original.body if original else question.body
    spans = [span_from_json(span) for span in original.spans] if original else []
    rows = tuple(_row(n, span, written, data) for n, span in enumerate(spans))
    return Chosen(written, rows, tuple(_added(data, [written, *elsewhere])), _waived(data))


def _row(n: int, span: PrivacySpan, text: str, data: Mapping[str, str]) -> Row:
    return Row(
        n=n,
        span=span,
        kind=TYPE_WORDS.get(span.type, span.type),
        before=text[max(0, span.start - CONTEXT_CHARS) : span.start],
        after=text[span.end : span.end + CONTEXT_CHARS],
        put_in=data.get(f"put-{n}", span.replacement),
        keep=data.get(f"do-{n}") == "keep",
    )


def _added(data: Mapping[str, str], texts: Sequence[str]) -> list[Added]:
    """The filled rows, then empty ones to fill. What was decided to go from the list of leftovers is among them."""
    pairs = [(data.get(f"add-words-{n}", ""), data.get(f"add-put-{n}", "")) for n in range(MOST_ROWS)]
    decided = [n for n in range(MOST_ROWS) if data.get(f"left-do-{n}") == "out"]
    pairs += [(data.get(f"left-words-{n}", ""), data.get(f"left-put-{n}", "")) for n in decided]
    filled = {" ".join(words.split()): put_in.strip() for words, put_in in pairs if words.strip()}
    rows = [
        Added(n, words, put_in, missing=not any(places_of(words, text) for text in texts))
        for n, (words, put_in) in enumerate(filled.items())
    ]
    return [*rows, *(Added(len(rows) + n, "", "") for n in range(EMPTY_ROWS))]


def _waived(data: Mapping[str, str]) -> dict[str, str]:
    return {
        data[f"left-words-{n}"]: data.get(f"left-why-{n}", "").strip()
        for n in range(MOST_ROWS)
        if data.get(f"left-do-{n}") == "stay" and data.get(f"left-words-{n}")
    }
