"""The cells of one answer beside those of another, as tables of words: what a page prints without computing anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents import speaking
from documents.formatting import period_label
from indicators.models import Category, Component
from measurements.answer import figure_words
from measurements.answer.content import CellKey
from measurements.answer.figures import NOTHING, Figure, add_up
from measurements.answer.grid import Cell, Table, grid_of
from measurements.answer.reading import Said

SEXES = ("women", "men")


@dataclass(frozen=True, slots=True)
class Compared:
    """One value in words beside the one before. A proportion is its percentage, with its two numbers in the notes.

    `is_empty`: no value was typed, which only a "no consta" cell may be.
    """

    now: str
    before: str
    change: str
    now_note: str
    before_note: str
    is_flagged: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. `group` is the heading that starts with it, where the rows cross two dimensions."""

    label: str
    cells: tuple[Compared, ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class ValueTable:
    """A table of one component, or of the components that are not broken down. `now` and `before` name the semesters."""

    caption: str
    head: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line | None
    now: str
    before: str

    @property
    def span(self) -> int:
        """Columns that each category takes: the value; or the one before, the value and the change."""
        return 3 if self.before else 1

    @property
    def width(self) -> int:
        return 1 + self.span * len(self.columns)

    @property
    def has_column_heads(self) -> bool:
        return any(column.label for column in self.columns)


def tables_of(now: Said, before: Said | None, flagged: frozenset[CellKey]) -> tuple[ValueTable, ...]:
    """One table for each component that is broken down, and one for all that are not."""
    reader = _Reader(now, before, flagged)
    tables = [t for t in grid_of(now.revision).tables if any(cell.categories for cell in t.cells)]
    apart = {table.component.pk for table in tables}
    plain = [component for component in now.revision.value_components if component.pk not in apart]
    drawn = [reader.grid_table(table) for table in tables]
    return (*drawn, reader.component_table(plain)) if plain else tuple(drawn)


class _Reader:
    """Reads two answers cell by cell."""

    def __init__(self, now: Said, before: Said | None, flagged: frozenset[CellKey]) -> None:
        self.now, self.before, self.flagged = now, before, flagged

    def grid_table(self, table: Table) -> ValueTable:
        used = [i for i, category in enumerate(table.columns) if not category.is_not_recorded or self.is_used(category)]
        columns = tuple(Column(table.columns[i].name, tone(table.columns[i])) for i in used) or (Column("", ""),)
        places = used or [0]
        lines = tuple(self.lines(table, places))
        sums = tuple(self.compare([row.cells[i] for row in table.rows], flag=False) for i in places)
        head = " · ".join(dimension.name for dimension in table.row_dimensions)
        total = Line(_("Total"), sums) if len(lines) > 1 else None
        return self.table(table.component.label, head, columns, lines, total)

    def lines(self, table: Table, places: Sequence[int]) -> Iterable[Line]:
        is_grouped = len(table.row_dimensions) > 1 and len(table.row_dimensions[-1].categories.all()) > 1
        group = ""
        for row in table.rows:
            first = row.categories[0].name if is_grouped else ""
            label = " · ".join(c.name for c in row.categories[1:]) if is_grouped else row.label
            cells = tuple(self.compare([row.cells[i]]) for i in places)
            yield Line(label or _("Total"), cells, first if first != group else "")
            group = first

    def component_table(self, components: Sequence[Component]) -> ValueTable:
        cells = [Cell(component, (), has_denominator=False) for component in components]
        lines = tuple(Line(cell.label, (self.compare([cell]),)) for cell in cells)
        return self.table(_("Figures"), _("Figure"), (Column("", ""),), lines, None)

    def table(
        self, caption: str, head: str, columns: tuple[Column, ...], lines: tuple[Line, ...], total: Line | None
    ) -> ValueTable:
        language = speaking.language()
        before = period_label(self.before.period, language) if self.before else ""
        return ValueTable(caption, head, columns, lines, total, period_label(self.now.period, language), before)

    def is_used(self, category: Category) -> bool:
        answers = [said for said in (self.now, self.before) if said is not None]
        return any(category.key in key.split("|") for said in answers for _code, key in said.values)

    def compare(self, cells: Sequence[Cell], *, flag: bool = True) -> Compared:
        keys = [cell.key for cell in cells]
        now, before = sum_of(self.now, keys), sum_of(self.before, keys) if self.before else NOTHING
        return Compared(
            now=figure_words.main(now) or _("empty"),
            before=(figure_words.main(before) or _("empty")) if self.before else "",
            change=figure_words.change(now, before),
            now_note=figure_words.parts(now),
            before_note=figure_words.parts(before),
            is_flagged=flag and any(key in self.flagged for key in keys),
            is_empty=now.value is None,
        )


def tone(category: Category) -> str:
    return category.code if category.code in SEXES else ""


def sum_of(said: Said, keys: Iterable[CellKey]) -> Figure:
    return add_up(said.values[key] for key in keys if key in said.values)
