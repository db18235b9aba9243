"""The value expected at a period, read from the targets that the Committee set.

Source of the rules: docs/methodology.md, "Expected value".
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from enum import StrEnum
from itertools import pairwise

from reports.arithmetic.percent import DIGITS
from reports.arithmetic.progress import Direction

Point = tuple[int, Decimal]
"""A target: the ordinal of its period and its value."""


class Mode(StrEnum):
    """What is expected between two targets, as the revision declares."""

    LINEAR = "linear"  # on the straight line between them
    STEP = "step"  # what the last target reached asks for, until the next
    NONE = "none"  # nothing: milestones, only the periods with a target are judged
    MANUAL = "manual"  # nothing: the Committee sets a target for every period by hand


POINTS_ALONE = (Mode.NONE, Mode.MANUAL)
"""Where nothing is read between targets."""


def expected_value(points: Iterable[Point], at: int, mode: Mode) -> Decimal | None:
    """Return what is expected at the period with ordinal `at`, or None where nothing is.

    A target of that very period always holds. Nothing is expected before the first target (a baseline may be given as
    the first point of a line) nor, except for a step, after the last. Raises ValueError for two targets of one period.
    """
    path = sorted(points)
    if any(earlier == later for (earlier, _), (later, _) in pairwise(path)):
        raise ValueError("A period has one target.")
    exact = dict(path).get(at)
    before = [point for point in path if point[0] < at]
    after = [point for point in path if point[0] > at]
    if exact is not None or not before or mode in POINTS_ALONE:
        return exact
    if mode == Mode.STEP:
        return before[-1][1]
    return _on_the_line(before[-1], after[0], at) if after else None


def _on_the_line(before: Point, after: Point, at: int) -> Decimal:
    with localcontext(prec=DIGITS):
        return before[1] + (after[1] - before[1]) * (at - before[0]) / (after[0] - before[0])


def follows_direction(points: Iterable[Point], direction: Direction) -> bool:
    """Return whether successive targets go the declared way; those of a kept value must not differ."""
    values = [value for _, value in sorted(points)]
    if direction == Direction.INCREASE:
        return all(earlier <= later for earlier, later in pairwise(values))
    if direction == Direction.DECREASE:
        return all(earlier >= later for earlier, later in pairwise(values))
    return direction != Direction.MAINTAIN or len(set(values)) <= 1
