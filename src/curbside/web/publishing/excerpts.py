"""Excerpts that end where a sentence ends."""

from curbside.clinical.sentences import split_sentences


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
