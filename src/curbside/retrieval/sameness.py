"""Would one answer serve both questions?"""

from curbside.retrieval.document import Sameness
from curbside.retrieval.encoder import Encoder


def same(a: str, b: str, *, encoder: Encoder) -> Sameness:
    """Decide over the pair of texts (order does not matter). Never raises on any text."""
    raise NotImplementedError
