"""How fast does this text need a human? emergency | urgent | routine, with the words that say so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from curbside.clinical.demographics.person import read_demographics
from curbside.clinical.urgency.matching import Match, Person, matches


class Urgency(StrEnum):
    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class Crisis(StrEnum):
    PLAN = "plan"
    IDEATION = "ideation"
    ABUSE = "abuse"


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired: its id, plain name, the words it read (offsets into the given text) and its source."""

    rule: str
    title: str
    level: Urgency
    text: str
    start: int
    end: int
    source: str
    advice: str = ""
    crisis: Crisis | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    urgency: Urgency
    crisis: Crisis | None
    reasons: tuple[Reason, ...]


# Reads a text and the facts about the person (asked only when needed) and gives reasons; layers only ever add.
Layer = Callable[[str, Callable[[], Person]], tuple[Reason, ...]]
_SLOWEST_FIRST = (Urgency.ROUTINE, Urgency.URGENT, Urgency.EMERGENCY)
_MAX_DEMOGRAPHICS_CHARS = 6_000


def rule_layer(text: str, person: Callable[[], Person]) -> tuple[Reason, ...]:
    """Reasons from the reviewable tables of knowledge/red_flags and knowledge/crisis.yaml."""
    return tuple(_reason(text, match) for match in matches(text, person))


_LEARNED: list[Layer] = []


def use_learned_layer(layer: Layer | None) -> None:
    """Let every later `screen` ask `layer` after the rules; None goes back to the rules alone. Called at start-up."""
    _LEARNED[:] = [] if layer is None else [layer]


def layers() -> tuple[str, ...]:
    """Names of the layers in use: ("rules",) or ("rules", "learned")."""
    return ("rules", *("learned" for _ in _LEARNED))


def screen(
    text: str,
    *,
    age_years: float | None = None,
    sex: str | None = None,
    subject: str | None = None,
    pregnant: bool | None = None,
    extra: Sequence[Layer] | None = None,
) -> Screening:
    """Read `text` for danger. Never raises on any text; doubt means more urgent.

    The rules come first; the learned layer in use, or the layers of `extra`, may add reasons and take none away.

    Facts given win over what the text seems to say. Reasons come worst first, then in the order of the text.
    A child's, parent's or partner's present emergency counts like one's own, so `subject` changes nothing here.
    """

    @cache
    def person() -> Person:
        said = read_demographics(text[:_MAX_DEMOGRAPHICS_CHARS])
        return Person(
            age_years=said.age_years if age_years is None else age_years,
            sex=sex or said.sex,
            pregnant=said.pregnant if pregnant is None else pregnant,
        )

    reasons = list(rule_layer(text, person))
    for layer in _LEARNED if extra is None else extra:
        try:
            reasons.extend(layer(text, person))
        except Exception:  # noqa: S112 a model that breaks, in whatever way, must not take the rules' answer with it
            continue
    reasons.sort(key=lambda reason: (-_SLOWEST_FIRST.index(reason.level), reason.start, reason.end))
    crises = {reason.crisis for reason in reasons}
    return Screening(
        urgency=reasons[0].level if reasons else Urgency.ROUTINE,
        crisis=next((crisis for crisis in Crisis if crisis in crises), None),
        reasons=tuple(reasons),
    )


def _reason(text: str, match: Match) -> Reason:
    source = match.rule.source
    return Reason(
        rule=match.rule.id,
        title=match.rule.title,
        level=Urgency(match.level),
        text=text[match.start : match.end],
        start=match.start,
        end=match.end,
        source=f"{source.guideline}: {source.section} ({source.date}) {source.url}",
        advice=match.rule.advice,
        crisis=Crisis(match.rule.crisis) if match.rule.crisis else None,
    )
