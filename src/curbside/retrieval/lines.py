"""JSON lines in, JSON records out: building, querying and comparing over a stream of any length in constant memory."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from curbside.errors import BadInput
from curbside.retrieval.document import Document
from curbside.retrieval.encoder import Encoder
from curbside.retrieval.index import Index
from curbside.retrieval.place import Place, build_index
from curbside.retrieval.sameness import same

Record = dict[str, object]
_LIFE_SIGN_EVERY = 1000


@dataclass(slots=True)
class Tally:
    """What to print for lines that could not be read, and how many documents were added, repeated ids included."""

    errors: list[Record] = field(default_factory=list)
    taken: int = 0


def answered(lines: Iterable[str], answer: Callable[[Mapping[str, object]], Record]) -> Iterator[Record]:
    """One record per line, same order; a line that cannot be used gives {"id", "error"}. Blank lines are skipped."""
    for line in lines:
        if line.strip():
            yield _answer(line, answer)


def query_lines(lines: Iterable[str], index: Index, *, top_k: int, floor: bool) -> Iterator[Record]:
    """{"id","text","department"?} → {"id","hits":[{"id","score","why"}]}."""

    def answer(record: Mapping[str, object]) -> Record:
        department = text_of(record, "department", default="") or None
        hits = index.query(text_of(record, "text"), top_k=top_k, department=department, floor=floor)
        listed = [{"id": hit.id, "score": hit.score, "why": list(hit.why)} for hit in hits]
        return {"id": record.get("id"), "hits": listed}

    return answered(lines, answer)


def same_lines(lines: Iterable[str], encoder: Encoder) -> Iterator[Record]:
    """{"id","a","b"} → {"id","same","score"}."""

    def answer(record: Mapping[str, object]) -> Record:
        decided = same(text_of(record, "a"), text_of(record, "b"), encoder=encoder)
        return {"id": record.get("id"), "same": decided.same, "score": decided.score}

    return answered(lines, answer)


def build_from_lines(
    lines: Iterable[str], place: Place, encoder: Encoder, *, progress: Callable[[int], None], tally: Tally
) -> Record:
    """Build an index of the corpus at `place`, replacing one that is there when all is read; the report.

    `progress` is called with the number read every thousand; unusable lines land in `tally`. Raises BadInput when
    a folder holds something else than an index. "bytes" is null for a database.
    """
    start = time.perf_counter()
    build_index(place, encoder, _documents(lines, progress, tally))
    count = Index(place, encoder).count()
    size = None if isinstance(place, str) else sum(p.stat().st_size for p in place.rglob("*") if p.is_file())
    return {
        "count": count,
        "repeated": tally.taken - count,
        "errors": len(tally.errors),
        "seconds": round(time.perf_counter() - start, 2),
        "bytes": size,
    }


def text_of(record: Mapping[str, object], key: str, *, default: str | None = None) -> str:
    """The string under `key`. Raises BadInput when it is absent without a default, or no string."""
    value = record.get(key, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise BadInput(f'needs "{key}" as a string')
    return value


def _answer(line: str, answer: Callable[[Mapping[str, object]], Record]) -> Record:
    id: object = None
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            raise BadInput("needs a JSON object")
        id = record.get("id")
        return answer(record)
    except (ValueError, RecursionError) as error:
        return {"id": id, "error": f"not JSON: {error}"}
    except BadInput as error:
        return {"id": id, "error": str(error)}


def _documents(lines: Iterable[str], progress: Callable[[int], None], tally: Tally) -> Iterator[Document]:
    read: list[Document] = []
    for number, record in enumerate(answered(lines, lambda record: _take(record, read)), start=1):
        if "error" in record:
            tally.errors.append(record)
        yield from read
        tally.taken += len(read)
        read.clear()
        if number % _LIFE_SIGN_EVERY == 0:
            progress(number)


def _take(record: Mapping[str, object], into: list[Document]) -> Record:
    id, text = record.get("id"), text_of(record, "text")
    if not isinstance(id, str | int) or id == "":
        raise BadInput('needs "id"')
    fields = {name: text_of(record, name, default="") for name in ("title", "answer", "department")}
    if not any(c.isalnum() for c in text + fields["title"]):
        raise BadInput("has no words")
    into.append(Document(id=str(id), text=text, language=text_of(record, "language", default="en") or "en", **fields))
    return {"id": id}
