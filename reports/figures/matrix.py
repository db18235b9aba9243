"""Who has reported: institutions × indicators, what was received of what was expected, and the coverage that follows."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution
from measurements.models import Answer, Status
from reports.arithmetic.coverage import Coverage, coverage
from reports.figures.answers import Answered
from reports.figures.names import (
    IndicatorName,
    InstitutionName,
    PeriodName,
    name_indicator,
    name_institution,
    name_period,
)
from reports.figures.reading import Reading, read

IN_PROGRESS = (Status.DRAFT, Status.PREPARED)


@dataclass(frozen=True, slots=True)
class Cell:
    """One institution and one indicator. `state` is not_applicable (no commitment, or confirmed so), not_started, draft,
    submitted, returned or validated. What the institution has not sent yet shows to the Committee as in progress, and what
    it is correcting as returned until it is sent again.
    """

    institution: str
    indicator: str
    state: str
    is_expected: bool
    is_received: bool
    is_late: bool
    is_overdue: bool
    has_no_data: bool  # answered that the figure is not available
    starts_pillar: bool  # first column of a pillar that is not the first one
    is_sent: bool = False  # whatever it says and came of it, also that it does not apply

    @property
    def is_validated(self) -> bool:
        return self.state == Status.VALIDATED


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    institution: InstitutionName
    cells: tuple[Cell, ...]
    coverage: Coverage
    counts: dict[str, int]  # state → how many of the expected

    @property
    def has_sent_nothing(self) -> bool:
        """It owes something and was never heard of: who said of all the rest that it does not apply has sent that."""
        is_silent = self.coverage.submitted == 0 and not any(cell.is_sent for cell in self.cells)
        return self.coverage.expected > 0 and is_silent


@dataclass(frozen=True, slots=True)
class PillarColumns:
    code: str
    name: str
    indicators: tuple[IndicatorName, ...]


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """Rows are the institutions that are committed to anything in the semester; columns are the plan's indicators."""

    period: PeriodName
    indicators: tuple[IndicatorName, ...]
    pillars: tuple[PillarColumns, ...]
    rows: tuple[InstitutionRow, ...]
    coverage: Coverage
    counts: dict[str, int]
    unassigned: tuple[IndicatorName, ...]  # no institution is committed to them yet
    oldest_waiting_at: dt.datetime | None  # sending instant of the oldest answer that awaits review

    @property
    def columns(self) -> tuple[Coverage, ...]:
        """The coverage of each indicator, in the order of the columns."""
        return tuple(coverage_of(row.cells[n] for row in self.rows) for n in range(len(self.indicators)))

    @property
    def overdue(self) -> int:
        return sum(cell.is_overdue for row in self.rows for cell in row.cells)

    @property
    def late(self) -> int:
        return sum(cell.is_late for row in self.rows for cell in row.cells)


def coverage_matrix(
    plan: ActionPlan, period: ReportingPeriod, at: dt.datetime, *, periods: Sequence[ReportingPeriod] | None = None
) -> CoverageMatrix:
    """The semester's matrix in seven queries; `periods`, when the page has read them, saves one."""
    return matrix_of(read(plan, period, at, periods=periods))


def matrix_of(reading: Reading) -> CoverageMatrix:
    indicators = tuple(name_indicator(each.indicator, each) for each in reading.revisions.values())
    columns = columns_of(reading)
    rows = tuple(filter(None, (row_of(reading, code, columns) for code in reading.institutions)))
    cells = [cell for row in rows for cell in row.cells]
    return CoverageMatrix(
        period=name_period(reading.period, reading.at),
        indicators=indicators,
        pillars=pillars_of(indicators),
        rows=rows,
        coverage=coverage_of(cells),
        counts=count(cells),
        unassigned=unassigned(reading),
        oldest_waiting_at=min(waiting(reading), default=None),
    )


def unassigned(reading: Reading) -> tuple[IndicatorName, ...]:
    return tuple(
        name_indicator(revision.indicator, revision)
        for key, revision in reading.revisions.items()
        if not reading.expected(key, reading.period.ordinal)
    )


def pillars_of(indicators: Iterable[IndicatorName]) -> tuple[PillarColumns, ...]:
    groups: dict[str, list[IndicatorName]] = {}
    for indicator in indicators:
        groups.setdefault(indicator.pillar_code, []).append(indicator)
    return tuple(PillarColumns(code, group[0].pillar_name, tuple(group)) for code, group in groups.items())


@dataclass(frozen=True, slots=True)
class Column:
    """What every cell of an indicator shares: found once, since there is a cell for each institution."""

    indicator: int
    code: str
    owing: frozenset[str]
    answers: Mapping[str, Answered]
    starts_pillar: bool


def columns_of(reading: Reading) -> list[Column]:
    ordinal, starts = reading.period.ordinal, pillar_starts(reading)
    return [
        Column(
            key,
            revision.indicator.code,
            reading.expected(key, ordinal),
            reading.answers.get((key, ordinal), {}),
            key in starts,
        )
        for key, revision in reading.revisions.items()
    ]


def row_of(reading: Reading, code: str, columns: Sequence[Column]) -> InstitutionRow | None:
    """An institution's row; none for one that owes nothing in the semester."""
    if not any(code in column.owing for column in columns):
        return None
    institution = reading.institutions[code]
    cells = tuple(cell_of(reading, institution, column) for column in columns)
    return InstitutionRow(name_institution(institution), cells, coverage_of(cells), count(cells))


def pillar_starts(reading: Reading) -> set[int]:
    """Ids of the first indicator of each pillar but the first."""
    pillars = {key: revision.indicator.pillar_id for key, revision in reading.revisions.items()}
    return {later for earlier, later in pairwise(pillars) if pillars[earlier] != pillars[later]}


def cell_of(reading: Reading, institution: Institution, column: Column) -> Cell:
    answered = column.answers.get(institution.code)
    is_out = answered is not None and answered.is_validated and answered.answer == Answer.NOT_APPLICABLE
    is_expected = institution.code in column.owing and not is_out
    sent_at = answered.first_sent_at if answered else None
    is_passed = is_expected and reading.deadlines.is_overdue(
        reading.period, institution.pk, column.indicator, sent_at or reading.at
    )
    return Cell(
        institution=institution.code,
        indicator=column.code,
        state=state_of(answered) if is_expected else "not_applicable",
        is_expected=is_expected,
        is_received=is_expected and sent_at is not None,
        is_late=is_passed and sent_at is not None,
        is_overdue=is_passed and sent_at is None,
        starts_pillar=column.starts_pillar,
        is_sent=sent_at is not None,
        has_no_data=sent_at is not None and answered is not None and answered.answer == Answer.NOT_AVAILABLE,
    )


def state_of(answered: Answered | None) -> str:
    if answered is None:
        return "not_started"
    if answered.status in IN_PROGRESS:
        return str(Status.RETURNED if answered.first_sent_at else Status.DRAFT)
    return answered.status


def coverage_of(cells: Iterable[Cell]) -> Coverage:
    expected = [cell for cell in cells if cell.is_expected]
    received = [cell for cell in expected if cell.is_received]
    return coverage(
        len(expected),
        len(received),
        sum(not cell.is_late for cell in received),
        sum(cell.is_validated for cell in received),
        answered_without_data=sum(cell.has_no_data for cell in received),
    )


def count(cells: Iterable[Cell]) -> dict[str, int]:
    """How many of the expected are in each state, in the order of the path."""
    counts = Counter(cell.state for cell in cells if cell.is_expected)
    return {state: counts[state] for state in ("validated", "submitted", "returned", "draft", "not_started")}


def waiting(reading: Reading) -> list[dt.datetime]:
    return [
        answered.sent_at
        for (_, ordinal), answers in reading.answers.items()
        for answered in answers.values()
        if ordinal == reading.period.ordinal and answered.status == Status.SUBMITTED and answered.sent_at
    ]
