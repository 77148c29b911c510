"""Where the bars, lines and words of a chart stand, in SVG units from its top left corner."""

from collections.abc import Sequence
from dataclasses import dataclass

BAR_HEIGHT, BAR_WIDTH, BAR_GAP = 120, 12, 12
LEFT, TOP, BOTTOM = 36, 30, 24
# A date is wider than a week's bars, so every second week is named.
WEEKS_A_LABEL = 2
# Lying bars: words to the left, the number behind each bar.
WORDS_WIDTH, ROW_WIDTH, ROW_BAR, ROW_GAP, NUMBER_WIDTH = 210, 330, 12, 10, 50
KINDS = ("asked", "answered")  # the paler one first


@dataclass(frozen=True, slots=True)
class Series:
    """What is drawn in one colour; None where a value is kept back. Two series at most, in the order of KINDS."""

    label: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Box:
    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Word:
    kind: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`across`: heights of the lines from `left` to the right edge."""

    width: int
    height: int
    left: int
    boxes: tuple[Box, ...]
    words: tuple[Word, ...]
    across: tuple[float, ...] = ()


def picture_of_weeks(labels: Sequence[str], series: Sequence[Series]) -> Picture:
    """Standing bars, one group a week, oldest first; the highest bar takes the whole height."""
    step = len(series) * BAR_WIDTH + BAR_GAP
    width, base = LEFT + max(len(labels), 8) * step, TOP + BAR_HEIGHT
    highest = _highest(series)
    numbers = [0, highest // 2, highest] if highest % 2 == 0 else [0, highest]
    words = [Word("axis number", LEFT - 6, _up(base, n, highest), f"{n:g}") for n in numbers]
    boxes: list[Box] = []
    for at, label in enumerate(labels):
        x = LEFT + at * step + BAR_GAP // 2
        if at % WEEKS_A_LABEL == 0:
            words.append(Word("axis day", x + len(series) * BAR_WIDTH / 2, base + BOTTOM - 6, label))
        for n, one in enumerate(series):
            value, left = one.values[at], x + n * BAR_WIDTH
            if value is None:
                words.append(Word("axis kept-back", left + BAR_WIDTH / 2, base - 3, "–"))
            else:
                top = _up(base, value, highest)
                boxes.append(Box(_kind(n, series), left, top, BAR_WIDTH, round(base - top, 1)))
    legend_boxes, legend_words = _legend(series, LEFT)
    lines = tuple(_up(base, n, highest) for n in numbers)
    return Picture(width, base + BOTTOM, LEFT, (*legend_boxes, *boxes), (*legend_words, *words), lines)


def picture_of_rows(labels: Sequence[str], series: Sequence[Series]) -> Picture:
    """Lying bars, one group a row; the longest bar takes the whole width."""
    step = len(series) * ROW_BAR + ROW_GAP
    highest = _highest(series)
    boxes: list[Box] = []
    words: list[Word] = []
    for at, label in enumerate(labels):
        y = TOP + at * step
        words.append(Word("row", WORDS_WIDTH - 8, y + len(series) * ROW_BAR / 2, label))
        for n, one in enumerate(series):
            value, top = one.values[at], y + n * ROW_BAR
            long = 0.0 if value is None else round(ROW_WIDTH * value / highest, 1)
            boxes.append(Box(_kind(n, series), WORDS_WIDTH, top, long, ROW_BAR - 1))
            said = "–" if value is None else f"{value:g}"
            words.append(Word("value", WORDS_WIDTH + long + 5, top + ROW_BAR / 2, said))
    legend_boxes, legend_words = _legend(series, WORDS_WIDTH)
    width, height = WORDS_WIDTH + ROW_WIDTH + NUMBER_WIDTH, TOP + len(labels) * step
    return Picture(width, height, WORDS_WIDTH, (*legend_boxes, *boxes), (*legend_words, *words))


def _legend(series: Sequence[Series], left: int) -> tuple[list[Box], list[Word]]:
    """What each colour stands for, side by side above the bars. Widths are guessed: 7 units a letter."""
    boxes, words, x = [], [], float(left)
    for n, one in enumerate(series):
        boxes.append(Box(_kind(n, series), x, 4, 12, 12))
        words.append(Word("legend", x + 18, 15, one.label))
        x += 18 + 7 * len(one.label) + 20
    return boxes, words


def _kind(n: int, series: Sequence[Series]) -> str:
    return KINDS[n] if len(series) > 1 else KINDS[1]


def _highest(series: Sequence[Series]) -> float:
    return max((value for one in series for value in one.values if value is not None), default=0) or 1


def _up(base: int, value: float, highest: float) -> float:
    return round(base - value * BAR_HEIGHT / highest, 1)
