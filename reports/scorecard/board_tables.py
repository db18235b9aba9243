"""The tables of one institution's own dashboard to take away, made of the same dataclasses as the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.taking_away import Cell, Column, DataTable
from reports.arithmetic.percent import printed
from reports.figures.answers import plain
from reports.figures.by_institution import InstitutionPoint
from reports.figures.judging import Judgement
from reports.scorecard.board import OwnBoard, OwnReport
from reports.scorecard.own_values import OwnValue
from reports.tables.exports import unit_of
from reports.tables.notes import notes_of_semester
from reports.wording.answers import own_text
from reports.wording.figures import CELLS, SITUATIONS, STATES, figure_text

Row = Sequence[Cell]


def table_of(board: OwnBoard, name: str) -> DataTable:
    """One of TABLES. Raises KeyError for another name."""
    return TABLES[name](board)


def values_table(board: OwnBoard) -> DataTable:
    """Each series that it owes: its value, the one before, the plan's total and its part of it."""
    columns = [
        Column(_("indicator")), Column(_("name")), Column(_("series")), Column(_("situation")), Column(_("value"), "number"),
        Column(_("unit")), Column(_("numerator"), "number"), Column(_("denominator"), "number"),
        Column(_("value of the semester before"), "number"), Column(_("difference"), "number"),
        Column(_("total of the plan"), "number"), Column(_("institutions with a value"), "number"),
        Column(_("institutions expected"), "number"), Column(_("part of the total"), "percent"),
        Column(_("progress of the plan")), Column(_("its own target"), "number"), Column(_("semester of its target")),
        Column(_("progress to its own target"), "percent"), Column(_("own state")),
    ]  # fmt: skip
    return made(board, "valores", _("What do its indicators say?"), columns, [value_row(each) for each in board.values])


def value_row(each: OwnValue) -> Row:
    return [
        each.indicator.code, each.indicator.name, each.label, str(SITUATIONS[each.own.situation]), said(each.own),
        unit_of(each.total, each.indicator.unit), each.own.numerator, each.own.denominator,
        said(each.before) if each.before else None, difference_of(each), total_of(each),
        each.total.reported, each.total.expected, rounded(each.share), str(STATES[each.state]), *own_target(each.judgement),
    ]  # fmt: skip


def difference_of(each: OwnValue) -> Decimal | None:
    """Of percentages in points, to two places; what was counted stays as the two values that it comes from."""
    if each.change is None:
        return None
    return rounded(each.change.difference) if each.is_percent else plain(each.change.difference)


def own_target(judgement: Judgement | None) -> Row:
    """The final target of its own, and how it stands against what is expected by now; nothing where none is set."""
    if judgement is None:
        return [None, "", None, ""]
    target, percent = judgement.target, judgement.pace.raw_percent
    value, period = (rounded(target.value), target.period) if target else (None, "")
    return [value, period, rounded(percent), str(STATES[judgement.state])]


def said(point: InstitutionPoint) -> Cell:
    """The number; of an answer in words its words."""
    return point.value if point.words is None else own_text(point.words)


def total_of(each: OwnValue) -> Cell:
    return figure_text(each.total) if each.total.value is None and each.total.has_answer else each.total.value


def reports_table(board: OwnBoard) -> DataTable:
    """Each report that it owes in the semester, and where it stands."""
    columns = [
        Column(_("indicator")), Column(_("name")), Column(_("state")), Column(_("sent")), Column(_("late")),
        Column(_("overdue")), Column(_("sent without data")),
    ]  # fmt: skip
    return made(board, "reportes", _("What has it reported?"), columns, [*report_rows(board.reports)])


def report_rows(reports: Sequence[OwnReport]) -> Iterator[Row]:
    for each in reports:
        cell = each.cell
        flags = (cell.is_received, cell.is_late, cell.is_overdue, cell.has_no_data)
        words = (_("yes") if flag else _("no") for flag in flags)
        yield [each.indicator.code, each.indicator.name, str(CELLS[cell.state]), *words]


def made(board: OwnBoard, name: str, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> DataTable:
    code, period = board.institution.code, board.period.code
    notes = [(_("Institution"), board.institution.name), *notes_of_semester(period, board.row.coverage)]
    return DataTable(f"{name}-{code}-{period}", title, columns, rows, notes)


def rounded(value: Decimal | None) -> Decimal | None:
    """Two places at most, and no needless zeros: a count stays whole."""
    return None if value is None else plain(printed(value))


TABLES: dict[str, Callable[[OwnBoard], DataTable]] = {"reportes": reports_table, "valores": values_table}
"""By the name in the address."""
