"""Which words mark advice, a clinician's answer, or a complaint of long standing? (red_flags/_voices.yaml)"""

from dataclasses import dataclass
from functools import cache

from curbside.errors import KnowledgeError
from curbside.knowledge.tables import read_table


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """Lower-case phrases with straight apostrophes; `#` in a phrase stands for one number."""

    clinician_speakers: tuple[str, ...]
    lay_speakers: tuple[str, ...]
    advice: tuple[str, ...]
    verdict: tuple[str, ...]
    examined: tuple[str, ...]
    overruled: tuple[str, ...]
    well: tuple[str, ...]
    worsening: tuple[str, ...]
    never_calmed: tuple[str, ...]
    chronic: tuple[str, ...]
    acute: tuple[str, ...]
    teaching: tuple[str, ...]
    happening: tuple[str, ...]
    recovered: tuple[str, ...]
    relapsing: tuple[str, ...]
    animals: tuple[str, ...]
    documents: tuple[str, ...]
    document_verbs: tuple[str, ...]
    no_likeness: tuple[str, ...]
    ends_with_care: tuple[str, ...]
    treated: tuple[str, ...]


@cache
def load_voice_words() -> VoiceWords:
    """The packaged lists. Raises KnowledgeError when one is missing."""
    table = read_table("red_flags/_voices.yaml")
    try:
        return VoiceWords(**{name: tuple(map(str, table[name])) for name in VoiceWords.__dataclass_fields__})
    except KeyError as error:
        raise KnowledgeError(f"red_flags/_voices.yaml: the list {error} is missing") from error
