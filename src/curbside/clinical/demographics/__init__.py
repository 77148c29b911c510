"""Who is it about: age, sex, subject, pregnancy."""

from curbside.clinical.demographics.person import (
    AGE_BANDS,
    AgeBand,
    Demographics,
    age_band,
    generate_alias,
    read_demographics,
    read_own_age,
)

__all__ = ["AGE_BANDS", "AgeBand", "Demographics", "age_band", "generate_alias", "read_demographics", "read_own_age"]
