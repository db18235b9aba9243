"""The sheet of a count, a proportion or a change: its cells, what each said a semester before, and sums that compute themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.formatting import period_label
from documents.sheets.places import place_name
from documents.speaking import language
from measurements.answer.content import CellContent, ConcernKey
from measurements.answer.figures import Figure, add_up
from measurements.answer.grid import Cell, Row, Table, grid_of
from measurements.exchange.answer_part import draw_answer, draw_head, draw_rest, section
from measurements.exchange.cases import Case
from measurements.exchange.drawing import Drawing
from measurements.exchange.paper import Ask, Kind, Paper

LEAST_PAIRS = 4
LABEL_WIDTH, PAIR_WIDTHS = 34.0, (11.0, 8.5)
"""A value has room for nine digits; what it said before is printed smaller."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; `group` is the heading above it when it is the first of its group."""

    row: Row
    group: str
    label: str


def grid_paper(case: Case, name: str, concerns: Iterable[ConcernKey]) -> Paper:
    grid = grid_of(case.revision)
    columns = max((3 if t.has_denominator else len(t.columns) + 1) for t in grid.tables)
    pen = Drawing([LABEL_WIDTH, *PAIR_WIDTHS * max(columns, LEAST_PAIRS)])
    draw_head(pen, case)
    draw_answer(pen, case)
    for table in grid.tables:
        section(pen, table.component.label)
        _Table(pen, case, table).draw()
    draw_rest(pen, case, concerns)
    return pen.finished(name, case.revision.name, lock=case.shut_note, frozen=(1, 1))


class _Table:
    """One component: a pair of columns for each category (or number of a proportion), now and before."""

    def __init__(self, pen: Drawing, case: Case, table: Table) -> None:
        self.pen, self.case, self.table = pen, case, table
        self.now = case.content.values
        self.before = {key: CellContent(v.value, v.denominator) for key, v in case.previous.cells().items()}
        self.note = case.previous.note

    def draw(self) -> None:
        self._heads()
        first = self.pen.row
        for line in lines_of(self.table):
            if line.group:
                self.pen.say(0, line.group, "group", width=1 + 2 * len(self._head_names()), is_anchor=True)
                self.pen.down()
            (self._pair if self.table.has_denominator else self._crossed)(line)
        if len(self.table.rows) > 1 and not self.table.has_denominator:
            self._foot(first, self.pen.row - 1)

    def _head_names(self) -> list[str]:
        if self.table.has_denominator:
            whole = grid_of(self.case.revision).denominator
            return [self.table.component.label, whole.label if whole else "", "%"]
        names = [category.name for category in self.table.columns]
        return [*names, _("Total")] if len(names) > 1 else names or [""]

    def _heads(self) -> None:
        corner = " · ".join(dimension.name for dimension in self.table.row_dimensions)
        self.pen.say(0, corner, "corner", is_anchor=True)
        for place, name in enumerate(self._head_names()):
            self.pen.say(1 + 2 * place, name, "head", width=2, is_anchor=True)
            self.pen.fit(name, 1 + 2 * place, 2)
        self.pen.down()
        self.pen.say(0, "", "corner")
        now = period_label(self.case.task.period.code, language())
        before = self.case.previous.period
        for place in range(len(self._head_names())):
            self.pen.say(1 + 2 * place, now, "period")
            text = period_label(before.code, language()) if before else ""
            self.pen.say(2 + 2 * place, text, "period_before")
        self.pen.down()

    def _crossed(self, line: Line) -> None:
        self._label(line)
        boxes = []
        for place, cell in enumerate(line.row.cells):
            stored = self.now.get(cell.key)
            label = ", ".join(part for part in (line.group, line.label) if part) if not cell.categories else cell.label
            ask = Ask(Kind.NUMBER, label, decimals=self.case.revision.decimals)
            box = self.pen.ask(value_key(cell), 1 + 2 * place, ask, stored.value if stored else None)
            boxes.append(box.place)
            self._say_before(2 + 2 * place, [cell])
        if len(boxes) > 1:
            self._sum(1 + 2 * len(boxes), boxes, line.row.cells)
        self.pen.down()

    def _pair(self, line: Line) -> None:
        self._label(line)
        cell = line.row.cells[0]
        stored, before = self.now.get(cell.key), self.before.get(cell.key)
        names = self._head_names()
        label = line.row.label or cell.label
        part = self.pen.ask(
            value_key(cell), 1, Ask(Kind.NUMBER, f"{label} · {names[0]}"), stored.value if stored else None
        )
        whole = self.pen.ask(
            value_key(cell, whole=True),
            3,
            Ask(Kind.NUMBER, f"{label} · {names[1]}"),
            stored.denominator if stored else None,
        )
        above, below = part.place, whole.place
        formula = f'=IF(AND(ISNUMBER({above}),ISNUMBER({below})),IF({below}>0,{above}/{below},""),"")'
        self.pen.add(5, formula, _share(stored), "percent")
        self._say_words(2, before.value if before else None)
        self._say_words(4, before.denominator if before else None)
        share = _share(before)
        if share is not None:
            self.pen.print(6, share, "before_percent")
        else:
            self.pen.say(6, "", "before")
        self.pen.down()

    def _label(self, line: Line) -> None:
        optional = all(cell.is_optional for cell in line.row.cells)
        self.pen.say(0, line.label, "row_optional" if optional else "row", is_anchor=True)
        self.pen.fit(line.label, 0, 1)

    def _foot(self, first: int, last: int) -> None:
        """Sums of the columns; headings of groups between the rows hold no number and add nothing."""
        self.pen.say(0, _("Total"), "total_label", is_anchor=True)
        width = len(self._head_names())
        for place in range(width):
            column = 1 + 2 * place
            cells = (
                [row.cells[place] for row in self.table.rows]
                if place < len(self.table.rows[0].cells)
                else self.table.cells
            )
            self._sum(column, [f"{place_name(first, column)}:{place_name(last, column)}"], cells, style="total")
        self.pen.down()

    def _sum(self, column: int, places: Sequence[str], cells: Iterable[Cell], style: str = "sum") -> None:
        chosen = list(cells)
        added = ",".join(places)
        self.pen.add(column, f'=IF(COUNT({added})=0,"",SUM({added}))', self._total(chosen).value, style)
        before = add_up(self.before[cell.key] for cell in chosen if cell.key in self.before)
        if before.value is not None:
            self._print(column + 1, before.value)
        else:
            self.pen.say(column + 1, self.note, "before")

    def _total(self, cells: Iterable[Cell]) -> Figure:
        return add_up(self.now[cell.key] for cell in cells if cell.key in self.now)

    def _say_before(self, column: int, cells: Sequence[Cell]) -> None:
        stored = self.before.get(cells[0].key)
        self._say_words(column, stored.value if stored else None, is_optional=cells[0].is_optional)

    def _say_words(self, column: int, value: Decimal | None, *, is_optional: bool = False) -> None:
        """Zero, left empty, not available, not applicable and not reported are told apart."""
        if value is not None and not self.note:
            self._print(column, value)
            return
        was_left = self.case.previous.measurement is not None and not self.note and not is_optional
        self.pen.say(column, _("left empty") if was_left else self.note, "before")

    def _print(self, column: int, value: Decimal) -> None:
        self.pen.print(column, value, "before_number" if value == int(value) else "before_decimals")


def _share(cell: CellContent | None) -> Decimal | None:
    return cell.value / cell.denominator if cell is not None and cell.denominator else None


def value_key(cell: Cell, *, whole: bool = False) -> str:
    return "|".join(["d" if whole else "v", *cell.key])


def lines_of(table: Table) -> list[Line]:
    """The rows under the first of their dimensions, where there are two that tell something."""
    telling = [place for place, d in enumerate(table.row_dimensions) if len(d.categories.all()) > 1]
    telling = telling or list(range(len(table.row_dimensions)))[:1]
    lines, last = [], ""
    for row in table.rows:
        parts = [row.categories[place].name for place in telling]
        group = parts[0] if len(parts) > 1 else ""
        label = " · ".join(parts[1:] if group else parts) or table.component.label
        lines.append(Line(row, group if group != last else "", label))
        last = group
    return lines
