"""How a figure moved: difference, percent of what it was, and no word about better or worse."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.arithmetic.change import Change, Move, change

D = Decimal


@pytest.mark.parametrize(
    ("previous", "current", "difference", "percent", "direction"),
    [
        ("120", "150", "30", "25", Move.UP),
        ("0", "30", "30", None, Move.UP),
        ("150", "120", "-30", "-20", Move.DOWN),
        ("30", "0", "-30", "-100", Move.DOWN),
        ("7", "7", "0", "0", Move.SAME),
        ("0", "0", "0", None, Move.SAME),
        ("3", "4", "1", "33.33", Move.UP),
        ("-4", "-2", "2", "50", Move.UP),
    ],
)
def test_change_is_the_difference_and_its_percent(
    previous: str, current: str, difference: str, percent: str | None, direction: Move
) -> None:
    expected = Change(D(difference), None if percent is None else D(percent), direction)
    assert change(D(previous), D(current)) == expected


def test_without_both_figures_there_is_no_change() -> None:
    assert change(None, D(30)) is None
    assert change(D(30), None) is None
