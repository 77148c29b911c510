"""Which medicines are known by name?"""

from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@cache
def drug_names() -> frozenset[str]:
    """Lower-case generic and trade names of knowledge/reply_checks_drugs.yaml, with and without a recorded amount.

    Raises KnowledgeError when a part is missing.
    """
    table = read_table("reply_checks_drugs.yaml")
    try:
        return frozenset(str(name) for name in [*table["drugs"], *table["named_only"]])
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"reply_checks_drugs.yaml: needs drugs and named_only ({error})") from error
