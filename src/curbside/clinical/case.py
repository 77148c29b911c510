"""What a question and its reply look like to the engine: plain text and the few facts known about the asker."""

from dataclasses import dataclass
from enum import StrEnum


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Subject(StrEnum):
    """Whom the question is about, seen from the person who writes."""

    SELF = "self"
    CHILD = "child"
    PARENT = "parent"
    PARTNER = "partner"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """One question as the desk sees it. `age` is free: years ("21") or a band ("20-29"), empty when not said."""

    title: str
    body: str
    alias: str = ""
    sex: str = ""
    age: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class CaseReply:
    """One doctor's reply (markdown) with the record that will sign it."""

    text: str
    doctor: str = ""
    department: str = ""
    affiliation: str = ""
