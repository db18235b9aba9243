"""Any two semesters of the plan side by side: every series then and now, and its change like for like."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod, Series
from reports.figures.comparing import Comparison, compare
from reports.figures.current import IndicatorFigures, SeriesFigures, figures_of, track_of
from reports.figures.names import IndicatorName, PeriodName, name_indicator, name_period
from reports.figures.reading import Reading, read
from reports.figures.totals import BROKEN, Figure, figure_at
from reports.figures.warnings import FigureWarning


@dataclass(frozen=True, slots=True)
class SeriesBetween:
    """One series in both semesters. `before` is on the scale of the later definition (warning `rebased`) unless a break lies
    between (warning `earlier_definition`, change `broken`). A figure and a state are None where no definition was in force;
    states are those of each semester, under the definition and the targets of its day. `change` is None only then.
    """

    code: str
    label: str
    before: Figure | None
    after: Figure | None
    change: Comparison | None
    state_before: str | None
    state_after: str | None


@dataclass(frozen=True, slots=True)
class IndicatorBetween:
    """`presence` is both, later_only (no definition in force yet in the earlier semester) or earlier_only (retired since)."""

    indicator: IndicatorName
    presence: str
    series: tuple[SeriesBetween, ...]


@dataclass(frozen=True, slots=True)
class PillarBetween:
    code: str
    name: str
    indicators: tuple[IndicatorBetween, ...]


@dataclass(frozen=True, slots=True)
class SemesterComparison:
    """Two semesters, the earlier one first. Only validated values, as they stand at `at`."""

    at: dt.datetime
    earlier: PeriodName
    later: PeriodName
    pillars: tuple[PillarBetween, ...]

    @property
    def indicators(self) -> tuple[IndicatorBetween, ...]:
        return tuple(each for pillar in self.pillars for each in pillar.indicators)

    @property
    def is_year_apart(self) -> bool:
        """Whether both are the same half of their years: what a flow with seasons is best compared over."""
        return (self.later.ordinal - self.earlier.ordinal) % 2 == 0


def compare_semesters(
    plan: ActionPlan,
    earlier: ReportingPeriod,
    later: ReportingPeriod,
    at: dt.datetime,
    *,
    periods: Sequence[ReportingPeriod] | None = None,
) -> SemesterComparison:
    """Compare two semesters of one plan in two readings. Raises ValueError unless the first is the earlier one."""
    if earlier.ordinal >= later.ordinal:
        raise ValueError("The earlier semester comes first, and differs from the later one.")
    then = read(plan, earlier, at, periods=periods)
    now = read(plan, later, at, periods=then.periods, also=[earlier.ordinal])
    return SemesterComparison(
        at, name_period(then.period, at), name_period(now.period, at), pillars_between(rows_between(then, now))
    )


def rows_between(then: Reading, now: Reading) -> list[IndicatorBetween]:
    """Every indicator in force in either semester, in the plan's order."""
    found_then = {each.indicator.code: each for each in figures_of(then)}
    found_now = {each.indicator.code: each for each in figures_of(now)}
    in_force = dict(then.revisions) | dict(now.revisions)
    revisions = sorted(in_force.values(), key=lambda each: (each.indicator.pillar.order, each.indicator.order))
    return [
        row_between(
            now,
            each,
            found_then.get(each.indicator.code),
            found_now.get(each.indicator.code),
            then.period.ordinal,
        )
        for each in revisions
    ]


def row_between(
    now: Reading,
    revision: IndicatorRevision,
    then: IndicatorFigures | None,
    found: IndicatorFigures | None,
    earlier: int,
) -> IndicatorBetween:
    name = name_indicator(revision.indicator, revision)
    if found is None:
        gone = then.series if then else ()
        rows = [SeriesBetween(each.code, each.label, each.figure, None, None, each.state, None) for each in gone]
        return IndicatorBetween(name, "earlier_only", tuple(rows))
    if then is None:
        new = [SeriesBetween(each.code, each.label, None, each.figure, None, None, each.state) for each in found.series]
        return IndicatorBetween(name, "later_only", tuple(new))
    series = now.series.get(revision.pk, ())
    return IndicatorBetween(
        name, "both", tuple(series_between(now, revision, each, then, found, earlier) for each in series)
    )


def series_between(
    now: Reading,
    revision: IndicatorRevision,
    series: Series,
    then: IndicatorFigures,
    found: IndicatorFigures,
    earlier: int,
) -> SeriesBetween:
    track = track_of(revision, series)
    was = next((each for each in then.series if each.code == series.code), None)
    here = next(each for each in found.series if each.code == series.code)
    change = compare(now, track, earlier)
    is_cut = change is not None and change.state == BROKEN
    return SeriesBetween(
        code=series.code,
        label=series.label or "",
        before=of_its_day(was) if is_cut else figure_at(now, track, earlier),
        after=here.figure,
        change=change,
        state_before=was.state if was else None,
        state_after=here.state,
    )


def of_its_day(was: SeriesFigures | None) -> Figure | None:
    """The figure under a definition that measured something else; none when that one had no such series."""
    if was is None:
        return None
    return replace(was.figure, warnings=(*was.figure.warnings, FigureWarning.EARLIER_DEFINITION))


def pillars_between(rows: Iterable[IndicatorBetween]) -> tuple[PillarBetween, ...]:
    groups: dict[str, list[IndicatorBetween]] = {}
    for row in rows:
        groups.setdefault(row.indicator.pillar_code, []).append(row)
    return tuple(PillarBetween(code, group[0].indicator.pillar_name, tuple(group)) for code, group in groups.items())
