"""Objectives, pillars and the plan are counted by status."""

from __future__ import annotations

from decimal import Decimal

from reports.arithmetic.progress import Direction, pace
from reports.arithmetic.tally import Tally, tally

D = Decimal
UP, DOWN = Direction.INCREASE, Direction.DECREASE


def test_plan_is_counted_never_averaged() -> None:
    figures = [
        pace(D(100), D(100), direction=UP),
        pace(D(0), D(6), direction=DOWN),
        pace(D(80), D(100), direction=UP),
        pace(D(10), D(100), direction=UP),
        pace(D(10), None, direction=UP),
        pace(None, D(100), direction=UP),
        pace(None, D(100), direction=UP, is_due=False),
        pace(D(10), None, direction=UP, has_passed=True, has_target=True),
        pace(None, None, direction=UP, is_not_applicable=True),
        pace(D(1), D(0), direction=UP),
        pace(D(1), D(5), direction=UP, adjusted=True),
    ]
    assert tally(figures) == Tally(2, 1, 1, 1, 1, 1, 1, 1, 2)
    assert tally([]) == Tally()
