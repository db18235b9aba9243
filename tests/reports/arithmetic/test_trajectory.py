"""The value expected at a period: on the line, on the step, or only at the target."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.arithmetic.progress import Direction
from reports.arithmetic.trajectory import Mode, expected_value, follows_direction

D = Decimal
POINTS = [(4056, D(25)), (4050, D(10)), (4052, D(15))]


@pytest.mark.parametrize(
    ("at", "linear", "step", "none"),
    [
        (4049, None, None, None),
        (4050, "10", "10", "10"),
        (4051, "12.5", "10", None),
        (4052, "15", "15", "15"),
        (4055, "22.5", "15", None),
        (4056, "25", "25", "25"),
        (4057, None, "25", None),
    ],
)
def test_expected_value_between_targets(at: int, linear: str | None, step: str | None, none: str | None) -> None:
    for mode, value in ((Mode.LINEAR, linear), (Mode.STEP, step), (Mode.NONE, none)):
        assert expected_value(POINTS, at, mode) == (None if value is None else D(value))


@pytest.mark.parametrize("mode", list(Mode))
def test_without_targets_nothing_is_expected(mode: Mode) -> None:
    assert expected_value([], 4050, mode) is None


def test_target_of_zero_is_expected() -> None:
    assert expected_value([(1, D(6)), (2, D(0))], 2, Mode.LINEAR) == 0
    assert expected_value([(1, D(0))], 2, Mode.STEP) == 0


def test_goal_of_a_calendar_year_holds_for_both_semesters() -> None:
    goals = [(2026 * 2, D(13)), (2027 * 2, D(14))]
    assert [expected_value(goals, at, Mode.STEP) for at in range(4052, 4056)] == [D(13), D(13), D(14), D(14)]


def test_two_targets_of_one_period_are_refused() -> None:
    with pytest.raises(ValueError, match="one target"):
        expected_value([(1, D(5)), (1, D(6))], 1, Mode.STEP)


def test_successive_targets_must_go_the_declared_way() -> None:
    assert follows_direction(POINTS, Direction.INCREASE)
    assert not follows_direction(POINTS, Direction.DECREASE)
    assert not follows_direction(POINTS, Direction.MAINTAIN)
    assert follows_direction([(1, D(5)), (2, D(5))], Direction.MAINTAIN)
    assert follows_direction(POINTS, Direction.NEUTRAL)
    assert follows_direction([], Direction.DECREASE)
