"""What one institution's validated figures are in the figures of the plan: its value, the total, and its part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import IndicatorRevision, ReportingPeriod, Series
from institutions.models import Institution
from reports.arithmetic.percent import exact_percent
from reports.figures.by_institution import InstitutionPoint, point_of
from reports.figures.current import track_of
from reports.figures.judging import Judgement
from reports.figures.names import IndicatorName, name_indicator
from reports.figures.observing import Track, counted_twice, observe, without
from reports.figures.own import judge_own
from reports.figures.reading import Reading
from reports.figures.totals import Figure, figure_at

SEMESTERS = 3
"""How far back a value is looked for: this semester, the one before, and the same of a year before."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """One series. `own` is the latest semester with a validated value, else what it says of this one; `total` is of the same
    semester, from k of n institutions. `share` is the institution's part of what the total counts, unrounded.
    `judgement` is how it stands in this semester against targets of its own, where some are set.
    """

    indicator: IndicatorName
    label: str
    own: InstitutionPoint
    total: Figure
    share: Decimal | None
    judgement: Judgement | None

    @property
    def is_percent(self) -> bool:
        return self.total.is_percent


def contributions_of(reading: Reading, institution: Institution) -> tuple[Contribution, ...]:
    """Every series of the indicators that the institution owes, or answered, in the plan's order. No query of its own."""
    return tuple(_each(reading, institution))


def _each(reading: Reading, institution: Institution) -> Iterator[Contribution]:
    ordinals = [reading.period.ordinal - back for back in range(SEMESTERS)]
    recent = [each for each in reversed(reading.periods) if each.ordinal in ordinals]
    for key, revision in reading.revisions.items():
        concerned = institution.code in reading.expected(key, reading.period.ordinal) or any(
            institution.code in reading.answers.get((key, ordinal), {}) for ordinal in ordinals
        )
        for series in reading.series.get(revision.pk, ()) if concerned else ():
            yield contribution_of(reading, institution.code, revision, series, recent)


def contribution_of(
    reading: Reading, code: str, revision: IndicatorRevision, series: Series, recent: list[ReportingPeriod]
) -> Contribution:
    track = track_of(revision, series)
    points = [
        (period, point_of(reading, track, period, code, observe(reading, track, period.ordinal).get(code)))
        for period in recent
    ]
    period, own = next(((period, point) for period, point in points if point.has_answer), points[0])
    total = figure_at(reading, track, period.ordinal)
    return Contribution(
        name_indicator(revision.indicator, revision),
        series.label or "",
        own,
        total,
        share_of(reading, track, period.ordinal, code, total),
        judge_own(reading, revision, series, code),
    )


def share_of(reading: Reading, track: Track, ordinal: int, code: str, total: Figure) -> Decimal | None:
    """Its part of the sum, or of the numerator of a proportion. An item that another counts too is counted once.

    Who answers in words adds nothing up.
    """
    if track.is_in_words:
        return None
    observations = observe(reading, track, ordinal)
    if not track.is_percent:
        observations = without(observations, counted_twice(reading, track, [ordinal]), ordinal)
    mine = observations.get(code)
    whole = total.numerator if total.is_percent else total.value
    if mine is None or mine.value is None or not whole:
        return None
    return exact_percent(mine.value, whole)
