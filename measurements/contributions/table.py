"""The units of an answer laid out: what each gave, who can be asked about it, and what they add up to; on a page and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import joined
from documents.speaking import language
from indicators.models import Component, IndicatorRevision
from institutions.models import Appointment, Role
from institutions.spreadsheet_safety import escape_cell
from measurements.answer.content import CellContent, CellKey
from measurements.answer.figure_words import in_full
from measurements.answer.figures import add_up
from measurements.answer.grid import Grid, grid_of
from measurements.contributions.parts import part_of, values_of_part
from measurements.contributions.sums import UnitSums, add_units
from measurements.models import Answer, Contribution

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheet programs read accents wrongly."""


@dataclass(frozen=True, slots=True)
class Total:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. `key` is its state as components/status.html knows it; `totals` are those of its components, in words."""

    contribution: Contribution
    key: str
    label: str
    totals: tuple[Total, ...]
    people: str


@dataclass(frozen=True, slots=True)
class UnitTable:
    rows: tuple[UnitRow, ...]
    totals: tuple[Total, ...]
    sums: UnitSums

    @property
    def missing(self) -> list[UnitRow]:
        return [row for row in self.rows if not row.contribution.is_given]


def unit_table(revision: IndicatorRevision, contributions: Iterable[Contribution]) -> UnitTable:
    """`contributions` come with their values; the people of the units are read in one query."""
    known = list(contributions)
    people, grid = reporters_of([c.unit_id for c in known]), grid_of(revision)
    sums = add_units(part_of(contribution) for contribution in known)
    rows = tuple(_row(c, grid, people.get(c.unit_id, [])) for c in known)
    return UnitTable(rows, totals_of(grid, sums.cells), sums)


def reporters_of(units: Sequence[int]) -> dict[int, list[str]]:
    """Who reports for each unit today: whom to remind."""
    found: dict[int, list[str]] = {}
    posts = Appointment.objects.current(on=timezone.localdate()).filter(institution__in=units, role=Role.REPORTER)
    for post in posts.filter(user__is_active=True).select_related("user").order_by("user__name"):
        found.setdefault(post.institution_id, []).append(f"{post.user.name} ({post.user.email})")
    return found


def _row(contribution: Contribution, grid: Grid, people: Sequence[str]) -> UnitRow:
    key, label = state_of(contribution)
    is_counted = contribution.is_given and contribution.answer == Answer.REPORTED
    values = values_of_part(contribution) if is_counted else {}
    return UnitRow(contribution, key, label, totals_of(grid, values), joined(list(people), language()))


def state_of(contribution: Contribution) -> tuple[str, str]:
    """The state of a part for who asked: what was begun and not given yet is only asked."""
    if not contribution.is_given:
        return "not_started", _("Not given yet")
    if contribution.answer != Answer.REPORTED:
        return contribution.answer, str(contribution.get_answer_display())
    return "ready", str(contribution.get_status_display())


def totals_of(grid: Grid, cells: Mapping[CellKey, CellContent]) -> tuple[Total, ...]:
    """The total of each component in words; a dash where there is no value."""
    return tuple(_total(table.component, cells) for table in grid.tables)


def _total(component: Component, cells: Mapping[CellKey, CellContent]) -> Total:
    total = add_up(value for (code, _key), value in cells.items() if code == component.code)
    return Total(component.label, in_full(total) if total.value is not None else "–")


def unit_rows(revision: IndicatorRevision, table: UnitTable) -> Iterator[Sequence[str | Decimal | None]]:
    """One row a unit and cell, the sum last. A unit without figures has one row that says why; a blank is no zero."""
    grid = grid_of(revision)
    yield (_("unit"), _("situation"), _("reason"), _("component"), _("cell"), _("value"), _("denominator"))
    for row in table.rows:
        part, about = row.contribution, (row.contribution.unit.name, row.label)
        if part.is_given and part.answer == Answer.REPORTED:
            yield from _cells(grid, (*about, ""), values_of_part(part))
        else:
            yield (*about, part.reason if part.is_given else "", None, None, None, None)
    situation = _("partial sum") if table.sums.is_partial else _("sum")
    yield from _cells(grid, (_("all the units"), situation, ""), table.sums.cells)


def _cells(
    grid: Grid, about: Sequence[str], values: Mapping[CellKey, CellContent]
) -> Iterator[Sequence[str | Decimal | None]]:
    for cell in grid.cells:
        if cell.key in values:
            content = values[cell.key]
            label = cell.label if cell.categories else ""
            yield (*about, cell.component.label, label, exact(content.value), exact(content.denominator))


def exact(value: Decimal | None) -> Decimal | None:
    """Without the zeros that only the column of the database adds."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def units_csv(revision: IndicatorRevision, table: UnitTable) -> bytes:
    """Numbers with a point and no separators, so that programs read them; texts that could be formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in unit_rows(revision, table):
        writer.writerow(["" if cell is None else escape_cell(cell) for cell in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()
