"""Which form of a text is safe to tokenise: valid Unicode, no control characters, bounded length."""

import re
import unicodedata

from curbside.errors import BadInput

# The encoder reads 256 tokens, some 1,500 characters; words beyond this much change no result but cost time.
MAX_CHARACTERS = 20_000
# Unicode categories Cc (controls) and Cs (lone surrogates): both are closed sets that Unicode promises not to change.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """The first 20,000 characters in NFC, lone surrogates and control characters as spaces. Never raises."""
    cut = text[:MAX_CHARACTERS]
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", cut))


def plain_question(text: str) -> str:
    """`plain(text)` when there is a letter or digit to look for, else BadInput."""
    cleaned = plain(text)
    if not any(c.isalnum() for c in cleaned):
        raise BadInput("There are no words to look for. Describe the question in a few words.")
    return cleaned
