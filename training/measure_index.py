"""How fast, how exact and how large the index is, on made-up questions: what `make bench-retrieval` prints.

Import, asking and changing run in processes of their own, so that memory is that of a process that only asks. The
machine is shared: times are CPU times of the process, but for changes, where waiting for the disk counts as well.
From --encoded on, vectors are not encoded but put between an encoded one and one of its neighbours, and moved a little
(cosine about 0.9 to the one they came from): a million texts would take the encoder hours. The table says how many
were encoded.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
from made_up_cases import MadeUpCases, made_up_documents
from numpy.typing import NDArray

from curbside.retrieval.document import EVERYTHING
from curbside.retrieval.encoder import Encoder, Vectors
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.onnx_encoder import MODEL_FOLDER, OnnxEncoder, load_encoder
from curbside.retrieval.store import Store, StoredVector
from curbside.retrieval.writer import build_index

SEED = 1
ASKED = 300
MOST_CHANGED = 100
NEAREST = 10
# A vector that is not encoded lies up to half way from an encoded one to one of its nearest, with noise of this length
# added: so that dimension and nearness of neighbours are about those of encoded questions (docs/operate/retrieval.md).
MOVED, NEIGHBOURS, MOST_OF_WAY = 0.5, 50, 0.5
_EXACT_AT_ONCE = 20_000
_NEAR_AT_ONCE = 1000
# Sums of float32 in another order differ by less.
_ROUNDING = 1e-5


class PartlyEncoded:
    """Encodes the first `most` texts, then makes vectors of those; counts texts and CPU seconds of real encoding."""

    def __init__(self, encoder: Encoder, most: int) -> None:
        self.recipe, self._encoder, self._most = encoder.recipe, encoder, most
        self._random = np.random.default_rng(SEED)
        self._known: list[Vectors] = []
        self._neighbours: NDArray[np.intp] | None = None
        self.encoded, self.cpu_s = 0, 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        if self.encoded >= self._most:
            return self._between(len(texts))
        start = time.process_time()
        vectors = self._encoder.encode(texts)
        self.cpu_s += time.process_time() - start
        self.encoded += len(texts)
        self._known.append(vectors)
        return vectors

    def _between(self, count: int) -> Vectors:
        if self._neighbours is None:
            self._known = [np.concatenate(self._known)]
            self._neighbours = _neighbours(self._known[0])
        (known,) = self._known
        near = self._neighbours
        ones = self._random.integers(0, len(known), count)
        others = near[ones, self._random.integers(0, near.shape[1], count)]
        way = self._random.uniform(0, MOST_OF_WAY, (count, 1)).astype(np.float32)
        noise = self._random.standard_normal((count, self.recipe.dimension)).astype(np.float32)
        return _of_length(1, _of_length(1, (1 - way) * known[ones] + way * known[others]) + _of_length(MOVED, noise))


def _neighbours(known: Vectors) -> NDArray[np.intp]:
    """The nearest others of each vector, in no order: [n, NEIGHBOURS], fewer where there are fewer."""
    most = min(NEIGHBOURS, len(known) - 1)
    found = []
    for start in range(0, len(known), _NEAR_AT_ONCE):
        cosines = known[start : start + _NEAR_AT_ONCE] @ known.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1.0
        found.append(np.argpartition(-cosines, most - 1, axis=1)[:, :most])
    return np.concatenate(found)


def _of_length(length: float, vectors: Vectors) -> Vectors:
    return np.asarray(vectors * (length / np.linalg.norm(vectors, axis=1, keepdims=True)), dtype=np.float32)


def build(folder: Path, arguments: argparse.Namespace) -> dict[str, object]:
    plain = HashEncoder(384) if arguments.hash else OnnxEncoder(MODEL_FOLDER, threads=2)
    encoder = PartlyEncoded(plain, arguments.encoded)
    clock, cpu = time.perf_counter(), time.process_time()
    build_index(folder, encoder, made_up_documents(arguments.documents, SEED))
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    encoding = encoder.cpu_s / encoder.encoded
    indexing = (cpu - encoder.cpu_s) / arguments.documents
    return {
        "encoded": encoder.encoded,
        "build_s": round(clock),
        "encode_cpu_ms": round(encoding * 1000, 2),
        "index_cpu_ms": round(indexing * 1000, 2),
        "per_s_two_cores": round(2 / (encoding + indexing)),
        "disk_mb": round(sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6, 1),
    }


def ask(folder: Path, arguments: argparse.Namespace) -> dict[str, object]:
    """As a process of the site asks; its memory is read before anything else is measured in it."""
    encoder = _encoder(arguments)
    index, cases = Index(folder, encoder), MadeUpCases(SEED)
    step = max(1, arguments.documents // ASKED)
    asked = [cases.question(number * step) for number in range(ASKED)]
    for text in asked[:30]:
        index.query(text)
    report: dict[str, object] = {"query_ms": _cpu_ms(lambda n: index.query(asked[n]), ASKED)}
    report["resident"] = _memory_mb()
    report["encode_one_ms"] = _cpu_ms(lambda n: encoder.encode([asked[n]]), ASKED)
    report["rare_department_ms"] = _cpu_ms(lambda n: index.query(asked[n], department="allergy"), ASKED)
    report["search_ms"] = _cpu_ms(lambda n: index.search(" ".join(asked[n].split()[-3:])), ASKED)
    report["recall_at_10"] = round(_recall(index, encoder.encode(asked)), 4)
    return report


def change(folder: Path, arguments: argparse.Namespace) -> dict[str, object]:
    index, cases = Index(folder, _encoder(arguments)), MadeUpCases(SEED + 1)
    count = min(MOST_CHANGED, arguments.documents // 20)
    newer = [replace(cases.document(number), id=f"new-{number}") for number in range(count)]
    return {
        "upsert_clock_ms": _clock_ms(lambda n: index.upsert([newer[n]]), count),
        "delete_clock_ms": _clock_ms(lambda n: index.delete([newer[n].id]), count),
    }


def _encoder(arguments: argparse.Namespace) -> Encoder:
    return HashEncoder(384) if arguments.hash else load_encoder()


def _recall(index: Index, vectors: Vectors) -> float:
    """Part of the ten nearest candidates the vectors alone bring that are as near as the ten nearest of all.

    By nearness, not by name: made-up questions repeat, and any of two equal ones is right.
    """
    with closing(Store(Path(index.place) / "documents.sqlite")) as store:
        exact = _exact_tenth(store.vectors_after(0), vectors)
    with index.engine.reading() as reader:
        shares = []
        for vector, tenth in zip(vectors, exact, strict=True):
            rows = reader.nearest(vector, admitted=EVERYTHING, top_k=NEAREST)
            cosines = sorted(
                (float(stored.vector @ vector) for stored in reader.wanted(rows, EVERYTHING)), reverse=True
            )
            shares.append(sum(cosine >= tenth - _ROUNDING for cosine in cosines[:NEAREST]) / NEAREST)
    return float(np.mean(shares))


def _exact_tenth(stored: Iterator[StoredVector], vectors: Vectors) -> Vectors:
    """The cosine of the tenth nearest of all, for each vector: float32[n]."""
    best = np.zeros((len(vectors), 0), np.float32)
    while part := list(islice(stored, _EXACT_AT_ONCE)):
        others = np.frombuffer(b"".join(one.vector for one in part), np.float16).reshape(len(part), -1)
        best = np.concatenate([best, vectors @ others.astype(np.float32).T], axis=1)
        best = -np.sort(-best, axis=1)[:, :NEAREST]
    return best[:, -1]


def _cpu_ms(work: Callable[[int], object], times: int) -> dict[str, float]:
    return _milliseconds(work, times, time.process_time)


def _clock_ms(work: Callable[[int], object], times: int) -> dict[str, float]:
    return _milliseconds(work, times, time.perf_counter)


def _milliseconds(work: Callable[[int], object], times: int, clock: Callable[[], float]) -> dict[str, float]:
    lasted = []
    for number in range(times):
        start = clock()
        work(number)
        lasted.append((clock() - start) * 1000)
    return {"p50": round(float(np.percentile(lasted, 50)), 1), "p95": round(float(np.percentile(lasted, 95)), 1)}


def _memory_mb() -> dict[str, int]:
    """Resident memory of this process: all of it, and the part that no other process can share (not mapped files)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "RssAnon"))}
    return {"all_mb": kilobytes["VmRSS"] // 1000, "own_mb": kilobytes["RssAnon"] // 1000}


PHASES = {"build": build, "ask": ask, "change": change}


def measured(documents: int, arguments: argparse.Namespace) -> dict[str, object]:
    """All phases at one size, each in a process of its own."""
    report: dict[str, object] = {"documents": documents}
    with tempfile.TemporaryDirectory(dir=arguments.folder) as scratch:
        for phase in PHASES:
            command = [sys.executable, __file__, "--phase", phase, "--documents", str(documents)]
            command += ["--encoded", str(arguments.encoded), "--folder", f"{scratch}/index"]
            command += ["--hash"] * arguments.hash
            ran = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 (this file itself)
            report |= json.loads(ran.stdout)
            print(f"{documents}: {phase} done", file=sys.stderr)
    return report


def table(reports: Sequence[dict[str, object]]) -> str:
    """One row a figure, one column a size."""
    rows = []
    for key in reports[0]:
        cells = [r[key] for r in reports]
        shown = [" / ".join(map(str, c.values())) if isinstance(c, dict) else str(c) for c in cells]
        first = cells[0]
        label = f"{key} ({' / '.join(first)})" if isinstance(first, dict) else key
        rows.append(f"| {label} | {' | '.join(shown)} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000])
    parser.add_argument("--encoded", type=int, default=10**9, help="encode so many, move their vectors for the rest")
    parser.add_argument("--hash", action="store_true", help="hashed words instead of the model: the index alone")
    parser.add_argument("--folder", type=Path, help="where there is room; the system's temporary folder without it")
    parser.add_argument("--phase", choices=PHASES, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.phase:
        arguments.documents = arguments.documents[0]
        print(json.dumps(PHASES[arguments.phase](arguments.folder, arguments)))
        return
    print(table([measured(documents, arguments) for documents in arguments.documents]))


if __name__ == "__main__":
    main()
