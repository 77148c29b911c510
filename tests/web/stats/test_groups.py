"""No small group is shown, and none can be worked out from what is shown."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curbside.web.stats.groups import SMALLEST_GROUP, guard, shown


@given(st.lists(st.integers(0, 60), max_size=9))
def test_no_count_of_a_small_group_is_shown(counts):
    guarded = guard(counts)
    for count, cell in zip(counts, guarded.cells, strict=True):
        assert cell in (None, count)
        assert cell is None or cell == 0 or cell >= SMALLEST_GROUP
    assert guarded.total in (None, sum(counts))
    assert guarded.total is None or guarded.total == 0 or guarded.total >= SMALLEST_GROUP


@given(st.lists(st.integers(0, 60), max_size=9))
def test_a_total_minus_the_shown_rows_is_never_one_small_group(counts):
    guarded = guard(counts)
    kept_back = [count for count, cell in zip(counts, guarded.cells, strict=True) if cell is None]
    if guarded.total is not None and kept_back:
        assert len(kept_back) >= 2
        assert guarded.total - sum(cell or 0 for cell in guarded.cells) == sum(kept_back) >= 2 * SMALLEST_GROUP


@given(st.lists(st.integers(SMALLEST_GROUP, 900) | st.just(0), max_size=9))
def test_large_groups_are_all_shown(counts):
    assert guard(counts).cells == tuple(counts)
    assert guard(counts).total == sum(counts)


@pytest.mark.parametrize(("rows", "k", "largest"), [(1, 3, 14), (2, 4, 20), (3, 3, 14), (4, 3, 9)])
def test_somebody_who_knows_the_rule_cannot_work_a_small_group_out(rows, k, largest):
    """Every table there is, gathered by what it shows: behind one view a row kept back has several sizes."""
    behind = defaultdict(list)
    for counts in product(range(largest + 1), repeat=rows):
        behind[guard(counts, k=k)].append(counts)
    checked = 0
    for view, tables in behind.items():
        if view.total is not None and view.total > largest:
            continue  # other tables with this view have larger numbers than those tried
        for at, cell in enumerate(view.cells):
            if cell is None:
                checked += 1
                assert len({table[at] for table in tables}) >= 2, (view, tables)
    assert checked


@pytest.mark.parametrize(("count", "said"), [(0, 0), (1, None), (9, None), (10, 10)])
def test_a_count_that_stands_alone(count, said):
    assert shown(count) == said
