"""Do headlines share words with experts' one-line summaries of the same questions? A sanity figure, not a goal."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from curbside.drafting.headlines import headline
from curbside.drafting.terms import stems

SUMMARIES = Path("/work/shared/data/meqsum_dev.jsonl.gz")
EVERY = 7


def rouge(made: str, expert: str, size: int) -> float:
    """ROUGE-N F1 over stems (Lin, Text Summarization Branches Out 2004)."""
    ours, theirs = (Counter(zip(*(stems(text)[at:] for at in range(size)), strict=False)) for text in (made, expert))
    shared = sum((ours & theirs).values())
    return 2 * shared / max(1, sum(ours.values()) + sum(theirs.values()))


@pytest.mark.skipif(not SUMMARIES.exists(), reason="the expert summaries are not on this machine")
def test_headlines_share_words_with_expert_summaries(capsys: pytest.CaptureFixture[str]) -> None:
    with gzip.open(SUMMARIES, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines][::EVERY]
    found = []
    for record in records:
        title, mark, body = record["chq"].partition("MESSAGE:")
        if not mark:
            title, _, body = record["chq"].partition(". ")
        found.append((headline(title.removeprefix("SUBJECT:"), body), record["summary"]))
    one, two = (sum(rouge(made, expert, size) for made, expert in found) / len(found) for size in (1, 2))
    with capsys.disabled():
        print(f"\n{len(found)} questions: ROUGE-1 {one:.3f}, ROUGE-2 {two:.3f}")
    assert one > 0.1
