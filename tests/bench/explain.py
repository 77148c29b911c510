"""How much CPU does More info cost a reply? Run as `python -m tests.bench.explain`; prints one table row."""

import json
import statistics
import time
from pathlib import Path

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.compose import explain
from curbside.drafting.evidence import Passage
from curbside.drafting.points import reply_sentences
from curbside.drafting.related import related_topics
from curbside.knowledge.plain_words import plain_words
from curbside.knowledge.topics import topics

DATA = Path(__file__).parents[1] / "evaluation" / "data" / "explanations"
# What the index hands over of 20,000 answers: the six nearest (`retrieval`), each sentence a passage.
NEAREST = 6


def main() -> None:
    """Explain the sixty made-up replies, each with the sentences of six other answers, nothing remembered."""
    rows = [json.loads(line) for half in ("tuning", "frozen") for line in (DATA / f"{half}.jsonl").open()]
    replies = [row["reply"]["text"] for row in rows]
    explain(CaseQuestion(**rows[0]["question"]), CaseReply(**rows[0]["reply"]))
    times = []
    for number, row in enumerate(rows):
        answers = tuple(
            Passage("answer", f"q{number}-{n}", sentence)
            for n, other in enumerate((replies * 2)[number + 1 : number + 1 + NEAREST])
            for sentence in reply_sentences(other)
        )
        related_topics.cache_clear()
        started = time.process_time()
        explain(CaseQuestion(**row["question"]), CaseReply(**row["reply"]), answers=answers)
        times.append(1000 * (time.process_time() - started))
    times.sort()
    print(
        f"explain: median {statistics.median(times):.1f} ms CPU, p95 {times[int(0.95 * len(times))]:.1f}, most "
        f"{times[-1]:.1f}; {len(times)} replies, {len(topics())} topics, {len(plain_words())} plain words"
    )


if __name__ == "__main__":
    main()
