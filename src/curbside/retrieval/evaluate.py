"""How well are same questions found and told apart? Measured over any labelled file, with confidence intervals."""

import gzip
import json
import math
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curbside.errors import BadInput
from curbside.retrieval.document import Document
from curbside.retrieval.encoder import Encoder
from curbside.retrieval.index import Index
from curbside.retrieval.sameness import same

_KEYS = (("a", "b"), ("q1", "q2"), ("chq", "faq"))
# Two-sided 95 %.
_Z = 1.96
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """Two questions; `label` is true when one answer serves both."""

    a: str
    b: str
    label: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion of `n` with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class SimilarReport:
    """Shares by name ("R@1", …, "pair accuracy"), MRR@10, milliseconds per query, size of the corpus searched."""

    shares: Mapping[str, Share]
    mrr_at_10: float
    ms_p50: float
    ms_p95: float
    corpus: int


def evaluate_similar(
    path: Path, *, encoder: Encoder, corpus: Path | None = None, limit: int | None = None
) -> SimilarReport:
    """Search each a whose b is the same question among all b's and the corpus; decide every pair.

    `path`: JSONL (or .gz) of {"a","b","label"} (or q1/q2, chq/faq); `corpus`: JSONL of {"text"}, first `limit` lines.
    Raises BadInput for a file without such pairs.
    """
    pairs = read_pairs(path)
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "index", encoder)
        index.upsert(_documents(pairs, _texts(corpus, limit)))
        ranks, lasted = _search(index, pairs)
        shares = _retrieval_shares(pairs, ranks, index)
        count = index.count()
    shares["pair accuracy"] = share(same(p.a, p.b, encoder=encoder).same == p.label for p in pairs)
    found = list(ranks.values())
    return SimilarReport(shares, _mrr(found), _quantile(lasted, 0.5), _quantile(lasted, 0.95), count)


def read_pairs(path: Path) -> list[Pair]:
    pairs = [pair for record in records(path) if (pair := _pair(record))]
    if not any(pair.label for pair in pairs):
        raise BadInput(f"{path} has no pairs with label 1: lines need a, b and label.")
    return pairs


def share(outcomes: Iterable[bool]) -> Share:
    """Part of outcomes that are true, with Wilson's score interval (J. Am. Stat. Assoc. 1927, 22:209)."""
    values = list(outcomes)
    n = len(values)
    if n == 0:
        return Share(0.0, 0.0, 1.0, 0)
    p = sum(values) / n
    centre, spread = p + _Z**2 / (2 * n), _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
    scale = 1 + _Z**2 / n
    return Share(p, max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale), n)


def _pair(record: Mapping[str, object]) -> Pair | None:
    for a, b in _KEYS:
        first, second = record.get(a), record.get(b)
        if isinstance(first, str) and isinstance(second, str) and "label" in record:
            return Pair(first, second, bool(record["label"]))
    return None


def records(path: Path) -> Iterator[Mapping[str, object]]:
    """The objects of a JSONL file, .gz or plain. Raises BadInput naming a line that is not JSON."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise BadInput(f"{path}, line {number} is not JSON: {error}") from error
            if isinstance(record, dict):
                yield record


def _texts(corpus: Path | None, limit: int | None) -> Iterator[str]:
    if corpus is None:
        return
    for number, record in enumerate(records(corpus)):
        if limit is not None and number >= limit:
            return
        text = record.get("text") or record.get("question")
        if isinstance(text, str) and any(c.isalnum() for c in text):
            yield text


def _documents(pairs: Sequence[Pair], texts: Iterable[str]) -> Iterator[Document]:
    """Every b once, then the corpus; the id of a b is its text's number."""
    for number, text in enumerate(dict.fromkeys(pair.b for pair in pairs)):
        yield Document(id=f"b{number}", text=text)
    for number, text in enumerate(texts):
        yield Document(id=f"c{number}", text=text)


def _search(index: Index, pairs: Sequence[Pair]) -> tuple[dict[int, int | None], list[float]]:
    """Rank of b (1 is first, None beyond ten) by number of each same pair, and milliseconds per query."""
    ids = _ids(pairs)
    ranks: dict[int, int | None] = {}
    lasted: list[float] = []
    for number, pair in enumerate(pairs):
        if pair.label:
            start = time.perf_counter()
            hits = [hit.id for hit in index.query(pair.a, top_k=_DEPTH, floor=False)]
            lasted.append((time.perf_counter() - start) * 1000)
            ranks[number] = hits.index(ids[pair.b]) + 1 if ids[pair.b] in hits else None
    return ranks, lasted


def _ids(pairs: Sequence[Pair]) -> dict[str, str]:
    return {text: f"b{number}" for number, text in enumerate(dict.fromkeys(pair.b for pair in pairs))}


def _retrieval_shares(pairs: Sequence[Pair], ranks: Mapping[int, int | None], index: Index) -> dict[str, Share]:
    found = list(ranks.values())
    shares = {f"R@{k}": share(rank is not None and rank <= k for rank in found) for k in (1, 5, 10)}
    shares["above hard negative"] = share(_above(pairs, index.encoder))
    return shares


def _above(pairs: Sequence[Pair], encoder: Encoder) -> Iterator[bool]:
    """For each a with a same and a different b: is the same one nearer?"""
    different = {pair.a: pair.b for pair in pairs if not pair.label}
    for pair in pairs:
        if pair.label and pair.a in different:
            a, yes, no = encoder.encode([pair.a, pair.b, different[pair.a]])
            yield float(a @ yes) > float(a @ no)


def _mrr(ranks: Sequence[int | None]) -> float:
    """Mean reciprocal rank, 0 beyond ten (Voorhees, TREC-8 1999)."""
    return sum(1 / rank for rank in ranks if rank) / max(1, len(ranks))


def _quantile(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]
