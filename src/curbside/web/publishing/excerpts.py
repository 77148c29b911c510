"""Excerpts that end where a sentence ends."""

import re

from curbside.clinical.sentences import split_sentences

# "Hello Quiet Heron," at the start of a reply tells a list's reader nothing. Bounded, so it cannot eat a sentence.
GREETING = re.compile(
    r"\A\s*(?:hello|hi|dear|good (?:morning|afternoon|evening|day))\b[^\n.!?]{0,40}[,:!.]?\s*\n", re.IGNORECASE
)


def without_greeting(text: str) -> str:
    """`text` without a first line that only greets."""
    return GREETING.sub("", text, count=1)


def excerpt(text: str, *, limit: int = 280) -> str:
    """Whole sentences up to `limit` characters; a first sentence that is longer is cut at a word, with an ellipsis."""
    kept = ""
    for sentence in split_sentences(text):
        longer = f"{kept} {sentence.text.strip()}".strip()
        if len(longer) > limit:
            break
        kept = longer
    if kept:
        return kept
    return text if len(text) <= limit else text[: limit - 1].rsplit(None, 1)[0] + "…"
