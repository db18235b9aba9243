"""The shape of an answer: which cells a definition asks for, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from indicators.models import Category, Component, Dimension, IndicatorRevision
from measurements.models import combination_key

UNDIVIDED = (IndicatorRevision.Kind.MILESTONE, IndicatorRevision.Kind.SCALE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place for a value: a component and a combination of categories (none for a figure that is not broken down)."""

    component: Component
    categories: tuple[Category, ...]
    has_denominator: bool

    @property
    def key(self) -> tuple[str, str]:
        return (self.component.code, combination_key(self.categories))

    @property
    def is_optional(self) -> bool:
        """A "no consta" cell may stay empty: it exists to reconcile a total."""
        return any(category.is_not_recorded for category in self.categories)

    @property
    def label(self) -> str:
        """The cell in words: the categories, or the component when there are none."""
        return ", ".join(category.name for category in self.categories) or self.component.label


@dataclass(frozen=True, slots=True)
class Row:
    categories: tuple[Category, ...]
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        return " · ".join(category.name for category in self.categories)


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of one component: columns are the first dimension, rows the others crossed."""

    component: Component
    columns: tuple[Category, ...]
    row_dimensions: tuple[Dimension, ...]
    rows: tuple[Row, ...]
    has_denominator: bool

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    tables: tuple[Table, ...]
    denominator: Component | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for table in self.tables for cell in table.cells)

    def cell(self, component: str, key: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.key == (component, key)), None)


def grid_of(revision: IndicatorRevision) -> Grid:
    """The grid of a count, a proportion or a change. A list of items has none: its figures follow from the items.

    Stages and options are cells too, never broken down; people see them as one choice (measurements/answer/kinds.py).
    """
    if revision.is_itemised:
        return Grid((), None)
    components = list(revision.components.all())
    denominator = next((c for c in components if c.role == Component.Role.DENOMINATOR), None)
    dimensions = [] if revision.kind in UNDIVIDED else revision.dimensions
    return Grid(tuple(table_of(c, dimensions, denominator is not None) for c in revision.value_components), denominator)


def table_of(component: Component, dimensions: Sequence[Dimension], has_denominator: bool) -> Table:
    crossed = list(dimensions) if component.is_disaggregated else []
    # A proportion asks two numbers a cell, so its columns are taken: every dimension goes to the rows.
    across, down = ([], crossed) if has_denominator else (crossed[:1], crossed[1:])
    columns = tuple(across[0].categories.all()) if across else ()
    leading: list[tuple[Category, ...]] = [(column,) for column in columns] or [()]
    rows = tuple(
        Row(labels, tuple(Cell(component, (*column, *labels), has_denominator) for column in leading))
        for labels in product(*(dimension.categories.all() for dimension in down))
    )
    return Table(component, columns, tuple(down), rows, has_denominator)
