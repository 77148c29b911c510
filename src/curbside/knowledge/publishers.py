"""Whom a topic may cite, and under which domains they publish."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from urllib.parse import urlsplit

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@cache
def publishers() -> Mapping[str, frozenset[str]]:
    """Host names by publisher. Raises KnowledgeError when publishers.yaml is not a table of lists."""
    rows = read_table("publishers.yaml")
    if not isinstance(rows, dict) or not all(isinstance(hosts, list) for hosts in rows.values()):
        raise KnowledgeError("publishers.yaml: every publisher needs a list of host names.")
    return MappingProxyType({str(name): frozenset(str(host) for host in hosts) for name, hosts in rows.items()})


def is_published_by(publisher: str, url: str) -> bool:
    """Is `url` an https address under a domain of this publisher?"""
    try:
        address = urlsplit(url)
    except ValueError:
        return False
    return address.scheme == "https" and address.hostname in publishers().get(publisher, frozenset())
