"""An indicator beside the goals of somebody else's strategy: each series against the goal of its calendar year.

The goals are a reference. They give no status, and the indicator as a whole, whose categories have different goals, is never
held against one of them. Percentages and their differences, in points, are unrounded.

Source of the goals and of what others observed: fixtures/09_context.json; of the rule: docs/methodology.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import ContextSeries, ContextValue, Indicator, IndicatorRevision, ReportingPeriod, Series
from reports.figures.context import Observed, YearGoal, context_of, goal_of, observed_of
from reports.figures.current import overall_of, track_of
from reports.figures.history import definition_for, shown_semesters
from reports.figures.lineage import breaks
from reports.figures.names import IndicatorName, PeriodName, name_indicator, name_period
from reports.figures.reading import Reading, read
from reports.figures.totals import Figure, figure_at


class NoStrategyError(LookupError):
    """The plan sets no goals of another strategy beside the indicator's series."""


@dataclass(frozen=True, slots=True)
class StrategyPoint:
    """One semester. `distance` is the figure less the goal of its year, in points; None without either."""

    period: str
    year: int
    figure: Figure
    goal: YearGoal | None
    distance: Decimal | None
    is_break: bool


@dataclass(frozen=True, slots=True)
class StrategyLine:
    """One series of the indicator and its goals by year. Points run up to the semester asked for; goals to the strategy's end."""

    code: str
    label: str
    source: str
    note: str
    goals: tuple[YearGoal, ...]
    points: tuple[StrategyPoint, ...]
    observed: tuple[Observed, ...]

    @property
    def now(self) -> StrategyPoint:
        return self.points[-1]

    @property
    def seen(self) -> tuple[StrategyPoint, ...]:
        return tuple(point for point in self.points if point.figure.value is not None)

    @property
    def final(self) -> YearGoal:
        return self.goals[-1]


@dataclass(frozen=True, slots=True)
class ReferenceGoal:
    """A goal of the strategy for a category that the indicator does not measure."""

    label: str
    goal: YearGoal
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Strategy:
    """`overall` is context and stands beside no goal."""

    period: PeriodName
    indicator: IndicatorName
    lines: tuple[StrategyLine, ...]
    overall: Figure | None
    context: tuple[Observed, ...]
    references: tuple[ReferenceGoal, ...]

    @property
    def observed(self) -> tuple[Observed, ...]:
        """Everything that others observed, the oldest first; of one month, categories before their sum."""
        every = [each for line in self.lines for each in line.observed] + list(self.context)
        return tuple(sorted(every, key=lambda each: (each.year, each.month, not each.series)))


def strategy_of(indicator: Indicator, period: ReportingPeriod, at: dt.datetime) -> Strategy:
    """Read one indicator and its context up to a semester, in a fixed number of queries. Raises NoStrategyError."""
    values = context_of(indicator)
    goals = [(series, rows) for series, rows in values if series.nature == ContextSeries.Nature.GOAL]
    if not any(series.series_code for series, _ in goals):
        raise NoStrategyError(indicator.code)
    observed = [
        observed_of(row) for series, rows in values if series.nature == ContextSeries.Nature.OBSERVATION for row in rows
    ]
    reading = read(indicator.plan, period, at, indicator=indicator)
    revision = definition_for(reading)
    beside = {series.series_code: (series, rows) for series, rows in goals if series.series_code}
    lines = tuple(
        line_of(reading, revision, each, *beside[each.code], observed)
        for each in reading.series[revision.pk]
        if each.code in beside
    )
    return Strategy(
        period=name_period(reading.period, at),
        indicator=name_indicator(indicator, revision),
        lines=lines,
        overall=overall_of(reading, revision),
        context=tuple(each for each in observed if not each.series),
        references=tuple(
            ReferenceGoal(series.label, goal_of(row), series.source, series.note)
            for series, rows in goals
            if not series.series_code
            for row in rows
        ),
    )


def with_strategy(plan_id: int) -> frozenset[str]:
    """Codes of the plan's indicators that have a page beside the goals of others. One query."""
    goals = ContextSeries.objects.filter(
        nature=ContextSeries.Nature.GOAL, indicator__action__objective__pillar__plan=plan_id
    )
    return frozenset(goals.exclude(series_code="").values_list("indicator__code", flat=True))


def has_strategy(indicator: Indicator) -> bool:
    """Whether goals of another strategy stand beside a series of the indicator."""
    goals = ContextSeries.objects.filter(indicator=indicator, nature=ContextSeries.Nature.GOAL)
    return goals.exclude(series_code="").exists()


def line_of(
    reading: Reading,
    revision: IndicatorRevision,
    series: Series,
    beside: ContextSeries,
    rows: Sequence[ContextValue],
    observed: Iterable[Observed],
) -> StrategyLine:
    goals = tuple(goal_of(row) for row in rows)
    by_year = {goal.year: goal for goal in goals}
    return StrategyLine(
        code=series.code,
        label=series.label or beside.label,
        source=beside.source,
        note=beside.note,
        goals=goals,
        points=tuple(
            point_of(reading, revision, series, period, by_year.get(period.starts_on.year))
            for period in shown_semesters(reading, revision.indicator)
        ),
        observed=tuple(each for each in observed if each.series == series.code),
    )


def point_of(
    reading: Reading, revision: IndicatorRevision, series: Series, period: ReportingPeriod, goal: YearGoal | None
) -> StrategyPoint:
    """The goal of a calendar year holds for both of its semesters."""
    figure = figure_at(reading, track_of(revision, series), period.ordinal)
    distance = None if goal is None or figure.exact is None else figure.exact - goal.percent
    is_break = period.ordinal in breaks(reading, revision.indicator_id)
    return StrategyPoint(period.code, period.starts_on.year, figure, goal, distance, is_break)
