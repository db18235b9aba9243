"""The list of the plan's indicators: each series with its recent past, in the order and of the kind that is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import ActionPlan, ReportingPeriod
from reports.figures.comparing import Comparison
from reports.figures.current import WORST_FIRST, IndicatorFigures, SeriesFigures, figures_of, track_of
from reports.figures.lineage import breaks
from reports.figures.reading import Reading, read
from reports.figures.totals import Figure, figure_at

SEMESTERS = 6
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Past:
    """A figure of an earlier semester, or of this one."""

    period: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Listed:
    """One series as a row. `previous` is the whole figure of the semester before, not like for like; `past` is the last six
    semesters up to this one, from the oldest, of those that this definition can be compared with.
    """

    figures: IndicatorFigures
    series: SeriesFigures
    previous: Past | None
    past: tuple[Past, ...]

    @property
    def has_previous(self) -> bool:
        return self.previous is not None and self.previous.figure.value is not None


def listing(
    plan: ActionPlan, period: ReportingPeriod, at: dt.datetime, *, periods: Sequence[ReportingPeriod]
) -> tuple[Listed, ...]:
    """Every series of every indicator in force, in the plan's order. A fixed number of queries."""
    return listing_of(read(plan, period, at, periods=periods, every_semester=True))


def listing_of(reading: Reading) -> tuple[Listed, ...]:
    return tuple(
        listed(reading, key, each, series)
        for (key, _revision), each in zip(reading.revisions.items(), figures_of(reading), strict=True)
        for series in each.series
    )


def listed(reading: Reading, key: int, each: IndicatorFigures, series: SeriesFigures) -> Listed:
    revision = reading.revisions[key]
    (own,) = [one for one in reading.series[revision.pk] if one.code == series.code]
    track, here = track_of(revision, own), reading.period.ordinal
    since = max((ordinal for ordinal in breaks(reading, key) if ordinal <= here), default=0)
    past = [
        Past(period.code, figure_at(reading, track, period.ordinal))
        for period in reading.periods
        if max(since, here - SEMESTERS + 1) <= period.ordinal <= here
    ]
    before = reading.period_before()
    previous = next((one for one in past if before and one.period == before.code), None)
    return Listed(each, series, previous, tuple(past))


def narrowed(rows: Iterable[Listed], *, pillar: str = "", state: str = "") -> tuple[Listed, ...]:
    """Rows of one pillar, or in one state; empty asks for all."""
    return tuple(
        row
        for row in rows
        if (not pillar or row.figures.indicator.pillar_code == pillar) and (not state or row.series.state == state)
    )


def arranged(rows: Iterable[Listed], order: str) -> tuple[Listed, ...]:
    """Rows by `order`; equal ones stay in the plan's order, and those without what is ordered by come last.

    code: the plan's own order · state: from the furthest behind · completeness: from the fewest institutions with a value ·
    change: from the largest relative to where it was.
    """
    keys: dict[str, Callable[[Listed], Decimal | int]] = {
        "code": lambda row: 0,
        "state": lambda row: WORST_FIRST.index(row.series.state),
        "completeness": lambda row: completeness(row.series.figure),
        "change": lambda row: -relative(row.series.change),
    }
    return tuple(sorted(rows, key=keys[order]))


def completeness(figure: Figure) -> Decimal:
    """The part of the institutions expected that gave a value; what nobody is expected to give comes last."""
    return Decimal(figure.reported) / figure.expected if figure.expected else Decimal("Infinity")


def relative(change: Comparison | None) -> Decimal:
    """How large a change is beside where it was; what cannot be compared comes last."""
    if change is None or change.difference is None:
        return Decimal(-1)
    if not change.before:
        return Decimal("Infinity") if change.difference else ZERO
    return abs(change.difference) / abs(change.before)
