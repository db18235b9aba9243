"""How far one figure is: its pace against the value expected by now, its attainment of the final target.

The plan has no targets until the Committee sets them, so "no target" is a normal state and never a zero. Only the pace carries
a band (on track, at risk, off track); the attainment is printed without a colour.

Source of every formula: docs/methodology.md, "Progress of one indicator".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.arithmetic.percent import HUNDRED, exact_percent

ZERO = Decimal(0)


class Direction(StrEnum):
    """Which way is better, as the indicator's revision declares."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    RANGE = "range"
    NEUTRAL = "neutral"


class State(StrEnum):
    """What can be said of a figure. Only `computed` and `met` carry a judgement."""

    NOT_APPLICABLE = "not_applicable"
    NO_TARGET = "no_target"
    NOT_DUE = "not_due"
    PASSED = "passed"  # the last target lies behind, and none follows
    NOT_REPORTED = "not_reported"
    BASELINE_MISSING = "baseline_missing"
    CONFIGURATION_ERROR = "configuration_error"
    BROKEN = "broken"  # the figure would reach over a change of definition
    ZERO_TARGET = "zero_target"
    COMPUTED = "computed"
    MET = "met"


class Band(StrEnum):
    """The status that is shown, always with an icon and a word."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Bands:
    """The thresholds, in percent: below `low` off track, from `high` on track, between them at risk."""

    low: Decimal | int = 75
    high: Decimal | int = 95

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 100:
            raise ValueError("The thresholds lie between 0 and 100, the lower one first.")

    def of(self, capped_percent: Decimal) -> Band:
        """Return the band of an unrounded percentage: 94.996 is still in the middle one."""
        if capped_percent >= self.high:
            return Band.ON_TRACK
        return Band.AT_RISK if capped_percent >= self.low else Band.OFF_TRACK


DEFAULT_BANDS = Bands()


@dataclass(frozen=True, slots=True)
class Progress:
    """The result: `raw_percent` is printed (unrounded here, may pass 100 or be negative), `capped_percent` is judged (0 to 100)."""

    state: State
    raw_percent: Decimal | None = None
    capped_percent: Decimal | None = None
    band: Band = Band.NONE


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a revision wants its figure to be judged."""

    direction: Direction
    baseline: Decimal | None
    adjusted: bool
    tolerance: Decimal
    low: Decimal | None
    high: Decimal | None

    def has_goal(self, expected: Decimal | None) -> bool:
        if self.direction is Direction.RANGE:
            return self.low is not None or self.high is not None
        return expected is not None


Outcome = tuple[State, Decimal | None]
"""A state and, when there is one, the exact percentage."""


def pace(
    value: Decimal | None,
    expected: Decimal | None,
    *,
    direction: Direction,
    baseline: Decimal | None = None,
    adjusted: bool = False,
    tolerance: Decimal = ZERO,
    low: Decimal | None = None,
    high: Decimal | None = None,
    bands: Bands = DEFAULT_BANDS,
    is_not_applicable: bool = False,
    is_due: bool = True,
    has_passed: bool = False,
    has_target: bool | None = None,
) -> Progress:
    """Judge a value against the one expected at the period; both are taken over the scope that the target declares.

    `low` and `high` are the bounds of a range; `tolerance` is in the figure's unit and serves `maintain`. `has_target` is
    left out when an expected value is all there is to know; True with nothing expected means that it is not due yet, or `has_passed`.
    """
    rule = _Rule(Direction(direction), baseline, adjusted, tolerance, low, high)
    if is_not_applicable:
        return Progress(State.NOT_APPLICABLE)
    if has_target is False or (has_target is None and not rule.has_goal(expected)):
        return Progress(State.NO_TARGET)
    if has_passed:
        return Progress(State.PASSED)
    if not is_due or not rule.has_goal(expected):
        return Progress(State.NOT_DUE)
    if value is None:
        return Progress(State.NOT_REPORTED)
    return _result(_judge(value, ZERO if expected is None else expected, rule), bands)


def attainment(
    value: Decimal | None,
    target: Decimal | None,
    *,
    direction: Direction,
    baseline: Decimal | None = None,
    adjusted: bool = False,
    tolerance: Decimal = ZERO,
    low: Decimal | None = None,
    high: Decimal | None = None,
    is_not_applicable: bool = False,
) -> Progress:
    """Return how much of the final target is reached: the same arithmetic as the pace, and never a band."""
    progress = pace(
        value,
        target,
        direction=direction,
        baseline=baseline,
        adjusted=adjusted,
        tolerance=tolerance,
        low=low,
        high=high,
        is_not_applicable=is_not_applicable,
    )
    return Progress(progress.state, progress.raw_percent, progress.capped_percent)


def _result(outcome: Outcome, bands: Bands) -> Progress:
    state, percent = outcome
    if state is State.MET:
        return Progress(state, None, HUNDRED, bands.of(HUNDRED))
    if percent is None:
        return Progress(state)
    capped = min(max(percent, ZERO), HUNDRED)
    return Progress(state, percent, capped, bands.of(capped))


def _judge(value: Decimal, expected: Decimal, rule: _Rule) -> Outcome:
    if rule.adjusted:
        return _adjusted(value, expected, rule)
    if rule.direction is Direction.MAINTAIN:
        return State.COMPUTED, HUNDRED if abs(value - expected) <= rule.tolerance else _likeness(value, expected)
    if rule.direction is Direction.RANGE:
        return _within(value, rule.low, rule.high)
    simple = SIMPLE.get(rule.direction)
    return simple(value, expected) if simple and expected >= 0 else (State.CONFIGURATION_ERROR, None)


def _increase(value: Decimal, expected: Decimal) -> Outcome:
    return (State.COMPUTED, exact_percent(value, expected)) if expected else (State.ZERO_TARGET, None)


def _decrease(value: Decimal, expected: Decimal) -> Outcome:
    if value > 0:
        return State.COMPUTED, exact_percent(expected, value)
    return (State.MET, None) if expected or value else (State.COMPUTED, HUNDRED)


SIMPLE: dict[Direction, Callable[[Decimal, Decimal], Outcome]] = {
    Direction.INCREASE: _increase,
    Direction.DECREASE: _decrease,
}


def _adjusted(value: Decimal, expected: Decimal, rule: _Rule) -> Outcome:
    """Judge the way covered since the baseline; only a figure that must rise or fall has such a way."""
    if rule.baseline is None:
        return State.BASELINE_MISSING, None
    if rule.direction not in SIMPLE:
        return State.CONFIGURATION_ERROR, None
    sign = 1 if rule.direction is Direction.INCREASE else -1
    covered, planned = (value - rule.baseline) * sign, (expected - rule.baseline) * sign
    if planned < 0:
        return State.CONFIGURATION_ERROR, None
    if planned > 0:
        return State.COMPUTED, exact_percent(covered, planned)
    if covered >= 0:
        return State.COMPUTED, HUNDRED
    return SIMPLE[rule.direction](value, expected) if expected >= 0 else (State.CONFIGURATION_ERROR, None)


def _within(value: Decimal, low: Decimal | None, high: Decimal | None) -> Outcome:
    if low is None or high is None or low > high:
        return State.CONFIGURATION_ERROR, None
    nearest = min(max(value, low), high)
    return State.COMPUTED, HUNDRED if value == nearest else _likeness(value, nearest)


def _likeness(value: Decimal, other: Decimal) -> Decimal:
    """Return the smaller of the two quotients in percent; zero, or opposite signs, have nothing in common."""
    if value * other <= 0:
        return ZERO
    return min(exact_percent(value, other), exact_percent(other, value))
