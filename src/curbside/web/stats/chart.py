"""Where the bars, lines and labels of the weekly chart stand, in SVG units from its top left corner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from curbside.web.answers.figures import WEEKS, WeekFigures

BAR_HEIGHT, BAR_WIDTH, BAR_GAP = 120, 12, 12
LEFT, TOP, BOTTOM = 36, 30, 24
STEP = 2 * BAR_WIDTH + BAR_GAP
WIDTH, HEIGHT = LEFT + WEEKS * STEP, TOP + BAR_HEIGHT + BOTTOM
BASE = TOP + BAR_HEIGHT
# A date is wider than a week's bars, so every second week is named.
WEEKS_A_LABEL = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One week's pair of bars; `day` is set where the week is named."""

    x: int
    asked_y: float
    asked_height: float
    answered_x: int
    answered_y: float
    answered_height: float
    day: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the chart, and the number it stands for."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Chart:
    width: int
    height: int
    left: int
    base: int
    label_y: int
    bar_width: int
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]


def weekly_chart(weeks: Sequence[WeekFigures]) -> Chart:
    """`weeks` oldest first; the highest bar takes the whole height."""
    highest = max((max(week.asked, week.answered) for week in weeks), default=0) or 1
    numbers = [0, highest // 2, highest] if highest % 2 == 0 else [0, highest]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        base=BASE,
        label_y=HEIGHT - 6,
        bar_width=BAR_WIDTH,
        bars=tuple(_bar(n, week, BAR_HEIGHT / highest) for n, week in enumerate(weeks)),
        lines=tuple(Line(_y(number * BAR_HEIGHT / highest), number) for number in numbers),
    )


def _bar(n: int, week: WeekFigures, scale: float) -> Bar:
    x = LEFT + n * STEP + BAR_GAP // 2
    return Bar(
        x=x,
        asked_y=_y(week.asked * scale),
        asked_height=round(week.asked * scale, 1),
        answered_x=x + BAR_WIDTH,
        answered_y=_y(week.answered * scale),
        answered_height=round(week.answered * scale, 1),
        day=week.week if n % WEEKS_A_LABEL == 0 else None,
    )


def _y(height: float) -> float:
    return round(BASE - height, 1)
