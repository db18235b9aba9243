"""What a series should reach, as the Committee set it: its baseline and the points of its trajectory."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import F

from reports.figures.answers import plain
from reports.over_time import Scope
from reports.percent import exact_percent


@dataclass(frozen=True, slots=True)
class Goal:
    """One target: for a proportion its value is in percent. `scope` says over what the figure is taken."""

    period: str
    ordinal: int
    scope: str
    value: Decimal
    act: str
    approved_on: dt.date

    @classmethod
    def of_row(cls, row: Any) -> Goal | None:
        if row.target_value is None:
            return None
        return cls(
            row.target_period,
            row.target_ordinal,
            row.target_scope,
            plain(row.target_value),
            row.target_act,
            row.target_on,
        )


@dataclass(frozen=True, slots=True)
class Start:
    """A baseline: for a proportion its value is in percent, unrounded."""

    period: str
    ordinal: int
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Goals:
    """The targets of one series in order, and its baseline."""

    revision: int
    start: Start | None
    goals: list[Goal] = field(default_factory=list)

    COLUMNS: ClassVar[dict[str, F]] = {
        "target_value": F("targets__value"),
        "target_scope": F("targets__scope"),
        "target_act": F("targets__act_reference"),
        "target_on": F("targets__approved_on"),
        "target_period": F("targets__period__code"),
        "target_ordinal": F("targets__period__ordinal"),
        "baseline_value": F("baselines__value"),
        "baseline_denominator": F("baselines__denominator"),
        "baseline_source": F("baselines__source"),
        "baseline_period": F("baselines__period__code"),
        "baseline_ordinal": F("baselines__period__ordinal"),
    }

    @classmethod
    def of_row(cls, row: Any) -> Goals:
        return cls(row.revision_id, start_of(row))

    @property
    def is_cumulative(self) -> bool:
        return any(goal.scope == Scope.CUMULATIVE for goal in self.goals)

    def at(self, ordinal: int) -> tuple[Goal, ...]:
        """The targets that the semester is judged by: those of the scope of the next one due, else of the last."""
        if not self.goals:
            return ()
        scope = next((goal.scope for goal in self.goals if goal.ordinal >= ordinal), self.goals[-1].scope)
        return tuple(goal for goal in self.goals if goal.scope == scope)


def start_of(row: Any) -> Start | None:
    if row.baseline_value is None:
        return None
    value = row.baseline_value
    if row.baseline_denominator:
        value = exact_percent(value, row.baseline_denominator)
    return Start(row.baseline_period, row.baseline_ordinal, plain(value), row.baseline_source)
