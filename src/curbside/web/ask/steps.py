"""Which page comes after which, and which are left out for this person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from curbside.web.ask import forms as pages
from curbside.web.questions.facts import ADULT_CONSENT_AGE

Draft = Mapping[str, Any]

# Ages in whole years between which a pregnancy is asked about; outside it the question only annoys.
PREGNANCY_AGES = (12.0, 55.0)


def age_years(draft: Draft) -> float | None:
    """From the form, else from the text."""
    said: float | None = draft.get("facts", {}).get("age_years")
    return pages.AGE_YEARS.get(draft.get("age", ""), said)


def is_young_asker(draft: Draft) -> bool:
    """Under 16 and asking for themselves: their own path, never published."""
    years = age_years(draft)
    return years is not None and years < ADULT_CONSENT_AGE and _subject(draft) == "self"


def is_never_published(draft: Draft) -> bool:
    """Young askers, and whoever writes of self-harm or abuse: publication is not even offered."""
    return is_young_asker(draft) or bool(draft.get("facts", {}).get("never_published"))


def _subject(draft: Draft) -> str:
    return str(draft.get("subject") or draft.get("facts", {}).get("subject") or "self")


def may_be_pregnant(draft: Draft) -> bool:
    years = age_years(draft)
    lowest, highest = PREGNANCY_AGES
    sex = draft.get("sex") or draft.get("facts", {}).get("sex")
    if sex == "male" or (years is None and _subject(draft) == "child"):
        return False
    return years is None or lowest <= years <= highest


def _always(draft: Draft) -> bool:
    return True


def _has_more(number: int) -> Callable[[Draft], bool]:
    return lambda draft: len(draft.get("more", [])) > number


@dataclass(frozen=True, slots=True)
class Step:
    """One page. `form` asks it; None for a page that only tells something."""

    slug: str
    form: type[forms.Form] | None
    applies: Callable[[Draft], bool] = _always


STEPS: tuple[Step, ...] = (
    Step("about", pages.SubjectForm),
    Step("age", pages.AgeForm),
    Step("young", None, is_young_asker),
    Step("sex", pages.SexForm),
    Step("pregnancy", pages.PregnancyForm, may_be_pregnant),
    Step("how-long", pages.HowLongForm),
    Step("medicines", pages.MedicinesForm),
    Step("conditions", pages.ConditionsForm),
    Step("more-1", pages.MoreForm, _has_more(0)),
    Step("more-2", pages.MoreForm, _has_more(1)),
    Step("more-3", pages.MoreForm, _has_more(2)),
    Step("photos", None),
    Step("title", pages.TitleForm),
    Step("alias", pages.AliasForm),
    Step("email", pages.EmailForm),
    Step("consent", pages.ConsentForm),
)
BY_SLUG = {step.slug: step for step in STEPS}
FIRST, LAST = STEPS[0].slug, STEPS[-1].slug


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands among those that apply to this person, counted from 1."""

    number: int
    total: int
    before: str | None
    after: str | None


def place_of(slug: str, draft: Draft) -> Place:
    applying = [step.slug for step in STEPS if step.applies(draft) or step.slug == slug]
    at = applying.index(slug)
    return Place(
        number=at + 1,
        total=len(applying),
        before=applying[at - 1] if at else None,
        after=applying[at + 1] if at + 1 < len(applying) else None,
    )
