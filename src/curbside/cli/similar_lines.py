"""What the commands of same questions answer to one object: build, query, same."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from curbside.cli.jsonl import Record, answers, optional_text, text_of
from curbside.errors import BadInput
from curbside.retrieval.document import Document
from curbside.retrieval.encoder import Encoder
from curbside.retrieval.index import Index
from curbside.retrieval.place import Place, build_index
from curbside.retrieval.sameness import same

_LIFE_SIGN_EVERY = 1000
NARROWING = ("department", "language", "age_group")


@dataclass(slots=True)
class Tally:
    """What to print for lines that could not be read, and how many documents were added, repeated ids included."""

    errors: list[Record] = field(default_factory=list)
    taken: int = 0


def query_answer(index: Index, *, top_k: int, floor: bool) -> Callable[[Record], Record]:
    """{"id","text","department"?,"language"?,"age_group"?} → {"id","hits":[{"id","score","why","apart"}]}."""

    def answer(given: Record) -> Record:
        department, language, age_group = (optional_text(given, name) for name in NARROWING)
        hits = index.query(
            text_of(given), top_k=top_k, department=department, language=language, age_group=age_group, floor=floor
        )
        return {
            "hits": [{"id": hit.id, "score": hit.score, "why": list(hit.why), "apart": list(hit.apart)} for hit in hits]
        }

    return answer


def same_answer(encoder: Encoder) -> Callable[[Record], Record]:
    """{"id","a","b"} → {"id","same","score"}."""

    def answer(given: Record) -> Record:
        decided = same(text_of(given, "a"), text_of(given, "b"), encoder=encoder)
        return {"same": decided.same, "score": decided.score}

    return answer


def build_from_lines(
    lines: Iterable[bytes], place: Place, encoder: Encoder, *, progress: Callable[[int], None], tally: Tally
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


def _documents(lines: Iterable[bytes], progress: Callable[[int], None], tally: Tally) -> Iterator[Document]:
    read: list[Document] = []
    for number, record in enumerate(answers(lines, lambda given: _take(given, read)), start=1):
        if "error" in record:
            tally.errors.append(record)
        yield from read
        tally.taken += len(read)
        read.clear()
        if number % _LIFE_SIGN_EVERY == 0:
            progress(number)


def _take(given: Record, into: list[Document]) -> Record:
    id, text = given.get("id"), text_of(given)
    if not isinstance(id, str | int) or id == "":
        raise BadInput('needs "id"')
    fields = {name: text_of(given, name, default="") for name in ("title", "answer", "department", "age_group")}
    if not any(c.isalnum() for c in text + fields["title"]):
        raise BadInput("has no words")
    into.append(Document(id=str(id), text=text, language=optional_text(given, "language") or "en", **fields))
    return {}
