"""Which words name which symptom, disease, medicine, function or body site, and who looks after it?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from curbside.errors import KnowledgeError
from curbside.knowledge.departments import department_ids
from curbside.knowledge.tables import parse_table

_FOLDER = "vocabulary"
# What the concepts of each file are unless a row says otherwise.
_FILES = {
    "symptoms": "symptom",
    "signs": "symptom",
    "conditions": "condition",
    "medicines": "medicine",
    "others": "exposure",
}
# More phrases by concept (lay.yaml), and words in Chinese (chinese.yaml).
_LAY, _CHINESE = "lay", "chinese"
KINDS = frozenset({"symptom", "condition", "medicine", "exposure", "function", "test"})
# How askers name pain; the same words for every site.
PAIN_WORDS = "pain|ache|hurt|painful|sore|soreness|tender|cramp|discomfort|twinge"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing an asker can say. `hpo` like "HP:0002380" or None; `departments` (id, weight 1 to 4) pairs.

    `phrases` are words separated by spaces: "|" between alternatives of a word, "…" for up to three words between,
    "=" before a word that must be written exactly so, "<" before one that must stand in front and is no part of it.
    `feared` marks diseases whose mere possibility is a concern.
    `site` is set for pains made from a body site; `placed` marks what sits somewhere on the body (a rash, not a fever).
    `wide` marks a label that says less or more than its phrases do ("a sprain" for a torn tendon).
    """

    id: str
    label: str
    kind: str
    hpo: str | None
    departments: tuple[tuple[str, int], ...]
    phrases: tuple[str, ...]
    feared: bool = False
    site: str | None = None
    placed: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """One body site, its plain label, who looks after it, and how askers name it."""

    id: str
    label: str
    departments: tuple[tuple[str, int], ...]
    phrases: tuple[str, ...]


@cache
def concepts() -> Mapping[str, Concept]:
    """Every concept by id. Raises KnowledgeError when a row is incomplete or names an unknown department or kind, or
    lay.yaml an unknown concept."""
    hpo = _table("hpo")
    found: dict[str, Concept] = {}
    for name, kind in _FILES.items():
        for key, row in _table(name).items():
            if key in found:
                raise KnowledgeError(f"vocabulary/{name}.yaml: {key} is listed twice")
            found[key] = _concept(name, key, row, kind=kind, hpo=hpo)
    every = {**_site_pains(hpo, taken=frozenset(found)), **found}
    if strangers := sorted(_table(_LAY).keys() - every.keys()):
        raise KnowledgeError(f"vocabulary/{_LAY}.yaml: {', '.join(strangers)} not in the vocabulary")
    return {key: _with_lay_phrases(concept) for key, concept in every.items()}


@cache
def sites() -> Mapping[str, Site]:
    """Every body site by id. Raises KnowledgeError when a row is incomplete."""
    rows = _table("sites")
    return {
        key: Site(key, str(row.get("label", key)), _weights("sites", key, row), _phrases("sites", key, row))
        for key, row in rows.items()
    }


@cache
def chinese_words() -> Mapping[str, str]:
    """Chinese word → the concept it names. Raises KnowledgeError when a word names an unknown concept or two."""
    return _chinese("concepts", frozenset(concepts()))


@cache
def chinese_sites() -> Mapping[str, str]:
    """Chinese word → the body site it names. Raises KnowledgeError as chinese_words does."""
    return _chinese("sites", frozenset(sites()))


def _chinese(part: str, known: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, words in _table(_CHINESE)[part].items():
        if key not in known:
            raise KnowledgeError(f"vocabulary/{_CHINESE}.yaml: {key} is not in the vocabulary")
        for word in str(words).split():
            if found.setdefault(word, key) != key:
                raise KnowledgeError(f"vocabulary/{_CHINESE}.yaml: {word} names {found[word]} and {key}")
    return found


def _with_lay_phrases(concept: Concept) -> Concept:
    more = _table(_LAY).get(concept.id)
    if more is None:
        return concept
    phrases = tuple(phrase.strip() for phrase in str(more).split(",") if phrase.strip())
    return replace(concept, phrases=tuple(dict.fromkeys((*concept.phrases, *phrases))))


def _concept(name: str, key: str, row: Mapping[str, Any], *, kind: str, hpo: Mapping[str, Any]) -> Concept:
    kind = str(row.get("kind", kind))
    if kind not in KINDS:
        raise KnowledgeError(f"vocabulary/{name}.yaml, {key}: unknown kind {kind!r}")
    return Concept(
        id=key,
        label=str(row.get("label", key)),
        kind=kind,
        hpo=_hpo_id(name, key, row.get("hpo"), hpo),
        departments=_weights(name, key, row),
        phrases=_phrases(name, key, row),
        feared=bool(row.get("feared", False)),
        placed=bool(row.get("placed", False)),
        wide=bool(row.get("wide", False)),
    )


def _site_pains(hpo: Mapping[str, Any], *, taken: frozenset[str]) -> dict[str, Concept]:
    """ "Knee pain" and its like for every site that says what pain there is called, said either way round."""
    found: dict[str, Concept] = {}
    for key, row in _table("sites").items():
        if not row.get("pain") or f"{key}-pain" in taken:
            continue
        said = [p for site in _phrases("sites", key, row) for p in (f"{site} … {PAIN_WORDS}", f"{PAIN_WORDS} … {site}")]
        found[f"{key}-pain"] = Concept(
            id=f"{key}-pain",
            label=f"{row.get('label', key)} pain",
            kind="symptom",
            hpo=_hpo_id("sites", key, row["pain"], hpo),
            departments=_weights("sites", key, row),
            phrases=tuple(said),
            site=key,
            placed=True,
        )
    return found


def _hpo_id(name: str, key: str, term: object, hpo: Mapping[str, Any]) -> str | None:
    if term is None:
        return None
    if str(term) not in hpo:
        raise KnowledgeError(
            f"vocabulary/{name}.yaml, {key}: {term} is not in hpo.yaml; run training/build_hpo_table.py"
        )
    return str(hpo[str(term)])


def _weights(name: str, key: str, row: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    pairs = [part.split("=") for part in str(row.get("to", "")).split()]
    if not pairs or any(len(pair) != 2 or pair[0] not in department_ids() or not pair[1].isdigit() for pair in pairs):
        raise KnowledgeError(f"vocabulary/{name}.yaml, {key}: to needs department=weight pairs")
    return tuple((department, int(weight)) for department, weight in pairs)


def _phrases(name: str, key: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    said = tuple(phrase.strip() for phrase in str(row.get("say", "")).split(",") if phrase.strip())
    if not said:
        raise KnowledgeError(f"vocabulary/{name}.yaml, {key}: say lists no phrase")
    return said


@cache
def _table(name: str) -> Mapping[str, Any]:
    """One file as a table of tables (hpo.yaml: of texts). Raises KnowledgeError."""
    path = files("curbside.knowledge") / _FOLDER / f"{name}.yaml"
    rows = parse_table(path.read_text(encoding="utf-8"))
    if not isinstance(rows, dict):
        raise KnowledgeError(f"vocabulary/{name}.yaml: not a table")
    return rows
