"""A headline for a question: specific, entailed by what was asked, sentence case, at most 90 characters."""

from collections.abc import Callable


def headline(
    title: str, body: str, *, department: str = "", is_taken: Callable[[str], bool] | None = None
) -> str:
    """A headline made from the (de-identified) question alone. When `is_taken` says a wording is used already,
    more of what the question says is added until it is unique. Never empty."""
    raise NotImplementedError
