"""How fast and how large is an index of made-up questions: query, upsert, delete, recall of the graph, memory, disk.

nice .venv/bin/python training/measure_index.py --documents 10000
"""

import argparse
import itertools
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from made_up_pairs import made_up_pairs

from curbside.retrieval.dense import Dense
from curbside.retrieval.document import Document
from curbside.retrieval.generation import read_generation
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.onnx_encoder import load_encoder

ASKED = 200
CHANGED = 60


def documents(seed: int) -> Iterator[Document]:
    """Endless made-up questions, each with a number so that none repeats another."""
    for number, pair in enumerate(made_up_pairs(10**9, seed)):
        text = f"{pair.a} {pair.b} Case {number}."
        yield Document(id=f"{seed}-{number}", text=text, answer=pair.b, department="neurology" if number % 9 else "ent")


def milliseconds(work: Callable[[int], object], times: int) -> dict[str, float]:
    lasted = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        lasted.append((time.perf_counter() - start) * 1000)
    return {"p50": round(float(np.percentile(lasted, 50)), 1), "p95": round(float(np.percentile(lasted, 95)), 1)}


def recall(index: Index, vectors: np.ndarray) -> float:
    """Part of the exact ten nearest that the graph finds."""
    folder, dimension = index.folder, index.encoder.recipe.dimension
    graph = Dense(folder, read_generation(folder).base, dimension=dimension)
    exact = Dense(folder, "", dimension=dimension)
    with index._reading() as snapshot:
        exact.extended(snapshot.store.vectors_after(0))
    found = [_ten(graph, vector) & _ten(exact, vector) for vector in vectors]
    return float(np.mean([len(both) / 10 for both in found]))


def _ten(dense: Dense, vector: np.ndarray) -> set[int]:
    near = dense.nearest(vector, 10)
    return set(sorted(near, key=lambda row: -near[row])[:10])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--hash", action="store_true", help="hashed words instead of the model: the index alone")
    arguments = parser.parse_args()
    encoder = HashEncoder(dimension=384) if arguments.hash else load_encoder()
    asked = [pair.a for pair in made_up_pairs(ASKED, 2)]
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "index", encoder)
        start = time.perf_counter()
        index.upsert(itertools.islice(documents(1), arguments.documents))
        index.merge()
        built = time.perf_counter() - start
        newer = list(itertools.islice(documents(3), CHANGED))
        index.query(asked[0])
        report = {
            "documents": index.count(),
            "build_per_s": round(arguments.documents / built),
            "encode_ms": milliseconds(lambda n: encoder.encode([asked[n]]), ASKED),
            "query_ms": milliseconds(lambda n: index.query(asked[n]), ASKED),
            "query_rare_department_ms": milliseconds(lambda n: index.query(asked[n], department="ent"), ASKED),
            "search_ms": milliseconds(lambda n: index.search(" ".join(asked[n].split()[-4:-1]) + " pain"), ASKED),
            "upsert_ms": milliseconds(lambda n: index.upsert([newer[n]]), CHANGED),
            "delete_ms": milliseconds(lambda n: index.delete([newer[n].id]), CHANGED),
            "graph_recall_at_10": round(recall(index, encoder.encode(asked)), 4),
            "disk_mb": round(sum(p.stat().st_size for p in index.folder.rglob("*") if p.is_file()) / 1e6, 1),
            "max_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3),
        }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
