"""The Committee's dashboard: five questions, each answered with counts that can be checked. At most seven queries of its own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import ActionPlan, ReportingPeriod
from reports.arithmetic.change import Move
from reports.arithmetic.progress import Direction
from reports.arithmetic.tally import Tally, tally
from reports.figures.comparing import Comparison
from reports.figures.current import IndicatorFigures, SeriesFigures, figures_of, track_of
from reports.figures.matrix import CoverageMatrix, matrix_of
from reports.figures.names import IndicatorName, InstitutionName, PeriodName, name_period
from reports.figures.observing import Track
from reports.figures.reading import Reading, read
from reports.figures.totals import figure_at
from reports.figures.warnings import FigureWarning

ZERO = Decimal(0)
BEST_FIRST = (
    "on_track", "at_risk", "off_track", "no_target", "no_data", "not_due", "passed", "not_judged", "not_applicable",
)  # fmt: skip
JUDGED = ("off_track", "at_risk", "on_track")


@dataclass(frozen=True, slots=True)
class PillarFigures:
    """One pillar: its indicators, counted by state and never averaged."""

    code: str
    name: str
    indicators: tuple[IndicatorFigures, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class GapRow:
    """A series and how far it is from the value expected by now."""

    indicator: IndicatorName
    series: SeriesFigures


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A series that moved since the semester before. `judgement` is better or worse only where a target says which way.

    `is_whole_before` and `is_whole_now`: the number compared is the figure of that semester as it stands there, and so explains
    itself. It is not where some institution is left out of the comparison, or a value was brought to a later definition.
    """

    indicator: IndicatorName
    series: SeriesFigures
    change: Comparison
    judgement: str | None
    is_whole_before: bool = False
    is_whole_now: bool = False


@dataclass(frozen=True, slots=True)
class ToDo:
    """What waits for the Committee in this semester. Nobody is silent before it opens, or assigned after it has closed."""

    to_review: int
    oldest_waiting_at: dt.datetime | None
    silent_institutions: tuple[InstitutionName, ...]
    unanswered_observations: int
    without_target: int
    unassigned: int

    @property
    def is_empty(self) -> bool:
        return not self.matters

    @property
    def matters(self) -> int:
        """How many kinds of work wait."""
        counts = (self.to_review, self.unanswered_observations, self.without_target, self.unassigned)
        return sum(bool(each) for each in (*counts, self.silent_institutions))


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`gaps` from the widest; `changes` from the largest. Without targets there are no gaps, and the page says so."""

    at: dt.datetime
    period: PeriodName
    previous: PeriodName | None
    matrix: CoverageMatrix
    pillars: tuple[PillarFigures, ...]
    indicators: tuple[IndicatorFigures, ...]
    tally: Tally
    with_target: int
    gaps: tuple[GapRow, ...]
    changes: tuple[ChangeRow, ...]
    to_do: ToDo

    @property
    def without_target(self) -> int:
        return len(self.indicators) - self.with_target

    @property
    def judged(self) -> int:
        """How many series have a state that a target gave them."""
        return sum(series.state in JUDGED for each in self.indicators for series in each.series)

    @property
    def moves(self) -> tuple[int, int, int]:
        """How many series went up, went down and stayed the same, of those that can be compared with the semester before."""
        changes = [series.change for each in self.indicators for series in each.series]
        moved = Counter(each.direction for each in changes if each and each.state == "computed")
        return moved[Move.UP], moved[Move.DOWN], moved[Move.SAME]

    @property
    def states(self) -> dict[str, int]:
        """How many indicators are in each state, without the states that nobody is in."""
        counts = Counter(each.state for each in self.indicators)
        return {state: counts[state] for state in BEST_FIRST if counts[state]}


def dashboard(
    plan: ActionPlan, period: ReportingPeriod, at: dt.datetime, *, periods: Sequence[ReportingPeriod] | None = None
) -> Dashboard:
    """Answer the five questions for one semester; `periods`, when the page has read them, saves a query."""
    return dashboard_of(read(plan, period, at, periods=periods))


def dashboard_of(reading: Reading) -> Dashboard:
    matrix, indicators = matrix_of(reading), figures_of(reading)
    before = reading.period_before()
    with_target = sum(each.has_target for each in indicators)
    return Dashboard(
        at=reading.at,
        period=matrix.period,
        previous=name_period(before, reading.at) if before else None,
        matrix=matrix,
        pillars=pillars_of(indicators),
        indicators=indicators,
        tally=tally_of(indicators),
        with_target=with_target,
        gaps=gaps_of(indicators),
        changes=changes_of(reading, indicators),
        to_do=to_do_of(matrix, len(indicators) - with_target),
    )


def tally_of(indicators: Sequence[IndicatorFigures]) -> Tally:
    """Indicators by state; one with several series counts once, as the series that stands worst."""
    return tally(each.judged.judgement.pace for each in indicators if each.series)


def pillars_of(indicators: Sequence[IndicatorFigures]) -> tuple[PillarFigures, ...]:
    groups: dict[str, list[IndicatorFigures]] = {}
    for each in indicators:
        groups.setdefault(each.indicator.pillar_code, []).append(each)
    return tuple(
        PillarFigures(code, group[0].indicator.pillar_name, tuple(group), tally_of(group))
        for code, group in groups.items()
    )


def gaps_of(indicators: Sequence[IndicatorFigures]) -> tuple[GapRow, ...]:
    """Judged series that do not reach what was expected by now, from the smallest percent of it."""
    rows = [GapRow(each.indicator, series) for each in indicators for series in each.series if is_behind(series)]
    return tuple(sorted(rows, key=lambda row: (row.series.judgement.pace.capped_percent, row.indicator.code)))


def is_behind(series: SeriesFigures) -> bool:
    capped = series.judgement.pace.capped_percent
    return series.state in JUDGED and capped is not None and capped < 100


def changes_of(reading: Reading, indicators: Sequence[IndicatorFigures]) -> tuple[ChangeRow, ...]:
    """Series that moved, from the largest move relative to where they were; those that rose from zero come first."""
    rows = [
        change_row(reading, track_of(revision, own), each.indicator, series, series.change)
        for revision, each in zip(reading.revisions.values(), indicators, strict=True)
        for own, series in zip(reading.series.get(revision.pk, ()), each.series, strict=True)
        if series.change and series.change.difference
    ]
    return tuple(sorted(rows, key=lambda row: (-relative_size(row.change), row.indicator.code)))


def change_row(
    reading: Reading, track: Track, indicator: IndicatorName, series: SeriesFigures, change: Comparison
) -> ChangeRow:
    before = figure_at(reading, track, reading.period.ordinal - 1)
    is_rebased = FigureWarning.REBASED in before.warnings
    return ChangeRow(
        indicator,
        series,
        change,
        judgement_of(indicator, series, change),
        is_whole_before=change.before == before.exact and not is_rebased,
        is_whole_now=change.after == series.figure.exact,
    )


def relative_size(change: Comparison) -> Decimal:
    difference, before = abs(change.difference or ZERO), abs(change.before or ZERO)
    return difference / before if before else Decimal("Infinity")


def judgement_of(indicator: IndicatorName, series: SeriesFigures, change: Comparison) -> str | None:
    """Better or worse, where the series has a target and a direction; else a move is only up or down."""
    wanted = {Direction.INCREASE: Move.UP, Direction.DECREASE: Move.DOWN}.get(Direction(indicator.direction))
    if not series.judgement.has_target or wanted is None:
        return None
    return "better" if change.direction is wanted else "worse"


def to_do_of(matrix: CoverageMatrix, without_target: int) -> ToDo:
    silent = [row.institution for row in matrix.rows if row.has_sent_nothing and matrix.period.state != "upcoming"]
    return ToDo(
        to_review=matrix.counts["submitted"],
        oldest_waiting_at=matrix.oldest_waiting_at,
        silent_institutions=tuple(silent),
        unanswered_observations=matrix.counts["returned"],
        without_target=without_target,
        unassigned=0 if matrix.period.state == "closed" else len(matrix.unassigned),
    )
