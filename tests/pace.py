"""Times that mean the same on a slow or busy machine: CPU seconds counted in those of one idle core.

A bound in plain seconds fails when the runner's core is slower or shared with a second process, and says nothing about
the code. So each measured run stands beside a fixed piece of like work (patterns over text, small objects); where that
takes longer than it did on the idle core the bounds were set on, the run's own time shrinks by the same factor. A
pattern that went quadratic still takes ten times its bound."""

import re
import time
from collections.abc import Callable

YARDSTICK_S = 0.0040  # the fixed work on the idle core the bounds were set on: the fastest of 300 runs, 2026-11-27
_WORDS = re.compile(r"\b(?:my|the|his)\s+(?:[a-z]+\s){0,3}(?:son|[A-Z][a-z]+)\b|\d{1,4}(?:[-/ ]\d{1,4}){1,3}")
_TEXT = "Since the 12th my left hand and the other one of Ahmed twitch at night, 3 or 4 times: 10 12 14. " * 400


def yardstick() -> float:
    """CPU seconds of the fixed piece of work, now."""
    began = time.process_time()
    found = [(hit.start(), hit.end(), hit.group().lower()) for hit in _WORDS.finditer(_TEXT)]
    seen: dict[str, list[int]] = {}
    for start, _, word in found:
        seen.setdefault(word, []).append(start)
    for word in _TEXT.split():
        seen.setdefault(word.strip(".,").lower(), []).append(len(word))
    return time.process_time() - began


def idle_seconds(work: Callable[[int], object], times: int = 3) -> float:
    """The best of `times` runs of `work(number of the run)`, in CPU seconds of the idle core."""
    best = float("inf")
    for number in range(times):
        began = time.process_time()
        work(number)
        spent = time.process_time() - began
        best = min(best, spent / max(1.0, min(yardstick() for _ in range(3)) / YARDSTICK_S))
    return best
