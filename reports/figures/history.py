"""One indicator over time: its series, what each institution reported, its breakdown, and the definition behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from committee.review.standing import unsettled
from indicators.models import Indicator, IndicatorRevision, ReportingPeriod, Series
from reports.arithmetic.feasibility import Feasibility
from reports.figures.breakdown import Breakdown, breakdowns_of
from reports.figures.by_institution import InstitutionHistory, Reporter, institutions_of, reporters_of
from reports.figures.current import IndicatorFigures, SeriesFigures, figures_of_indicator, track_of
from reports.figures.datasheet import Definition, LogEntry, define, log_of
from reports.figures.definitions import RETIRED_FROM, is_retired
from reports.figures.expecting import GoalsOf, expectation, expected_then
from reports.figures.feasible import feasibility_of
from reports.figures.goals import Goal, Start
from reports.figures.lineage import breaks
from reports.figures.names import PeriodName, name_period
from reports.figures.observing import counted_at
from reports.figures.own import path_of
from reports.figures.reading import Reading, read
from reports.figures.spans import Span, spans_of
from reports.figures.totals import Figure, figure_at
from reports.figures.women import WomenShare, women_share


class UnknownSeriesError(LookupError):
    """The indicator has no series of that code under the definition in force."""


@dataclass(frozen=True, slots=True)
class HistoryPoint:
    """One semester of the series. `expected` is what the targets of the definition in force ask by then, so nothing behind a
    break; `edge` is where its margin of risk ends, `is_interpolated` whether it is a target that its source does not
    publish; `is_break`: figures mean something else from here. `counted` are the codes
    of the institutions in the figure: not for print, but to know whether two sums are of the same ones.
    """

    period: str
    ordinal: int
    figure: Figure
    expected: Decimal | None
    is_break: bool
    counted: frozenset[str] = frozenset()
    edge: Decimal | None = None
    is_interpolated: bool = False


@dataclass(frozen=True, slots=True)
class AheadPoint:
    """A semester still to come, up to the final target."""

    period: str
    ordinal: int
    expected: Decimal | None
    edge: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SeriesName:
    code: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class IndicatorHistory:
    """Everything of one series of one indicator up to a semester. Points run from the first semester with a commitment or a value."""

    period: PeriodName
    figures: IndicatorFigures
    series: SeriesFigures
    series_names: tuple[SeriesName, ...]
    points: tuple[HistoryPoint, ...]
    ahead: tuple[AheadPoint, ...]
    institutions: tuple[InstitutionHistory, ...]
    breakdowns: tuple[Breakdown, ...]
    reporters: tuple[Reporter, ...]
    goals: tuple[Goal, ...]
    start: Start | None
    low_threshold: Decimal  # percent of the expected value: the lower edge of the margin of risk
    definition: Definition
    log: tuple[LogEntry, ...]
    spans: tuple[Span, ...]  # the semester, the calendar year so far, everything since the plan began
    women: WomenShare | None  # where the indicator is counted by sex
    starts_in: str | None  # the first semester of a definition that is not in force yet
    feasibility: Feasibility | None  # of its last target, or of its range; of neither there is nothing to say
    retired_in: str | None  # the semester from which the indicator is followed no more

    @property
    def has_own_targets(self) -> bool:
        """Whether some institution that the reader may see is held against targets."""
        return any(each.judgement is not None for each in self.institutions)

    @property
    def query(self) -> str:
        """What an address needs to show the same semester and series."""
        return f"semestre={self.period.code}&serie={self.series.code}"

    @property
    def observed(self) -> tuple[HistoryPoint, ...]:
        return tuple(point for point in self.points if point.figure.has_answer)

    @property
    def comparable(self) -> tuple[HistoryPoint, ...]:
        """Semesters with an answer since the definition last broke: what may be set side by side."""
        start = max((number for number, point in enumerate(self.points) if point.is_break), default=0)
        return tuple(point for point in self.points[start:] if point.figure.has_answer)

    @property
    def partial(self) -> tuple[HistoryPoint, ...]:
        """Semesters whose figure lacks some institution: not to be read as a fall."""
        return tuple(point for point in self.points if point.figure.is_partial)


def indicator_history(
    indicator: Indicator,
    period: ReportingPeriod,
    at: dt.datetime,
    *,
    series: str | None = None,
    institutions_visible: Collection[str] | None = None,
) -> IndicatorHistory:
    """Read one indicator up to a semester. `institutions_visible` limits whose own figures are given (codes; None: all);
    totals are the same for everybody. Raises UnknownSeriesError.
    """
    reading = read(indicator.plan, period, at, indicator=indicator)
    revision = definition_for(reading)
    chosen = choose(reading.series[revision.pk], series)
    track, goals = track_of(revision, chosen), reading.goals[chosen.pk]
    figures = figures_of_indicator(reading, indicator, revision)
    semesters, ahead = shown_semesters(reading, indicator), ahead_of(reading, revision, chosen)
    return IndicatorHistory(
        period=name_period(reading.period, at),
        figures=figures,
        series=next(each for each in figures.series if each.code == chosen.code),
        series_names=tuple(
            SeriesName(each.code, each.label or "", each.code == chosen.code) for each in reading.series[revision.pk]
        ),
        points=points_of(reading, revision, chosen, semesters),
        ahead=ahead,
        institutions=with_paths(
            reading,
            revision,
            chosen,
            institutions_of(reading, track, semesters, institutions_visible),
            [each.ordinal for each in semesters],
            [each.ordinal for each in ahead],
        ),
        breakdowns=breakdowns_of(reading, revision, chosen),
        reporters=reporters_of(reading, indicator),
        goals=tuple(goals.goals),
        start=goals.start,
        low_threshold=Decimal(reading.thresholds.low),
        definition=define(revision),
        log=log_of(reading.all_revisions.values(), goals, unsettled(indicator)),
        spans=spans_of(reading, track),
        women=women_share(reading, revision, chosen, semesters, institutions_visible),
        feasibility=feasibility_of(reading, track, revision, goals),
        starts_in=starts_in(reading, revision),
        retired_in=retired_in(reading, revision),
    )


def definition_for(reading: Reading) -> IndicatorRevision:
    """The definition in force; of a retired indicator its last one, of one that starts later its first."""
    for revision in reading.revisions.values():
        return revision
    by_start = sorted(reading.all_revisions.values(), key=lambda each: each.effective_from.ordinal)
    begun = [each for each in by_start if each.effective_from.ordinal <= reading.period.ordinal]
    return begun[-1] if begun else by_start[0]


def starts_in(reading: Reading, revision: IndicatorRevision) -> str | None:
    first = revision.effective_from
    return first.code if first.ordinal > reading.period.ordinal else None


def retired_in(reading: Reading, revision: IndicatorRevision) -> str | None:
    """The semester that retired the indicator, up to the one read."""
    if not is_retired(revision, reading.period):
        return None
    ordinal: int | None = getattr(revision, RETIRED_FROM, None)
    found = [each.code for each in reading.periods if each.ordinal == ordinal]
    return found[0] if found else revision.effective_from.code


def choose(series: Iterable[Series], code: str | None) -> Series:
    for each in series:
        if code is None or each.code == code:
            return each
    raise UnknownSeriesError(code)


def shown_semesters(reading: Reading, indicator: Indicator) -> list[ReportingPeriod]:
    """From the first semester with a commitment or an answer up to the one asked for."""
    starts = [commitment.from_period.ordinal for commitment in reading.commitments.get(indicator.pk, ())]
    starts += [ordinal for key, ordinal in reading.answers if key == indicator.pk]
    first = min([*starts, reading.period.ordinal])
    return [each for each in reading.periods if first <= each.ordinal <= reading.period.ordinal]


def points_of(
    reading: Reading, revision: IndicatorRevision, series: Series, semesters: Iterable[ReportingPeriod]
) -> tuple[HistoryPoint, ...]:
    track = track_of(revision, series)
    broken = breaks(reading, revision.indicator_id)
    points = []
    for each in semesters:
        expected = expected_then(reading, revision.indicator_id, series.code, each.ordinal, of_all(reading))
        points.append(
            HistoryPoint(
                each.code,
                each.ordinal,
                figure_at(reading, track, each.ordinal),
                expected.value,
                each.ordinal in broken,
                counted_at(reading, track, each.ordinal),
                expected.edge,
                expected.is_interpolated,
            )
        )
    return tuple(points)


def with_paths(
    reading: Reading,
    revision: IndicatorRevision,
    series: Series,
    institutions: Iterable[InstitutionHistory],
    shown: list[int],
    ahead: list[int],
) -> tuple[InstitutionHistory, ...]:
    """Each institution with the way to its own targets, where it has some."""
    return tuple(
        replace(each, path=path_of(reading, revision, series, each.institution.code, shown, ahead))
        for each in institutions
    )


def of_all(reading: Reading) -> GoalsOf:
    return lambda _revision, series: reading.goals[series.pk]


def ahead_of(reading: Reading, revision: IndicatorRevision, series: Series) -> tuple[AheadPoint, ...]:
    """Up to the last target of all, or of an institution."""
    goals = reading.goals[series.pk]
    own = [each for (of, _), each in reading.own_goals.items() if of == series.pk]
    last = max((goal.ordinal for each in (goals, *own) for goal in each.goals), default=0)
    ahead = [each for each in reading.periods if reading.period.ordinal < each.ordinal <= last]
    expected = [expectation(reading, revision, goals, each.ordinal) for each in ahead]
    return tuple(
        AheadPoint(each.code, each.ordinal, asked.value, asked.edge)
        for each, asked in zip(ahead, expected, strict=True)
    )
