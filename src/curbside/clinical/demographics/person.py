"""Who is it about: age, age band, sex, subject, pregnancy, as far as the text says."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from curbside.clinical.demographics.age import AgeMention, find_ages
from curbside.clinical.demographics.sex import find_pregnancy, find_sex
from curbside.clinical.demographics.subject import find_subject, owner_of
from curbside.errors import BadInput
from curbside.knowledge.aliases import load_alias_words


@dataclass(frozen=True, slots=True)
class AgeBand:
    """A published age group: ages in whole years, `low` <= age <= `high` (None: open above)."""

    id: str
    label: str
    low: int
    high: int | None


# Finer for children (growth and danger change fast), open above 89
# (HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)(C)).
AGE_BANDS: tuple[AgeBand, ...] = (
    AgeBand("under-1", "Under 1", 0, 0),
    AgeBand("1-4", "1 to 4", 1, 4),
    AgeBand("5-9", "5 to 9", 5, 9),
    AgeBand("10-15", "10 to 15", 10, 15),
    AgeBand("16-19", "16 to 19", 16, 19),
    AgeBand("20-29", "20 to 29", 20, 29),
    AgeBand("30-39", "30 to 39", 30, 39),
    AgeBand("40-49", "40 to 49", 40, 49),
    AgeBand("50-59", "50 to 59", 50, 59),
    AgeBand("60-69", "60 to 69", 60, 69),
    AgeBand("70-79", "70 to 79", 70, 79),
    AgeBand("80-89", "80 to 89", 80, 89),
    AgeBand("90-over", "90 or over", 90, None),
)


# In years; children learn to write sentences at six (English national curriculum, year 1 to 2), so "4yo with earache"
# is a parent's question.
_YOUNGEST_WRITER = 6
# A text that states more ages than this is a table and nobody's story.
_MOST_AGES = 100
# A percent-encoded byte ("%8F") is nobody's age and sex.
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")


@dataclass(frozen=True, slots=True)
class Demographics:
    """What a text says about the person; None where it does not say."""

    age_years: float | None
    sex: str | None
    subject: str
    pregnant: bool | None


def age_band(age_years: float) -> AgeBand:
    """The band an age belongs to. Raises BadInput below 0 or above 130."""
    if not 0 <= age_years <= 130:
        raise BadInput(f"An age must be between 0 and 130 years; got {age_years:g}.")
    return next(band for band in reversed(AGE_BANDS) if age_years >= band.low)


@lru_cache(maxsize=4)  # screening, reading and routing of one question follow each other
def read_demographics(text: str) -> Demographics:
    """Age (years, months as fractions), sex, subject and pregnancy as the text says them."""
    text = _ESCAPED.sub("   ", text)
    subject, kin_word = find_subject(text)
    pregnant = find_pregnancy(text, subject)
    sex = find_sex(text, subject, kin_word)
    if sex is None and pregnant:
        sex = "female"
    age = _age_of(text, subject)
    if subject == "self" and age is not None and age < _YOUNGEST_WRITER:
        subject = "child"
    return Demographics(age_years=age, sex=sex, subject=subject, pregnant=pregnant)


def read_own_age(text: str) -> float | None:
    """The writer's own age in years today as the text says it, whoever the text is about; the lowest of several,
    so that a minor who also tells of others is noticed. None where no age is the writer's. Ages under 6 are nobody's
    who writes ("4yo with earache")."""
    own = [_years_of(m) for m in find_ages(text)[:_MOST_AGES] if m.current and owner_of(text, m) == "self"]
    return min((age for age in own if age >= _YOUNGEST_WRITER), default=None)


def _age_of(text: str, subject: str) -> float | None:
    """Today's age of the subject; an exact age goes before a decade, "in my 30s" gives its middle."""
    current = [mention for mention in find_ages(text)[:_MOST_AGES] if mention.current]
    own = [m for m in current if owner_of(text, m) in (subject, "third" if subject != "self" else subject)]
    own.sort(key=lambda mention: mention.decade)
    if not own:
        return None
    return _years_of(own[0])


def _years_of(mention: AgeMention) -> float:
    return mention.years + (5 if mention.form == "decade" else 0)


def generate_alias(seed: int) -> str:
    """A friendly made-up alias ("Misty Heron") that belongs to nobody; same seed, same alias, any integer."""
    first, second = load_alias_words()
    # A digest spreads neighbouring seeds, so that consecutive questions do not get look-alike names.
    digest = hashlib.sha256(str(seed).encode()).digest()
    pick = int.from_bytes(digest[:8], "big")
    words = (first[pick % len(first)], second[pick // len(first) % len(second)])
    return " ".join(word.capitalize() for word in words)
