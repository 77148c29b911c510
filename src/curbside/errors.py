"""The errors Curbside raises on purpose, one tree; each message says what the person can do."""


class CurbsideError(Exception):
    """Root of every error raised on purpose."""


class BadInput(CurbsideError):
    """What was given cannot be used as it is; the message says what to change."""


class KnowledgeError(CurbsideError):
    """A packaged or operator-made table is broken; the message names file and place."""


class ModelUnavailable(CurbsideError):
    """A learned part (an ONNX file or its tokenizer) is missing or unreadable."""


class IndexUnavailable(CurbsideError):
    """The search index is missing, corrupt, or made by another recipe; rebuild it."""


class IndexOutdated(IndexUnavailable):
    """The search index is whole, but of another format or encoder than this version's; rebuild it."""
