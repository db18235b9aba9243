"""One pillar in one semester: its objectives, and every series of their indicators with its way up to now.

Counted by state, never averaged. Each series begins anew where the definition changed its meaning.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.models import ActionPlan, Indicator, IndicatorRevision, Objective, Pillar, ReportingPeriod
from reports.figures.board import BEST_FIRST
from reports.figures.current import IndicatorFigures, SeriesFigures, figures_of_indicator, track_of
from reports.figures.history import shown_semesters
from reports.figures.lineage import breaks
from reports.figures.names import PeriodName, name_period
from reports.figures.reading import Reading, read
from reports.figures.totals import Figure, figure_at


class UnknownPillarError(LookupError):
    """The plan has no pillar of that code."""


@dataclass(frozen=True, slots=True)
class PastPoint:
    period: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class PillarRow:
    """One series of an indicator. `past` runs up to the semester, from its first or from the last break of the definition."""

    indicator: IndicatorFigures
    series: SeriesFigures
    past: tuple[PastPoint, ...]
    is_cut: bool

    @property
    def seen(self) -> tuple[PastPoint, ...]:
        return tuple(point for point in self.past if point.figure.value is not None)


@dataclass(frozen=True, slots=True)
class ObjectivePart:
    """One objective of the plan with the rows of its indicators; it has none before they are in force."""

    code: str
    number: str
    text: str
    rows: tuple[PillarRow, ...]


@dataclass(frozen=True, slots=True)
class PillarName:
    code: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PillarPage:
    period: PeriodName
    code: str
    name: str
    description: str
    is_working_translation: bool
    objectives: tuple[ObjectivePart, ...]
    pillars: tuple[PillarName, ...]

    @property
    def indicators(self) -> tuple[IndicatorFigures, ...]:
        """Each indicator once, in the plan's order."""
        found = {row.indicator.indicator.code: row.indicator for part in self.objectives for row in part.rows}
        return tuple(found.values())

    @property
    def states(self) -> dict[str, int]:
        """How many indicators are in each state, without the states that nobody is in."""
        counts = Counter(each.state for each in self.indicators)
        return {state: counts[state] for state in BEST_FIRST if counts[state]}

    @property
    def with_target(self) -> int:
        return sum(each.has_target for each in self.indicators)


def pillar_page(
    plan: ActionPlan,
    code: str,
    period: ReportingPeriod,
    at: dt.datetime,
    *,
    periods: Sequence[ReportingPeriod] | None = None,
) -> PillarPage:
    """Read one pillar in a fixed number of queries, whatever its size. Raises UnknownPillarError."""
    pillars = list(Pillar.objects.filter(plan=plan).order_by("order").prefetch_related("objectives"))
    found = next((each for each in pillars if each.code == code), None)
    if found is None:
        raise UnknownPillarError(code)
    reading = read(plan, period, at, periods=periods, every_semester=True)
    revisions = [each for each in reading.revisions.values() if each.indicator.pillar_id == found.pk]
    return PillarPage(
        period=name_period(reading.period, at),
        code=found.code,
        name=found.name,
        description=found.description,
        is_working_translation=plan.has_working_translation,
        objectives=tuple(objective_part(reading, each, revisions) for each in found.objectives.all()),
        pillars=tuple(PillarName(each.code, each.name, each.pk == found.pk) for each in pillars),
    )


def objective_part(reading: Reading, objective: Objective, revisions: Iterable[IndicatorRevision]) -> ObjectivePart:
    here = [each for each in revisions if each.indicator.action.objective_id == objective.pk]
    rows = [row for revision in here for row in rows_of(reading, revision)]
    return ObjectivePart(objective.code, objective.code.rpartition("-")[2], objective.text, tuple(rows))


def rows_of(reading: Reading, revision: IndicatorRevision) -> list[PillarRow]:
    indicator: Indicator = revision.indicator
    figures = figures_of_indicator(reading, indicator, revision)
    semesters, is_cut = since_the_break(reading, indicator)
    tracks = {each.code: track_of(revision, each) for each in reading.series.get(revision.pk, ())}
    return [
        PillarRow(
            figures,
            series,
            tuple(PastPoint(each.code, figure_at(reading, tracks[series.code], each.ordinal)) for each in semesters),
            is_cut,
        )
        for series in figures.series
    ]


def since_the_break(reading: Reading, indicator: Indicator) -> tuple[list[ReportingPeriod], bool]:
    """The semesters of the indicator whose figures mean the same as today's, and whether earlier ones were left out."""
    shown = shown_semesters(reading, indicator)
    begun = [ordinal for ordinal in breaks(reading, indicator.pk) if ordinal <= reading.period.ordinal]
    kept = [each for each in shown if not begun or each.ordinal >= begun[-1]]
    return kept, len(kept) < len(shown)
