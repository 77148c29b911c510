"""Which counts of people may be shown: no small group, and none that a total minus the shown rows would give away."""

from collections.abc import Sequence
from dataclasses import dataclass

# With fewer people than this a number can point at one of them (k-anonymity, k = 10).
SMALLEST_GROUP = 10


@dataclass(frozen=True, slots=True)
class Guarded:
    """The counts in their order and their sum; None where a number is kept back."""

    cells: tuple[int | None, ...]
    total: int | None


def guard(counts: Sequence[int], *, k: int = SMALLEST_GROUP) -> Guarded:
    """Counts from 1 to k - 1 are kept back, with as many others beside them as it takes that the sum of all tells
    nothing: at least two rows whose sum is at least 2 k.

    The others are the next ones in the order given, whatever their size: the smallest ones would tell by being chosen
    how small the first was. Where there are not enough others the sum is kept back too. Nobody (0) is no group.
    """
    hidden = [at for at, count in enumerate(counts) if 0 < count < k]
    if hidden:
        first = hidden[0]
        order = [(first + step) % len(counts) for step in range(1, len(counts))]
        others = [at for at in order if counts[at] >= k]
        while others and not _enough(counts, hidden, k):
            hidden.append(others.pop(0))
    kept_back = set(hidden)
    total = sum(counts)
    tells = 0 < total < k or (bool(hidden) and not _enough(counts, hidden, k))
    cells = tuple(None if at in kept_back else count for at, count in enumerate(counts))
    return Guarded(cells, None if tells else total)


def shown(count: int, *, k: int = SMALLEST_GROUP) -> int | None:
    """A count that stands alone; None where it is of a small group."""
    return None if 0 < count < k else count


def _enough(counts: Sequence[int], hidden: Sequence[int], k: int) -> bool:
    return len(hidden) >= 2 and sum(counts[at] for at in hidden) >= 2 * k
