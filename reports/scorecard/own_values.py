"""What one institution says of its own indicators, beside its own semester before and the plan's total. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import IndicatorRevision, Series
from reports.arithmetic.change import Change, change
from reports.arithmetic.percent import exact_percent_or_none
from reports.figures.by_institution import InstitutionPoint, point_of
from reports.figures.current import figures_of_series, track_of
from reports.figures.judging import Judgement
from reports.figures.lineage import is_broken
from reports.figures.names import IndicatorName, name_indicator
from reports.figures.observing import is_measured_alike, observe
from reports.figures.own import judge_own
from reports.figures.reading import Reading
from reports.figures.totals import Figure
from reports.scorecard.contributing import share_of


@dataclass(frozen=True, slots=True)
class OwnValue:
    """One series of an indicator that it owes. `own` and `before` are what it says of this semester and of the one before;
    `change` is between them, where both have a value and the definition lets them be compared. `total` is of all institutions,
    and `share` its part of it in percent, unrounded. `state` is where the plan stands, not the institution: that is `judgement`,
    where targets are set for it.
    """

    indicator: IndicatorName
    code: str
    label: str
    own: InstitutionPoint
    before: InstitutionPoint | None
    is_broken: bool
    change: Change | None
    total: Figure
    share: Decimal | None
    state: str
    judgement: Judgement | None

    @property
    def percent_of_change(self) -> Decimal | None:
        """The change in percent of what it was, unrounded: what is printed is rounded once. From zero there is none."""
        was = self.before.exact if self.before else None
        return exact_percent_or_none(self.change.difference, abs(was)) if self.change and was is not None else None

    @property
    def is_percent(self) -> bool:
        return self.total.is_percent


def values_of(reading: Reading, institution: str) -> Iterator[OwnValue]:
    """Every series of the indicators that it owes in the semester, in the plan's order. No query of its own."""
    for key, revision in reading.revisions.items():
        if institution in reading.expected(key, reading.period.ordinal):
            for series in reading.series.get(revision.pk, ()):
                yield value_of(reading, institution, revision, series)


def value_of(reading: Reading, institution: str, revision: IndicatorRevision, series: Series) -> OwnValue:
    track, here, before = track_of(revision, series), reading.period, reading.period_before()
    own = point_of(reading, track, here, institution, observe(reading, track, here.ordinal).get(institution))
    then = None
    if before:
        seen = observe(reading, track, before.ordinal).get(institution)
        then = point_of(reading, track, before, institution, seen)
    broken = before is not None and (
        is_broken(reading, revision.indicator_id, before.ordinal, here.ordinal)
        or not is_measured_alike(reading, track, before.ordinal)
    )
    whole = figures_of_series(reading, revision, series)
    return OwnValue(
        indicator=name_indicator(revision.indicator, revision),
        code=series.code,
        label=series.label or "",
        own=own,
        before=then,
        is_broken=broken,
        change=change(then.exact, own.exact) if then and not broken else None,
        total=whole.figure,
        share=share_of(reading, track, here.ordinal, institution, whole.figure),
        state=whole.state,
        judgement=judge_own(reading, revision, series, institution),
    )
