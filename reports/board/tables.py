"""The dashboard's tables to take away, made of the same dataclasses as the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.taking_away import Cell, Column, DataTable
from reports.arithmetic.coverage import Coverage
from reports.arithmetic.percent import printed
from reports.figures.answers import plain
from reports.figures.board import Dashboard
from reports.figures.comparing import Comparison
from reports.figures.listing import Listed
from reports.figures.matrix import CoverageMatrix
from reports.figures.matrix_filter import NarrowedMatrix, Place
from reports.figures.names import PeriodName
from reports.figures.totals import Figure
from reports.tables.exports import unit_of, value_of
from reports.tables.notes import notes_of_semester
from reports.wording.figures import CELLS, NOTHING, SITUATIONS, STATES, answers_meaning, move_text, series_text

Row = Sequence[Cell]


def table_of(board: Dashboard, name: str) -> DataTable:
    """One of TABLES. Raises KeyError for another name."""
    return TABLES[name](board)


def gaps_table(board: Dashboard) -> DataTable:
    """Every series that is behind, from the widest gap: the page shows the first five."""
    columns = [
        Column(_("indicator")), Column(_("name")), Column(_("series")), Column(_("state")), Column(_("value"), "number"),
        Column(_("unit")), Column(_("expected by now"), "number"), Column(_("final target"), "number"),
        Column(_("value, in percent of what was expected"), "percent"), Column(_("answers with a value"), "number", answers_meaning()),
        Column(_("answers expected"), "number"),
    ]  # fmt: skip
    return DataTable(
        f"brechas-{board.period.code}", _("Where are the gaps?"), columns, [*gap_rows(board)], notes(board)
    )


def gap_rows(board: Dashboard) -> Iterator[Row]:
    for row in board.gaps:
        judged = row.series.judgement
        figure = judged.figure or row.series.figure
        yield [
            row.indicator.code, row.indicator.name, row.series.label, str(STATES[row.series.state]), figure.value,
            unit_of(figure, row.indicator.unit), rounded(judged.expected), rounded(judged.target.value if judged.target else None),
            rounded(judged.pace.raw_percent), figure.reported, figure.expected,
        ]  # fmt: skip


def changes_table(board: Dashboard) -> DataTable:
    """Every series that moved, like for like, and what the institutions of one semester alone add apart."""
    columns = [
        Column(_("indicator")), Column(_("name")), Column(_("series")), Column(_("semester before")),
        Column(_("before"), "number"), Column(_("now"), "number"), Column(_("unit")), Column(_("difference"), "number"),
        Column(_("change in percent"), "percent"), Column(_("movement")), Column(_("comparable institutions"), "number"),
        Column(_("institutions concerned"), "number"), Column(_("before, the other institutions"), "number"),
        Column(_("now, the other institutions"), "number"),
    ]  # fmt: skip
    return DataTable(f"cambios-{board.period.code}", _("What changed?"), columns, [*change_rows(board)], notes(board))


def change_rows(board: Dashboard) -> Iterator[Row]:
    for row in board.changes:
        each = row.change
        yield [
            row.indicator.code, row.indicator.name, row.series.label, each.period, compared(each, each.before),
            compared(each, each.after), unit_of(row.series.figure, row.indicator.unit), compared(each, each.difference),
            rounded(each.percent), move_text(each), each.comparable, each.of, compared(each, each.added_before),
            compared(each, each.added_after),
        ]  # fmt: skip


def coverage_table(board: Dashboard) -> DataTable:
    """Each institution's reports by state, and the plan's in the last row."""
    columns = [Column(_("institution")), Column(_("name"))]
    columns += [Column(heading, "number") for heading in (_("expected"), _("sent"), _("sent on time"))]
    columns += [Column(str(CELLS[state]), "number") for state in board.matrix.counts]
    columns += [Column(_("overdue"), "number"), Column(_("sent without data"), "number")]
    columns += [Column(heading, "percent") for heading in (_("completeness"), _("timeliness"), _("validated share"))]
    rows = [*coverage_rows(board.matrix)]
    return DataTable(f"cobertura-{board.period.code}", _("Who has reported?"), columns, rows, notes(board))


def coverage_rows(matrix: CoverageMatrix) -> Iterator[Row]:
    for row in matrix.rows:
        overdue = sum(cell.is_overdue for cell in row.cells)
        yield [row.institution.code, row.institution.name, *coverage_cells(row.coverage, row.counts, overdue)]
    yield [_("all"), "", *coverage_cells(matrix.coverage, matrix.counts, matrix.overdue)]


def coverage_cells(found: Coverage, counts: dict[str, int], overdue: int) -> Row:
    return [
        found.expected, found.submitted, found.on_time, *counts.values(), overdue, found.submitted - found.with_data,
        found.completeness, found.timeliness, found.validated_rate,
    ]  # fmt: skip


def states_table(board: Dashboard) -> DataTable:
    """Where each indicator stands: of several series the one that stands worst."""
    columns = [
        Column(_("pillar")), Column(_("indicator")), Column(_("name")), Column(_("state")), Column(_("series")),
        Column(_("situation")), Column(_("value"), "number"), Column(_("unit")),
    ]  # fmt: skip
    return DataTable(
        f"indicadores-{board.period.code}", _("What is on track?"), columns, [*state_rows(board)], notes(board)
    )


def state_rows(board: Dashboard) -> Iterator[Row]:
    for pillar in board.pillars:
        for each in pillar.indicators:
            series = each.judged if each.series else None
            name, figure = each.indicator, series.figure if series else None
            said = (
                [situation(figure), value_of(figure), unit_of(figure, name.unit)] if figure else ["", None, name.unit]
            )
            yield [pillar.name, name.code, name.name, str(STATES[each.state]), series.label if series else "", *said]


def matrix_table(found: NarrowedMatrix) -> DataTable:
    """The matrix as it is filtered: one row a report."""
    columns = [
        Column(_("institution")), Column(_("name of the institution")), Column(_("pillar")), Column(_("indicator")),
        Column(_("name of the indicator")), Column(_("state")), Column(_("expected")), Column(_("sent")), Column(_("late")),
        Column(_("overdue")), Column(_("sent without data")),
    ]  # fmt: skip
    period = found.matrix.period
    rows = [matrix_row(place) for place in found.places]
    title = _("State of each report by institution and indicator")
    return DataTable(f"matriz-{period.code}", title, columns, rows, list(notes_of_semester(period.code)))


def matrix_row(place: Place) -> Row:
    cell = place.cell
    flags = (cell.is_expected, cell.is_received, cell.is_late, cell.is_overdue, cell.has_no_data)
    return [
        place.institution.code, place.institution.name, place.indicator.pillar_name, place.indicator.code,
        place.indicator.name, str(CELLS[cell.state]), *(_("yes") if flag else _("no") for flag in flags),
    ]  # fmt: skip


def list_table(period: PeriodName, rows: Iterable[Listed]) -> DataTable:
    """The list of indicators, in the order in which the page shows it."""
    columns = [
        Column(_("indicator")), Column(_("code of the series")), Column(_("semester")), Column(_("institution")),
        Column(_("situation")), Column(_("value"), "number"), Column(_("unit")), Column(_("numerator"), "number"),
        Column(_("denominator"), "number"), Column(_("institutions with a value"), "number"),
        Column(_("institutions expected"), "number"), Column(_("value of the semester before"), "number"),
        Column(_("difference like for like"), "number"), Column(_("comparable institutions"), "number"),
        Column(_("state")), Column(_("name")), Column(_("pillar")), Column(_("series")),
    ]  # fmt: skip
    made = [list_row(period, row) for row in rows]
    return DataTable(
        f"indicadores-{period.code}", _("Indicators of the plan"), columns, made, list(notes_of_semester(period.code))
    )


def list_row(period: PeriodName, row: Listed) -> Row:
    name, series = row.figures.indicator, row.series
    figure, moved = series.figure, series.change
    return [
        name.code, series.code, period.code, _("all"), situation(figure), value_of(figure), unit_of(figure, name.unit),
        figure.numerator, figure.denominator, figure.reported, figure.expected,
        value_of(row.previous.figure) if row.previous else None, compared(moved, moved.difference) if moved else None,
        moved.comparable if moved else None, str(STATES[series.state]), name.name, name.pillar_name,
        series_text(series.label),
    ]  # fmt: skip


def situation(figure: Figure) -> str:
    """Reported, or which kind of nothing it is."""
    return str(NOTHING.get(figure.state, SITUATIONS["reported"]))


def compared(change: Comparison, value: Decimal | None) -> Decimal | None:
    """One number of a change: of percentages to two places; what was counted stays as the values that it comes from."""
    return rounded(value) if change.is_percent or value is None else plain(value)


def rounded(value: Decimal | None) -> Decimal | None:
    """Two places at most, and no needless zeros: a count stays whole."""
    return None if value is None else plain(printed(value))


def notes(board: Dashboard) -> list[tuple[str, str]]:
    return list(notes_of_semester(board.period.code, board.matrix.coverage))


TABLES: dict[str, Callable[[Dashboard], DataTable]] = {
    "brechas": gaps_table,
    "cambios": changes_table,
    "cobertura": coverage_table,
    "indicadores": states_table,
}
"""By the name in the address."""
