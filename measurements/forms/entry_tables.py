"""The grid as the page shows it: boxes with the value before under each, sums, percentages and warnings. Templates only print it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from indicators.models import IndicatorRevision
from measurements.answer import figure_words
from measurements.answer.content import CellContent, CellKey
from measurements.answer.figures import Figure, add_up
from measurements.answer.grid import Cell, Row, Table
from measurements.answer.value_tables import tone
from measurements.background.previous import Previous
from measurements.forms.entry_box import Box
from measurements.forms.explanations import Asked
from measurements.forms.grid import GridForm, field_name

LONG, MOST_BESIDE = 8, 3
"""Rows that can be seen at once with their heads; columns of boxes that stand side by side on a phone."""
NOT_CONSOLIDATED: Mapping[CellKey, CellContent] = {}
"""No unit was asked for its part: nothing stands under the boxes."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that follows from the boxes, with the one before. Empty words: nothing to add up yet. `id` finds it again."""

    id: str
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
    """One component. `is_single`: one box and no table. `foot` are the sums of the columns and of all, `note` a word on its boxes."""

    caption: str
    corner: str
    heads: tuple[Head, ...]
    last_head: str
    lines: tuple[Line, ...]
    foot: tuple[Sum, ...]
    is_single: bool
    note: str = ""

    @property
    def width(self) -> int:
        return 1 + len(self.heads) + (1 if self.last_head else 0)

    @property
    def is_wide(self) -> bool:
        """Too wide for a phone: it scrolls inside its own box there. Narrower ones put each row under its name."""
        return len(self.heads) > MOST_BESIDE

    @property
    def is_long(self) -> bool:
        """Too long to see its heads and its rows at once: the heads stay in sight."""
        return len(self.lines) > LONG

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (*(each for line in self.lines for each in line.sums), *self.foot)


def entry_tables(
    form: GridForm,
    revision: IndicatorRevision,
    previous: Previous,
    warnings: Iterable[Asked],
    units: Mapping[CellKey, CellContent] = NOT_CONSOLIDATED,
    observed: Collection[CellKey] = (),
) -> list[EntryTable]:
    builder = _Builder(form, previous, warnings, units, observed)
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
        observed: Collection[CellKey],
    ) -> None:
        self.form, self.previous, self.units, self.observed = form, previous, units, observed
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
            note=note_of(table),
        )

    def _lines(self, table: Table, heads: Sequence[str]) -> Iterable[Line]:
        names = row_names(table)
        for place, row in enumerate(table.rows):
            group, label = names[place]
            line_id = f"r-{table.component.code}-{place}"
            boxes = tuple(
                self._box(cell, f"{line_id} {head}") for cell, head in zip(row.cells, heads or [""], strict=True)
            )
            sums = (self._sum(row.cells, line_id),) if len(row.cells) > 1 else ()
            yield Line(line_id, label, group, boxes, sums, self._warnings_of(row))

    def _foot(self, table: Table) -> tuple[Sum, ...]:
        columns = [[row.cells[place] for row in table.rows] for place in range(len(table.rows[0].cells))]
        foot = f"f-{table.component.code}"
        total = [self._sum(table.cells, f"{foot}-all")] if len(columns) > 1 else []
        return (*(self._sum(column, f"{foot}-{place}") for place, column in enumerate(columns)), *total)

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
            foot=self._pair_foot(table, revision),
            is_single=False,
            note=note_of(table),
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
                is_observed=cell.key in self.observed,
                is_shut=self.form.is_shut(cell.key),
            )
            for place, head in enumerate(heads)
        )
        sums = (self._sum([cell], line_id),)
        return Line(line_id, row.label or cell.label, group, boxes, sums, self._warnings_of(row))

    def _box(self, cell: Cell, labelled_by: str) -> Box:
        before, _whole = self.previous.under(cell.key)
        if cell.is_optional and cell.key not in self.before:
            before = ""
        flag, units = cell.key in self.flagged, self._units_of(cell, whole=False)
        field, is_shut = self.form[field_name(cell.key)], self.form.is_shut(cell.key)
        return Box(field, labelled_by.strip(), before, flag, units, cell.key in self.observed, is_shut)

    def _units_of(self, cell: Cell, *, whole: bool) -> str:
        """What the units add up to in this box; nothing where none of them gave a value."""
        total = self.units.get(cell.key)
        value = None if total is None else total.denominator if whole else total.value
        return "" if value is None else _("units: %(value)s") % {"value": figure_words.plain(value)}

    def _sum(self, cells: Iterable[Cell], place: str) -> Sum:
        keys = [cell.key for cell in cells]
        return Sum(f"sum-{place}", _words(self.now, keys), _before_words(self.before, keys))

    def _pair_foot(self, table: Table, revision: IndicatorRevision) -> tuple[Sum, ...]:
        """Both numbers added up, and the percentage of the sums: never an average, and none where the definition has none."""
        if len(table.rows) < 2 or revision.headline == IndicatorRevision.Headline.NONE:
            return ()
        foot, keys = f"f-{table.component.code}", [cell.key for cell in table.cells]
        now, before = added(self.now, keys), added(self.before, keys)
        pairs = ((now.value, before.value), (now.denominator, before.denominator))
        numbers = [
            Sum(f"sum-{foot}-{place}", _plain(one), _before(_plain(other))) for place, (one, other) in enumerate(pairs)
        ]
        return (*numbers, self._sum(table.cells, f"{foot}-all"))

    def _warnings_of(self, row: Row) -> tuple[Asked, ...]:
        return tuple(asked for cell in row.cells for asked in self.warnings.get(cell.key, ()))


def added(contents: Mapping[CellKey, CellContent], keys: Iterable[CellKey]) -> Figure:
    return add_up(contents[key] for key in keys if key in contents)


def _words(contents: Mapping[CellKey, CellContent], keys: Iterable[CellKey]) -> str:
    return figure_words.main(added(contents, keys))


def _before_words(contents: Mapping[CellKey, CellContent], keys: Iterable[CellKey]) -> str:
    return _before(_words(contents, keys))


def _before(words: str) -> str:
    return _("before %(value)s") % {"value": words} if words else ""


def _plain(value: Decimal | None) -> str:
    return "" if value is None else figure_words.plain(value)


def note_of(table: Table) -> str:
    """What the "no consta" boxes are for, where the table has some."""
    found = (category for cell in table.cells for category in cell.categories if category.is_not_recorded)
    category = next(found, None)
    if category is None:
        return ""
    text = _("“%(name)s” is only for those of whom it is not known, so that the sum agrees with your total.")
    return text % {"name": category.name}


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
