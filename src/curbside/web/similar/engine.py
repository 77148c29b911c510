"""The search index of this process: opened once, reopened by itself when another process has changed it."""

from functools import cache

from django.conf import settings

from curbside.retrieval.encoder import Encoder
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.onnx_encoder import load_encoder


@cache
def encoder() -> Encoder:
    """The shipped sentence encoder; in tests the fake one, which is quick and needs no model file."""
    return HashEncoder() if settings.MODE == "test" else load_encoder()


@cache
def index() -> Index:
    """Raises IndexUnavailable when the folder is corrupt or was made by another encoder."""
    settings.INDEX_DIR.mkdir(parents=True, exist_ok=True)
    return Index(settings.INDEX_DIR, encoder())
