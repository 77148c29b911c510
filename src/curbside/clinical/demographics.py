"""Who is it about: age, age band, sex, subject, pregnancy, as far as the text says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgeBand:
    """A published age group: ages in whole years, `low` <= age <= `high` (None: open above)."""

    id: str
    label: str
    low: int
    high: int | None


# Finer for children (growth and danger change fast), open above 89 (HIPAA Safe Harbor, 45 CFR 164.514(b)(2)(i)(C)).
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


@dataclass(frozen=True, slots=True)
class Demographics:
    """What a text says about the person; None where it does not say."""

    age_years: float | None
    sex: str | None
    subject: str
    pregnant: bool | None


def age_band(age_years: float) -> AgeBand:
    """The band an age belongs to. Raises BadInput below 0 or above 130."""
    raise NotImplementedError


def read_demographics(text: str) -> Demographics:
    """Age (years, months as fractions), sex, subject and pregnancy as the text says them."""
    raise NotImplementedError


def generate_alias(seed: int) -> str:
    """A friendly made-up alias (a plant, a bird, a colour) that belongs to nobody; same seed, same alias."""
    raise NotImplementedError
