"""Narrowing what a search found: which pages are left by a choice, and how many each further choice would leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from curbside.web.publishing.models import Publication

# Name in the address → what a page has of it; an empty value is never offered as a choice.
VALUES: Mapping[str, Callable[[Publication], str]] = MappingProxyType(
    {
        "department": lambda page: page.department_id,
        "age": lambda page: page.age_band,
        "sex": lambda page: page.sex,
        "year": lambda page: str(page.answered_at.year),
        "doctor": lambda page: page.doctor.slug,
    }
)


def chosen_of(given: Mapping[str, str]) -> Mapping[str, str]:
    """The choices among `given`, as in an address; what is unknown or empty is left out."""
    return {name: given[name] for name in VALUES if given.get(name)}


def narrowed(pages: Iterable[Publication], chosen: Mapping[str, str]) -> list[Publication]:
    """Those that fit every choice, in the order given."""
    return [page for page in pages if all(VALUES[name](page) == value for name, value in chosen.items())]


def sorted_by(pages: Sequence[Publication], sort: str) -> list[Publication]:
    """By "newest" answer first; any other word leaves the order of relevance."""
    return sorted(pages, key=lambda page: page.answered_at, reverse=True) if sort == "newest" else list(pages)


def counts(pages: Sequence[Publication], name: str, chosen: Mapping[str, str]) -> Counter[str]:
    """Value → how many pages would be left by choosing it beside the choices of the other kinds.

    The value chosen now is always among them, so that it can be taken away; it then shows what is left with it.
    """
    others = {other: value for other, value in chosen.items() if other != name}
    found = Counter(value for page in narrowed(pages, others) if (value := VALUES[name](page)))
    if name in chosen and chosen[name] not in found:
        found[chosen[name]] = 0
    return found
