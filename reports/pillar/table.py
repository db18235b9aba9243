"""A pillar as a table to take away: one row for every semester of every series, as the page prints them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from documents import formatting
from documents.taking_away import Cell, Column, DataTable
from reports.arithmetic.percent import printed
from reports.figures.pillar import PillarPage, PillarRow
from reports.figures.totals import Figure
from reports.tables.exports import value_of
from reports.wording.figures import NOTHING, SITUATIONS, STATES, language, series_text

Row = tuple[Cell, ...]


def pillar_table(page: PillarPage) -> DataTable:
    return DataTable(
        name=f"{page.code}-{page.period.code}",
        title=page.name,
        columns=(
            Column(_("objective")),
            Column(_("indicator")),
            Column(_("name")),
            Column(_("series")),
            Column(_("semester")),
            Column(_("situation")),
            Column(_("value"), "number"),
            Column(_("unit")),
            Column(_("numerator"), "number"),
            Column(_("denominator"), "number"),
            Column(_("institutions with a value"), "number"),
            Column(_("institutions expected"), "number"),
            Column(_("change since the semester before"), "number"),
            Column(_("comparable institutions"), "number"),
            Column(_("progress")),
        ),
        rows=tuple(row for part in page.objectives for each in part.rows for row in rows_of(part.code, each)),
        notes=notes(page),
    )


def rows_of(objective: str, row: PillarRow) -> Iterator[Row]:
    """Change and progress are those of the semester asked for, so they stand in its row alone."""
    name, series = row.indicator.indicator, row.series
    for point in row.past:
        figure, is_now = point.figure, point is row.past[-1]
        yield (
            objective, name.code, name.name, series_text(series.label), point.period, situation(figure), value_of(figure),
            "%" if figure.is_percent else name.unit, figure.numerator, figure.denominator, figure.reported,
            figure.expected, *(changes(row) if is_now else (None, None, "")),
        )  # fmt: skip


def changes(row: PillarRow) -> tuple[Cell, Cell, Cell]:
    change, state = row.series.change, str(STATES[row.series.state])
    if change is None or change.difference is None:
        return None, None, state
    difference = printed(change.difference) if change.is_percent else change.difference
    return difference, change.comparable, state


def situation(figure: Figure) -> str:
    return str(NOTHING.get(figure.state, SITUATIONS["reported"]))


def notes(page: PillarPage) -> tuple[tuple[str, str], ...]:
    return (
        (_("Pillar"), page.name),
        (_("Semester"), formatting.period_label(page.period.code, language())),
        (_("Values"), _("Only validated values. A missing value is never a zero.")),
        (_("Changes"), _("Over the institutions with a value in both semesters; of percentages, in points.")),
        (_("Past"), _("A series begins anew where its definition changed.")),
    )
