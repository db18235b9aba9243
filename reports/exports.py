"""Figures as CSV: one row an observation, and a column that tells zero, not available, not applicable and not sent apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from institutions.spreadsheet_safety import escape_cell
from reports.figures.by_institution import InstitutionPoint
from reports.figures.current import IndicatorFigures
from reports.figures.history import IndicatorHistory
from reports.figures.totals import Figure
from reports.in_words import own_text
from reports.wording import NOTHING, SITUATIONS, figure_text

Row = Sequence[str | int | Decimal | None]
MEDIA_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheet programs read accents wrongly."""


def history_csv(histories: Iterable[IndicatorHistory]) -> bytes:
    """One indicator: every series, semester and institution that may be seen, and the total of all."""
    return written(headings(), (row for history in histories for row in history_rows(history)))


def current_csv(period: str, figures: Iterable[IndicatorFigures]) -> bytes:
    """One semester: the total of every series of every indicator."""
    rows = (
        total_row(each.indicator.code, series.code, period, series.figure, each.indicator.unit)
        for each in figures
        for series in each.series
    )
    return written(headings(), rows)


def headings() -> Row:
    return [
        _("indicator"), _("series"), _("semester"), _("institution"), _("situation"), _("value"), _("unit"),
        _("numerator"), _("denominator"), _("institutions with a value"), _("institutions expected"),
    ]  # fmt: skip


def history_rows(history: IndicatorHistory) -> Iterator[Row]:
    name, code = history.figures.indicator, history.series.code
    for number, point in enumerate(history.points):
        for each in history.institutions:
            own = each.points[number]
            if own.situation != "not_expected":
                yield institution_row(name.code, code, each.institution.code, own, unit_of(point.figure, name.unit))
        yield total_row(name.code, code, point.period, point.figure, name.unit)


def institution_row(indicator: str, series: str, institution: str, point: InstitutionPoint, unit: str) -> Row:
    situation = str(SITUATIONS[point.situation])
    parts = (point.numerator, point.denominator)
    value = point.value if point.words is None else own_text(point.words)
    return [indicator, series, point.period, institution, situation, value, unit, *parts, None, None]


def total_row(indicator: str, series: str, period: str, figure: Figure, unit: str) -> Row:
    situation = NOTHING.get(figure.state, SITUATIONS["reported"])
    return [
        indicator, series, period, _("all"), str(situation), value_of(figure), unit_of(figure, unit),
        figure.numerator, figure.denominator, figure.reported, figure.expected,
    ]  # fmt: skip


def value_of(figure: Figure) -> Decimal | str | None:
    """The number; of an answer in words its words."""
    return figure_text(figure) if figure.value is None and figure.has_answer else figure.value


def unit_of(figure: Figure, unit: str) -> str:
    return "%" if figure.is_percent else unit


def written(first: Row, rows: Iterable[Row]) -> bytes:
    """Numbers with a point and no separators, so that programs read them; texts that could be formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in [first, *rows]:
        writer.writerow(["" if cell is None else escape_cell(cell) for cell in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()
