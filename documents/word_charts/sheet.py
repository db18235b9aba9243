"""The sheet that a native chart is drawn from, and where in it each series stands. The same chart gives the same bytes."""

from __future__ import annotations

import io

import xlsxwriter
from django.utils.translation import gettext as _

from documents.printable import clean_text
from documents.word_charts.plotted import Plotted
from documents.word_styles import NEVER
from documents.workbook import SETTINGS
from institutions.spreadsheet_safety import escape_text

WIDTH = 24
"""Of its columns, in letters."""


def sheet_of(chart: Plotted) -> bytes:
    """An XLSX of one sheet: categories in the first column, a series in each of the others, an empty cell where there is none."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SETTINGS)
    book.set_properties({"author": "", "company": "", "created": NEVER})
    number = book.add_format({"num_format": chart.form})
    sheet = book.add_worksheet(sheet_name())
    sheet.set_column(0, len(chart.series), WIDTH)
    for row, category in enumerate(chart.categories, 1):
        sheet.write_string(row, 0, cell_text(category))
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, cell_text(series.name))
        for row, value in enumerate(series.values, 1):
            if value is not None:
                sheet.write_number(row, column, float(value), number)
    book.close()
    return out.getvalue()


def cell_text(text: str) -> str:
    """A text that no program runs."""
    return escape_text(clean_text(text))


def sheet_name() -> str:
    return _("Data")


def column_of(chart: Plotted, column: int) -> str:
    """Where the values of a column are; of the first one, the categories."""
    letter = xlsxwriter.utility.xl_col_to_name(column)
    return f"'{sheet_name()}'!${letter}$2:${letter}${len(chart.categories) + 1}"


def head_of(column: int) -> str:
    return f"'{sheet_name()}'!${xlsxwriter.utility.xl_col_to_name(column)}$1"
