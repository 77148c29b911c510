"""Which jobs few people hold, and whom or what one serves who is known by it."""

from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class RareJobs:
    """Lower-case `jobs` that are rare by themselves, `masters` whom somebody serves ("to the sultan"), and `houses`
    that few work for ("of the cathedral")."""

    jobs: tuple[str, ...]
    masters: frozenset[str]
    houses: frozenset[str]


@cache
def load_rare_jobs() -> RareJobs:
    """The table of knowledge/rare_jobs.yaml. Raises KnowledgeError when a part is missing."""
    table = read_table("rare_jobs.yaml")
    try:
        jobs = tuple(sorted((job.strip() for job in table["jobs"].split(";")), key=len, reverse=True))
        masters, houses = (frozenset(table[part].split()) for part in ("masters", "houses"))
    except (KeyError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"rare_jobs.yaml: needs jobs, masters and houses ({error})") from error
    return RareJobs(jobs, masters, houses)
