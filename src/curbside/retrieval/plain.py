"""Which form of a text is safe to tokenise: valid Unicode, no control characters, bounded length."""

import unicodedata

from curbside.errors import BadInput

# The encoder reads 256 tokens, some 1,500 characters; words beyond this much change no result but cost time.
MAX_CHARACTERS = 20_000


def plain(text: str) -> str:
    """The first 20,000 characters in NFC, lone surrogates and control characters as spaces. Never raises."""
    cut = text[:MAX_CHARACTERS]
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in cut)
    return unicodedata.normalize("NFC", kept)


def plain_question(text: str) -> str:
    """`plain(text)` when there is a letter or digit to look for, else BadInput."""
    cleaned = plain(text)
    if not any(c.isalnum() for c in cleaned):
        raise BadInput("There are no words to look for. Describe the question in a few words.")
    return cleaned
