"""The grid as the page shows it: boxes with the value before under each, sums, percentages and warnings. Templates only print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from indicators.models import IndicatorRevision
from measurements import figure_words
from measurements.content import CellContent, CellKey
from measurements.figures import Figure, add_up
from measurements.forms.explanations import Asked
from measurements.forms.grid import GridForm, field_name
from measurements.grid import Cell, Row, Table
from measurements.previous import Previous
from measurements.value_tables import tone

NOT_CONSOLIDATED: Mapping[CellKey, CellContent] = {}
"""No unit was asked for its part: nothing stands under the boxes."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its field, the ids that name it, what it said before, what the units add up to."""

    field: BoundField
    labelled_by: str
    before: str
    is_flagged: bool
    units: str = ""

    @property
    def control(self) -> SafeString:
        """The box itself, named by its row and column and described by what stood there before and by its error."""
        ids = [f"{self.field.auto_id}_before"] if self.before else []
        ids += [f"{self.field.auto_id}_units"] if self.units else []
        ids += [f"{self.field.auto_id}_error"] if self.field.errors else []
        attrs: dict[str, str | bool] = {"aria-labelledby": self.labelled_by}
        if ids:
            attrs["aria-describedby"] = " ".join(ids)
        return self.field.as_widget(attrs=attrs)


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that follows from the boxes, with the one before. Empty words: nothing to add up yet."""

    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row: `group` is the heading that starts with it, `sums` stand at its end, `warnings` below it."""

    id: str
    label: str
    group: str
    boxes: tuple[Box, ...]
    sums: tuple[Sum, ...]
    warnings: tuple[Asked, ...]

    @property
    def has_errors(self) -> bool:
        return any(box.field.errors for box in self.boxes)


@dataclass(frozen=True, slots=True)
class Head:
    id: str
    label: str
    tone: str


@dataclass(frozen=True, slots=True)
class EntryTable:
    """One component. `is_single`: one box and no table. `foot` are the sums of the columns and of all."""

    caption: str
    corner: str
    heads: tuple[Head, ...]
    last_head: str
    lines: tuple[Line, ...]
    foot: tuple[Sum, ...]
    is_single: bool

    @property
    def width(self) -> int:
        return 1 + len(self.heads) + (1 if self.last_head else 0)

    @property
    def is_wide(self) -> bool:
        return len(self.heads) > 2


def entry_tables(
    form: GridForm,
    revision: IndicatorRevision,
    previous: Previous,
    warnings: Iterable[Asked],
    units: Mapping[CellKey, CellContent] = NOT_CONSOLIDATED,
) -> list[EntryTable]:
    builder = _Builder(form, previous, warnings, units)
    whole = form.grid.denominator.label if form.grid.denominator else ""
    return [
        builder.pairs(table, revision, whole) if table.has_denominator else builder.crossed(table)
        for table in form.grid.tables
    ]


class _Builder:
    """Puts together boxes, sums and words of one grid."""

    def __init__(
        self,
        form: GridForm,
        previous: Previous,
        warnings: Iterable[Asked],
        units: Mapping[CellKey, CellContent],
    ) -> None:
        self.form, self.previous, self.units = form, previous, units
        self.now = form.values()
        self.before = {key: CellContent(v.value, v.denominator) for key, v in previous.cells().items()}
        self.warnings: dict[CellKey, list[Asked]] = {}
        self.flagged: set[CellKey] = set()
        for asked in warnings:
            self.flagged.update(asked.finding.flagged)
            if asked.finding.cell:
                self.warnings.setdefault(asked.finding.cell, []).append(asked)

    def crossed(self, table: Table) -> EntryTable:
        """Columns are the first dimension; a figure that is not broken down is a single box."""
        prefix = table.component.code
        heads = tuple(Head(f"c-{prefix}-{c.code}", c.name, tone(c)) for c in table.columns)
        lines = tuple(self._lines(table, [head.id for head in heads]))
        return EntryTable(
            caption=table.component.label,
            corner=" · ".join(dimension.name for dimension in table.row_dimensions),
            heads=heads,
            last_head=_("Total") if len(heads) > 1 else "",
            lines=lines,
            foot=self._foot(table) if len(lines) > 1 else (),
            is_single=not table.columns and not table.row_dimensions,
        )

    def _lines(self, table: Table, heads: Sequence[str]) -> Iterable[Line]:
        names = row_names(table)
        for place, row in enumerate(table.rows):
            group, label = names[place]
            line_id = f"r-{table.component.code}-{place}"
            boxes = tuple(
                self._box(cell, f"{line_id} {head}") for cell, head in zip(row.cells, heads or [""], strict=True)
            )
            sums = (self._sum(row.cells),) if len(row.cells) > 1 else ()
            yield Line(line_id, label, group, boxes, sums, self._warnings_of(row))

    def _foot(self, table: Table) -> tuple[Sum, ...]:
        columns = [[row.cells[place] for row in table.rows] for place in range(len(table.rows[0].cells))]
        total = [self._sum(table.cells)] if len(columns) > 1 else []
        return (*(self._sum(column) for column in columns), *total)

    def pairs(self, table: Table, revision: IndicatorRevision, whole: str) -> EntryTable:
        """A proportion: its two numbers side by side, the percentage beside them. Rows stand under their series."""
        prefix = table.component.code
        heads = (Head(f"c-{prefix}-part", table.component.label, ""), Head(f"c-{prefix}-whole", whole, ""))
        lines: list[Line] = []
        for group, rows in by_series(table, revision):
            for place, row in enumerate(rows):
                lines.append(self._pair(row, f"r-{prefix}-{len(lines)}", heads, group if place == 0 else ""))
        return EntryTable(
            caption=table.component.label,
            corner=" · ".join(dimension.name for dimension in table.row_dimensions),
            heads=heads,
            last_head="%",
            lines=tuple(lines),
            foot=(),
            is_single=False,
        )

    def _pair(self, row: Row, line_id: str, heads: Sequence[Head], group: str) -> Line:
        cell = row.cells[0]
        before = self.previous.under(cell.key)
        boxes = tuple(
            Box(
                self.form[field_name(cell.key, whole=bool(place))],
                f"{line_id} {head.id}",
                before[place],
                is_flagged=cell.key in self.flagged,
                units=self._units_of(cell, whole=bool(place)),
            )
            for place, head in enumerate(heads)
        )
        return Line(line_id, row.label or cell.label, group, boxes, (self._sum([cell]),), self._warnings_of(row))

    def _box(self, cell: Cell, labelled_by: str) -> Box:
        before, _whole = self.previous.under(cell.key)
        if cell.is_optional and cell.key not in self.before:
            before = ""
        flag, units = cell.key in self.flagged, self._units_of(cell, whole=False)
        return Box(self.form[field_name(cell.key)], labelled_by.strip(), before, flag, units)

    def _units_of(self, cell: Cell, *, whole: bool) -> str:
        """What the units add up to in this box; nothing where none of them gave a value."""
        total = self.units.get(cell.key)
        value = None if total is None else total.denominator if whole else total.value
        return "" if value is None else _("units: %(value)s") % {"value": figure_words.plain(value)}

    def _sum(self, cells: Iterable[Cell]) -> Sum:
        keys = [cell.key for cell in cells]
        return Sum(_words(self.now, keys), _before_words(self.before, keys))

    def _warnings_of(self, row: Row) -> tuple[Asked, ...]:
        return tuple(asked for cell in row.cells for asked in self.warnings.get(cell.key, ()))


def _words(contents: dict[CellKey, CellContent], keys: Iterable[CellKey]) -> str:
    figure: Figure = add_up(contents[key] for key in keys if key in contents)
    return figure_words.main(figure)


def _before_words(contents: dict[CellKey, CellContent], keys: Iterable[CellKey]) -> str:
    words = _words(contents, keys)
    return _("before %(value)s") % {"value": words} if words else ""


def row_names(table: Table) -> list[tuple[str, str]]:
    """For each row the heading that starts with it and its label. A dimension of one category says nothing and is left out."""
    telling = [place for place, d in enumerate(table.row_dimensions) if len(d.categories.all()) > 1]
    if not telling:
        telling = list(range(len(table.row_dimensions)))[:1]
    names: list[tuple[str, str]] = []
    last = ""
    for row in table.rows:
        parts = [row.categories[place].name for place in telling]
        group = parts[0] if len(parts) > 1 else ""
        names.append(
            (group if group != last else "", " · ".join(parts[1:] if group else parts) or table.component.label)
        )
        last = group
    return names


def by_series(table: Table, revision: IndicatorRevision) -> list[tuple[str, list[Row]]]:
    """Rows under the series that judges them, in the order of the series; the rest last."""
    groups: list[tuple[str, list[Row]]] = []
    left = list(table.rows)
    for series in revision.series.all():
        only = set(series.categories.all())
        mine = [row for row in left if only & set(row.categories)] if only else []
        if mine:
            groups.append((series.label, mine))
            left = [row for row in left if row not in mine]
    if left:
        groups.append((_("Other") if groups else "", left))
    return groups
