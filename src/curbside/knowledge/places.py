"""Which words name a country (kept), a city or a region (generalised)."""

from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Lower-case place names; `cue_cities` count only behind a preposition; `han_cities` in Chinese
    characters."""

    countries: frozenset[str]
    cities: frozenset[str]
    cue_cities: frozenset[str]
    regions: frozenset[str]
    han_cities: tuple[str, ...]


@cache
def load_places() -> PlaceTable:
    """The table of knowledge/places.yaml. Raises KnowledgeError when a part is missing."""
    table = read_table("places.yaml")
    try:
        return PlaceTable(
            countries=frozenset(table["countries"].split()),
            cities=frozenset(city for row in table["cities"] for city in row),
            cue_cities=frozenset(map(str, table["cue_cities"])),
            regions=frozenset(map(str, table["regions"])),
            han_cities=tuple(table["han_cities"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"places.yaml: a list is missing or broken ({error})") from error
