"""The search index of this process: opened once, reopened by itself when another process has changed it."""

from functools import cache
from pathlib import Path

from django.conf import settings

from curbside.errors import IndexOutdated, IndexUnavailable, ModelUnavailable
from curbside.retrieval.encoder import Encoder
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index
from curbside.retrieval.onnx_encoder import load_encoder
from curbside.retrieval.place import Place


@cache
def encoder() -> Encoder:
    """The shipped sentence encoder; in tests the fake one, which is quick and needs no model file."""
    return HashEncoder() if settings.MODE == "test" else load_encoder()


@cache
def index() -> Index:
    """Raises IndexUnavailable when it is corrupt, out of reach, or was made by another encoder."""
    return Index(place(), encoder())


def is_outdated() -> bool:
    """True when the index is whole, but of another format or encoder than this version's."""
    try:
        index()
    except IndexOutdated:
        return True
    except (IndexUnavailable, ModelUnavailable, OSError):
        return False  # the next change to the index says what is wrong
    return False


def place() -> Place:
    """Where the index is: the database CURBSIDE_INDEX names, else a folder of the data folder."""
    if settings.INDEX_ADDRESS:
        return str(settings.INDEX_ADDRESS)
    settings.INDEX_DIR.mkdir(parents=True, exist_ok=True)
    return Path(settings.INDEX_DIR)
