"""Which words an explanation belongs to."""

import hashlib


def reply_hash(text: str) -> str:
    """sha256 of the reply as signed, outer blank space aside."""
    return hashlib.sha256(text.strip().encode()).hexdigest()
