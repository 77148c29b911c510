"""How well do redaction and the reply checks do on labelled lines? Rows with exact 95 % bounds, and the misses."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from curbside.clinical.evaluation import Row, row_of
from curbside.clinical.privacy.redaction import IdentifierType, redact
from curbside.clinical.privacy.span import DIRECT
from curbside.errors import BadInput

Line = Mapping[str, Any]
# The types of the problems found in {"question", "reply"}, without hints.
CheckReply = Callable[[Line], frozenset[str]]


def evaluate_redact(lines: Iterable[Line]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Rows for direct and indirect identifiers gone from the published text, each type, and clean texts touched.

    `lines`: {"id"?, "text", "spans": [{"start", "end", "type"}, …]}; a clean text has no spans. A span counts as gone
    when no letter or digit of it is published. Raises BadInput for any other line, or when there is none.
    """
    gone: list[tuple[IdentifierType, bool]] = []
    touched: list[bool] = []
    misses: list[str] = []
    for number, line in enumerate(lines, start=1):
        text, marks = _marked(line, number)
        found = redact(text).spans
        hidden = {at for span in found for at in range(span.start, span.end)}
        if not marks:
            touched.append(bool(found))
            misses += [f"touched {line.get('id', number)}: {span.type} {span.text!r}" for span in found]
        for start, end, kind in marks:
            is_gone = all(at in hidden for at in range(start, end) if text[at].isalnum())
            gone.append((kind, is_gone))
            misses += [] if is_gone else [f"left {line.get('id', number)}: {kind} {text[start:end]!r}"]
    if not gone and not touched:
        raise BadInput("no labelled lines")
    rows = [
        row_of("direct identifiers gone", [hit for kind, hit in gone if kind in DIRECT]),
        row_of("indirect identifiers gone", [hit for kind, hit in gone if kind not in DIRECT]),
        row_of("clean texts touched", touched),
    ]
    kinds = sorted({kind for kind, _ in gone})
    return (*rows, *(row_of(f"{k} gone", [hit for kind, hit in gone if kind is k]) for k in kinds)), tuple(misses)


def _marked(line: Line, number: int) -> tuple[str, list[tuple[int, int, IdentifierType]]]:
    text, spans = line.get("text"), line.get("spans")
    try:
        if not isinstance(text, str) or not isinstance(spans, list):
            raise TypeError("text and spans are needed")
        marks = [(int(span["start"]), int(span["end"]), IdentifierType(span["type"])) for span in spans]
    except (TypeError, KeyError, ValueError) as error:
        raise BadInput(f"line {number}: needs text and spans of start, end and type ({error})") from error
    if any(not 0 <= start < end <= len(text) for start, end, _ in marks):
        raise BadInput(f"line {number}: a span lies outside the text")
    return text, marks


def evaluate_check_reply(lines: Iterable[Line], check: CheckReply) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Rows for planted errors found, clean replies warned, and each type of error.

    `lines`: {"id"?, "question", "reply", "planted": type, or null for a clean reply}, or {"id", "question", "reply",
    "edits": [{"type", "from", "to"}, …]}: the reply as it stands, clean, and one more for each edit, see `rows_of`.
    Raises BadInput for any other line, or when there is none.
    """
    found: list[tuple[str, bool]] = []
    warned: list[bool] = []
    misses: list[str] = []
    numbered = enumerate(lines, start=1)
    for at, row in ((number, row) for number, line in numbered for row in rows_of(line, number=number)):
        try:
            types = check(row)
        except (KeyError, TypeError) as error:
            raise BadInput(f"line {at}: needs question and reply ({error!r})") from error
        name, planted = row.get("id", at), row["planted"]
        if planted is None:
            warned.append(bool(types))
            misses += [f"warned {name}: {', '.join(sorted(types))}"] if types else []
        else:
            found.append((str(planted), planted in types))
            misses += [] if planted in types else [f"missed {name}: {planted}"]
    if not found and not warned:
        raise BadInput("no labelled lines")
    rows = [row_of("planted errors found", [hit for _, hit in found]), row_of("clean replies warned", warned)]
    kinds = sorted({kind for kind, _ in found})
    return (*rows, *(row_of(f"{k} found", [hit for kind, hit in found if kind == k]) for k in kinds)), tuple(misses)


def rows_of(line: Line, *, number: int) -> Iterator[Line]:
    """The replies of one line, each with its "planted" type, null where clean.

    With "edits" the first is the reply as written, clean; the n-th edit (from 0) puts its "to" for its "from", which
    must stand in the text exactly once, and is called "<id>.<n>": clean where its type is "clean". Raises BadInput,
    naming line `number`, for a line of neither form or of both.
    """
    if "edits" not in line:
        if "planted" not in line:
            raise BadInput(f"line {number}: planted is missing; null for a clean reply (or edits)")
        yield line
        return
    if "planted" in line:
        raise BadInput(f"line {number}: holds planted and edits; give one of the two")
    reply, edits, name = line.get("reply"), line["edits"], line.get("id", number)
    text = reply.get("text") if isinstance(reply, Mapping) else None
    if not isinstance(reply, Mapping) or not isinstance(text, str) or not isinstance(edits, list):
        raise BadInput(f"line {number}: edits needs a list, and a reply with its text")
    shared = {key: value for key, value in line.items() if key != "edits"}
    yield {**shared, "id": name, "planted": None}
    for at, edit in enumerate(edits):
        kind, old, new = (edit.get(key) if isinstance(edit, Mapping) else None for key in ("type", "from", "to"))
        if not isinstance(kind, str) or not isinstance(old, str) or not isinstance(new, str):
            raise BadInput(f"line {number}: edit {at} needs type, from and to as texts")
        if not old or text.count(old) != 1:
            raise BadInput(f"line {number}: what edit {at} replaces must occur exactly once in the reply: {old!r}")
        edited = {**reply, "text": text.replace(old, new)}
        yield {**shared, "id": f"{name}.{at}", "reply": edited, "planted": None if kind == "clean" else kind}
