"""Reading the environment: typed, with an error that says what to write instead."""

import os

from django.core.exceptions import ImproperlyConfigured


def read_choice(name: str, choices: tuple[str, ...], *, default: str) -> str:
    value = os.environ.get(name) or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write one of: {', '.join(choices)}.")
    return value


def read_int(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number, 0 or more.")
    return int(value)


def read_bool(name: str, default: bool) -> bool:
    return read_choice(name, ("yes", "no"), default="yes" if default else "no") == "yes"


def read_list(name: str) -> list[str]:
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def read_days(name: str) -> dict[str, int]:
    """Whole days by department: "oncology=365, cardiology=365". Raises ImproperlyConfigured for anything else."""
    found = {}
    for part in read_list(name):
        key, sign, days = (piece.strip() for piece in part.partition("="))
        if not key or not sign or not days.isdecimal() or int(days) == 0:
            raise ImproperlyConfigured(f"{name} has {part!r}. Write a department's id and days, like oncology=365.")
        found[key] = int(days)
    return found
