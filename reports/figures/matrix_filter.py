"""The matrix narrowed to what is asked for: a pillar, a state, only what came late or is overdue. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.figures.matrix import Cell, CoverageMatrix, InstitutionRow, PillarColumns, count, coverage_of, pillars_of
from reports.figures.names import IndicatorName, InstitutionName

STATES = ("validated", "submitted", "returned", "draft", "not_started", "not_applicable")
LATE, OVERDUE = "late", "overdue"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; an empty one asks for everything. `only` is late, overdue or empty."""

    pillar: str = ""
    state: str = ""
    only: str = ""

    @property
    def chooses_cells(self) -> bool:
        return bool(self.state or self.only)

    def holds(self, cell: Cell) -> bool:
        is_state = not self.state or cell.state == self.state
        return is_state and (not self.only or (cell.is_late if self.only == LATE else cell.is_overdue))


@dataclass(frozen=True, slots=True)
class Place:
    """One cell with what it is about. What was not asked for stays in its place and is not shown."""

    institution: InstitutionName
    indicator: IndicatorName
    cell: Cell
    is_shown: bool


@dataclass(frozen=True, slots=True)
class NarrowedRow:
    row: InstitutionRow
    places: tuple[Place, ...]

    @property
    def shown(self) -> tuple[Place, ...]:
        return tuple(each for each in self.places if each.is_shown)


@dataclass(frozen=True, slots=True)
class NarrowedMatrix:
    """Totals are of the pillar that is shown, whatever its state: a filter by state never changes how much was received."""

    matrix: CoverageMatrix
    pillars: tuple[PillarColumns, ...]  # of the whole plan
    wanted: Wanted
    rows: tuple[NarrowedRow, ...]

    @property
    def shown(self) -> int:
        return sum(len(row.shown) for row in self.rows)

    @property
    def places(self) -> Iterator[Place]:
        """What is shown, row by row."""
        return (place for row in self.rows for place in row.shown)


def narrowed(matrix: CoverageMatrix, wanted: Wanted) -> NarrowedMatrix:
    """Columns of the pillar alone; rows that hold something that was asked for. Raises KeyError for an unknown pillar."""
    kept = matrix if not wanted.pillar else of_pillar(matrix, wanted.pillar)
    rows = [NarrowedRow(row, tuple(places_of(kept, row, wanted))) for row in kept.rows]
    return NarrowedMatrix(
        kept, matrix.pillars, wanted, tuple(row for row in rows if row.shown or not wanted.chooses_cells)
    )


def places_of(matrix: CoverageMatrix, row: InstitutionRow, wanted: Wanted) -> Iterator[Place]:
    for indicator, cell in zip(matrix.indicators, row.cells, strict=True):
        yield Place(row.institution, indicator, cell, wanted.holds(cell))


def of_pillar(matrix: CoverageMatrix, pillar: str) -> CoverageMatrix:
    """The matrix of one pillar, with the rows of those who owe something in it."""
    kept = [n for n, indicator in enumerate(matrix.indicators) if indicator.pillar_code == pillar]
    if not kept:
        raise KeyError(pillar)
    indicators = tuple(matrix.indicators[n] for n in kept)
    rows = tuple(row_of_columns(row, kept) for row in matrix.rows)
    cells = [cell for row in rows for cell in row.cells]
    return replace(
        matrix,
        indicators=indicators,
        pillars=pillars_of(indicators),
        rows=tuple(row for row in rows if row.coverage.expected),
        coverage=coverage_of(cells),
        counts=count(cells),
        unassigned=tuple(each for each in matrix.unassigned if each.pillar_code == pillar),
    )


def row_of_columns(row: InstitutionRow, kept: list[int]) -> InstitutionRow:
    cells = tuple(replace(row.cells[n], starts_pillar=False) for n in kept)
    return InstitutionRow(row.institution, cells, coverage_of(cells), count(cells))
