"""The figures of a semester, indicator by indicator: what the list, the dashboard, the page and the report print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indicators.models import ActionPlan, Component, Indicator, IndicatorRevision, ReportingPeriod, Series
from reports.arithmetic.change import Change, change
from reports.arithmetic.over_time import Scope
from reports.figures.comparing import Comparison, compare
from reports.figures.judging import Judgement, judge
from reports.figures.kinds import IN_WORDS
from reports.figures.names import IndicatorName, name_indicator
from reports.figures.observing import Track
from reports.figures.reading import Reading, read
from reports.figures.spans import Span, span_of
from reports.figures.totals import Figure, figure_at

WORST_FIRST = (
    "off_track",
    "at_risk",
    "on_track",
    "no_data",
    "not_due",
    "passed",
    "not_judged",
    "no_target",
    "not_applicable",
)


@dataclass(frozen=True, slots=True)
class Latest:
    """The last semester, up to the one asked for, with a validated value."""

    period: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class SeriesFigures:
    """One series of an indicator in one semester, over validated measurements only.

    `change` is since the semester before; `year_change`, of flows, since the same semester of the year before;
    `since_baseline` is the difference from the baseline, when there is one.
    """

    code: str
    label: str
    figure: Figure
    change: Comparison | None
    year_change: Comparison | None
    since_baseline: Change | None
    judgement: Judgement
    latest: Latest | None
    year: Span | None = None  # the calendar year up to this semester

    @property
    def state(self) -> str:
        return self.judgement.state


@dataclass(frozen=True, slots=True)
class PartFigures:
    """One component: a part of the headline, or printed beside it and never added."""

    code: str
    label: str
    role: str
    is_in_headline: bool
    figure: Figure


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """An indicator in one semester. `overall` is context and is never judged: everything, whatever the categories."""

    indicator: IndicatorName
    series: tuple[SeriesFigures, ...]
    parts: tuple[PartFigures, ...]
    overall: Figure | None
    state: str  # of the series that stands worst
    has_target: bool
    is_assigned: bool

    @property
    def main(self) -> SeriesFigures:
        return self.series[0]

    @property
    def judged(self) -> SeriesFigures:
        """The series whose state the indicator shows."""
        return next(each for each in self.series if each.state == self.state)


def indicator_figures(plan: ActionPlan, period: ReportingPeriod, at: dt.datetime) -> tuple[IndicatorFigures, ...]:
    """The plan's indicators in their order. Takes a fixed number of queries."""
    return figures_of(read(plan, period, at, every_semester=True))


def figures_of(reading: Reading) -> tuple[IndicatorFigures, ...]:
    return tuple(figures_of_indicator(reading, revision.indicator, revision) for revision in reading.revisions.values())


def figures_of_indicator(reading: Reading, indicator: Indicator, revision: IndicatorRevision) -> IndicatorFigures:
    series = tuple(figures_of_series(reading, revision, each) for each in reading.series.get(revision.pk, ()))
    states = [each.state for each in series]
    return IndicatorFigures(
        indicator=name_indicator(indicator, revision),
        series=series,
        parts=parts_of(reading, revision),
        overall=overall_of(reading, revision),
        state=min(states, key=WORST_FIRST.index, default="no_target"),
        has_target=any(each.judgement.has_target for each in series),
        is_assigned=bool(reading.expected(indicator.pk, reading.period.ordinal)),
    )


def track_of(revision: IndicatorRevision, series: Series) -> Track:
    return Track(
        indicator=revision.indicator_id,
        is_percent=revision.is_percent,
        accumulation=revision.accumulation,
        kind=revision.kind,
        series=series.code,
        across=revision.across,
    )


def figures_of_series(reading: Reading, revision: IndicatorRevision, series: Series) -> SeriesFigures:
    track, ordinal = track_of(revision, series), reading.period.ordinal
    goals = reading.goals[series.pk]
    figure = figure_at(reading, track, ordinal)
    is_flow = revision.accumulation == IndicatorRevision.Accumulation.FLOW
    return SeriesFigures(
        code=series.code,
        label=series.label or "",
        figure=figure,
        change=compare(reading, track, ordinal - 1),
        year_change=compare(reading, track, ordinal - 2) if is_flow else None,
        since_baseline=change(goals.start.value, figure.exact) if goals.start else None,
        judgement=judge(reading, track, revision, goals, figure),
        latest=latest_of(reading, track),
        year=span_of(reading, track, Scope.YEAR),
    )


def latest_of(reading: Reading, track: Track) -> Latest | None:
    """The last semester read, up to this one, in which the figure has a value."""
    for period in sorted(reading.periods, key=lambda each: -each.ordinal):
        if period.ordinal <= reading.period.ordinal and (track.indicator, period.ordinal) in reading.answers:
            figure = figure_at(reading, track, period.ordinal)
            if figure.has_answer:
                return Latest(period.code, figure)
    return None


def parts_of(reading: Reading, revision: IndicatorRevision) -> tuple[PartFigures, ...]:
    """Every component with values of its own, when there is more than the one of the headline. Stages and options stand in
    the figure itself.
    """
    components = [c for c in reading.components[revision.pk] if c.role != Component.Role.DENOMINATOR]
    series = reading.series.get(revision.pk, ())
    if len(components) < 2 or not series or revision.kind in IN_WORDS:
        return ()
    return tuple(part_of(reading, track_of(revision, series[0]), component) for component in components)


def part_of(reading: Reading, track: Track, component: Component) -> PartFigures:
    figure = figure_at(reading, replace(track, component=component.code), reading.period.ordinal)
    return PartFigures(component.code, component.label, component.role, component.in_headline, figure)


def overall_of(reading: Reading, revision: IndicatorRevision) -> Figure | None:
    """Everything beside what is judged: of series that split one component, or of a headline that counts one category."""
    series: Sequence[Series] = reading.series.get(revision.pk, ())
    if revision.kind in IN_WORDS:
        return None
    one_component = len({each.component_id for each in series}) == 1
    if revision.headline_category_id is None and not (len(series) > 1 and one_component):
        return None
    return figure_at(reading, replace(track_of(revision, series[0]), is_overall=True), reading.period.ordinal)
