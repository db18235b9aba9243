"""What a series should reach, as the Committee set it: its baseline and the points of its trajectory."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from reports.arithmetic.over_time import Scope
from reports.arithmetic.percent import exact_percent
from reports.figures.answers import plain


@dataclass(frozen=True, slots=True)
class Goal:
    """One target: for a proportion its value is in percent, and the two numbers stand beside it where it was set by them.

    `scope` says over what the figure is taken; `source` whose path it follows; `is_interpolated` that it lies between two values
    which that source publishes.
    """

    period: str
    ordinal: int
    scope: str
    value: Decimal
    act: str
    approved_on: dt.date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = ""
    is_interpolated: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """A baseline: for a proportion its value is in percent, unrounded."""

    period: str
    ordinal: int
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Goals:
    """The targets of one series in order, and its baseline: of all institutions together, or of one of them."""

    revision: int
    start: Start | None
    goals: list[Goal] = field(default_factory=list)

    @property
    def is_cumulative(self) -> bool:
        return any(goal.scope == Scope.CUMULATIVE for goal in self.goals)

    def at(self, ordinal: int) -> tuple[Goal, ...]:
        """The targets that the semester is judged by: those of the scope of the next one due, else of the last."""
        if not self.goals:
            return ()
        scope = next((goal.scope for goal in self.goals if goal.ordinal >= ordinal), self.goals[-1].scope)
        return tuple(goal for goal in self.goals if goal.scope == scope)


def goal_of(
    period: str,
    ordinal: int,
    scope: str,
    value: Decimal,
    denominator: Decimal | None,
    act: str,
    approved_on: dt.date,
    source: str,
    is_interpolated: bool,
) -> Goal:
    """A target as it is judged by: a numerator over its denominator is a percentage."""
    if not denominator:
        return Goal(
            period, ordinal, scope, plain(value), act, approved_on, source=source, is_interpolated=is_interpolated
        )
    percent, parts = plain(exact_percent(value, denominator)), (plain(value), plain(denominator))
    return Goal(period, ordinal, scope, percent, act, approved_on, *parts, source, is_interpolated)


def start_of(period: str, ordinal: int, value: Decimal, denominator: Decimal | None, source: str) -> Start:
    return Start(period, ordinal, plain(exact_percent(value, denominator) if denominator else value), source)
