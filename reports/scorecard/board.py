"""One institution's own dashboard: its reports, its values beside its own past, its observations, and what it must do now.

It sees the totals of the plan that it is part of, and no other institution's figures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution
from reports.arithmetic.change import Move
from reports.figures.matrix import Cell, InstitutionRow, cell_of, columns_of, count, coverage_of
from reports.figures.names import (
    IndicatorName,
    InstitutionName,
    PeriodName,
    name_indicator,
    name_institution,
    name_period,
)
from reports.figures.reading import Reading, read
from reports.scorecard.comparing import OwnPast, beside
from reports.scorecard.own_values import OwnValue, values_of
from reports.scorecard.semesters import Semester, semesters_of

SEMESTERS = 6


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One indicator that the institution owes in the semester, and where its answer stands."""

    indicator: IndicatorName
    cell: Cell


@dataclass(frozen=True, slots=True)
class OpenObservation:
    """An observation of the Committee that waits for the institution."""

    indicator: IndicatorName
    raised_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OwnBoard:
    """One institution in one semester at one instant. `semesters` are its last six up to this one, the oldest first; `past`
    compares the last of them that is due with the one due before it.
    """

    at: dt.datetime
    institution: InstitutionName
    period: PeriodName
    previous: PeriodName | None
    row: InstitutionRow
    reports: tuple[OwnReport, ...]
    semesters: tuple[Semester, ...]
    past: OwnPast | None
    values: tuple[OwnValue, ...]
    observations: tuple[OpenObservation, ...]

    @property
    def moved(self) -> tuple[OwnValue, ...]:
        """What changed, from the largest beside where it was; what rose from zero comes first."""
        changed = [each for each in self.values if each.change and each.change.direction is not Move.SAME]
        return tuple(sorted(changed, key=lambda each: -size_of(each)))

    @property
    def compared(self) -> int:
        """How many of its series have a value in this semester and in the one before."""
        return sum(each.change is not None for each in self.values)

    @property
    def has_own_targets(self) -> bool:
        return any(each.judgement is not None for each in self.values)

    @property
    def overdue(self) -> int:
        return sum(cell.is_overdue for cell in self.row.cells)

    @property
    def late(self) -> int:
        return sum(cell.is_late for cell in self.row.cells)


def own_board(
    plan: ActionPlan,
    institution: Institution,
    period: ReportingPeriod,
    at: dt.datetime,
    *,
    periods: Sequence[ReportingPeriod],
) -> OwnBoard:
    """Eleven queries whatever the number of institutions, indicators and answers; two more where some are being corrected."""
    reading = read(plan, period, at, periods=periods, of_institutions=True)
    semesters = semesters_of(
        reading, institution, [each for each in periods if each.ordinal <= period.ordinal][-SEMESTERS:], at
    )
    before, name = reading.period_before(), name_institution(institution)
    reports = tuple(reports_of(reading, institution.code))
    cells = tuple(each.cell for each in reports)
    due = [each for each in semesters if each.is_due and each.owed]
    return OwnBoard(
        at=at,
        institution=name,
        period=name_period(reading.period, at),
        previous=name_period(before, at) if before else None,
        row=InstitutionRow(name, cells, coverage_of(cells), count(cells)),
        reports=reports,
        semesters=semesters,
        past=beside(due[-1], due[-2:-1]) if len(due) > 1 else None,
        values=tuple(values_of(reading, institution.code)),
        observations=tuple(open_observations(reading, institution.code, semesters[-1])),
    )


def reports_of(reading: Reading, institution: str) -> Iterator[OwnReport]:
    for column in columns_of(reading):
        if institution in column.owing:
            revision = reading.revisions[column.indicator]
            cell = cell_of(reading, reading.institutions[institution], replace(column, starts_pillar=False))
            yield OwnReport(name_indicator(revision.indicator, revision), cell)


def open_observations(reading: Reading, institution: str, semester: Semester) -> Iterator[OpenObservation]:
    """Those of the semester that wait, in the order in which they were raised."""
    indicators = {
        answers[institution].measurement: key
        for (key, ordinal), answers in reading.answers.items()
        if ordinal == reading.period.ordinal and institution in answers
    }
    for each in semester.observations:
        key = indicators.get(each.measurement_id)
        if each.resolved_at is None and key is not None and key in reading.revisions:
            revision = reading.revisions[key]
            yield OpenObservation(name_indicator(revision.indicator, revision), each.raised_at)


def size_of(value: OwnValue) -> Decimal:
    if value.change is None:
        return Decimal(-1)
    before = value.before.exact if value.before else None
    return abs(value.change.difference) / abs(before) if before else Decimal("Infinity")
