"""Sheets written as XLSX: frozen heads, filters, named ranges, ready for A4. The same sheets give the same bytes.

No text can run: each is written as text, and one that a program could take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter

from documents.spoken import plain
from documents.workbook import NOTE_WIDTHS, SETTINGS, Pens, height_of, lines_of, print_on_a4, width_of
from institutions.spreadsheet_safety import escape_text
from reports.edition.blocks import Document
from reports.files.workbook.sheets import Cell, Grid, Page, Percent, Sheet

LONGEST = 32_000
"""Letters in a cell: programs take 32,767."""
CUT = " […]"
WIDEST_PAGE = 220
"""Letters side by side on a lying A4 that can still be read."""
MANY_LINES, LONG_WIDTH = 5, 92
"""A text of more lines gets a wider column, so that one remark does not make a row of a page."""
DAY_FORMATS = {"es": "dd/mm/yyyy", "en": "d mmm yyyy"}
TALLEST = 409
"""Points: no program shows a higher row."""


class Hands:
    """What writes one workbook: its formats, each made once, and its language."""

    def __init__(self, book: Any, language: str) -> None:
        self.pens = Pens(book)
        base, bold = self.pens.base, {"bold": True}
        self.day = book.add_format(base | {"num_format": DAY_FORMATS[language], "align": "right"})
        self.part = book.add_format(base | bold | {"font_size": 12, "bottom": 1, "bottom_color": "#C9CED6"})
        self.mark = book.add_format(base | bold | {"font_color": "#8A1F11"})
        self.fact = book.add_format(base | {"num_format": "#,##0", "align": "left", "indent": 1})
        self.fact_percent = book.add_format(base | {"num_format": "0.00", "align": "left", "indent": 1})
        self.total = book.add_format(base | bold | {"top": 1})
        self.total_number = book.add_format(base | bold | {"top": 1, "num_format": "#,##0", "align": "right"})
        self.total_percent = book.add_format(base | bold | {"top": 1, "num_format": "0.00", "align": "right"})


def written(sheets: Sequence[Sheet], document: Document, *, code: str, at: dt.datetime) -> bytes:
    """The file. `code` is that of the edition, empty while it has none; `at` the instant that the file says it is of: the same
    whenever it is made."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SETTINGS | {"default_date_format": "yyyy-mm-dd"})
    book.set_properties(
        {"title": document.title, "subject": code, "author": "", "company": "", "created": at.astimezone(dt.UTC)}
    )
    hands = Hands(book, document.language)
    for each in sheets:
        sheet = book.add_worksheet(each.title)
        print_on_a4(sheet, " · ".join(filter(None, (code, document.title, each.title, *document.warnings))))
        if isinstance(each, Grid):
            write_grid(sheet, each, hands)
            book.define_name(each.name, range_of(each))
        else:
            write_page(sheet, each, hands)
    book.close()
    return out.getvalue()


def range_of(grid: Grid) -> str:
    """The heads and the rows, without the total."""
    last = xlsxwriter.utility.xl_rowcol_to_cell(len(grid.rows), len(grid.columns) - 1, row_abs=True, col_abs=True)
    return f"='{grid.title}'!$A$1:{last}"


# --- Data ---


def write_grid(sheet: Any, grid: Grid, hands: Hands) -> None:
    rows = [[shown(cell) for cell in row] for row in grid.rows]
    widths = [column_width(column.heading, [row[n] for row in rows]) for n, column in enumerate(grid.columns)]
    hidden = empty_columns(grid)
    for number, column in enumerate(grid.columns):
        pen = hands.pens.heading if column.kind == "text" else hands.pens.heading_of_numbers
        sheet.write_string(0, number, escape_text(column.heading), pen)
        sheet.set_column(number, number, widths[number], None, {"hidden": number in hidden})
    sheet.set_row(0, height_of([column.heading for column in grid.columns], widths))
    for number, row in enumerate(grid.rows, start=1):
        sheet.set_row(number, min(TALLEST, height_of(rows[number - 1], widths)))
        for place, cell in enumerate(row):
            write_cell(sheet, number, place, cell, hands)
    for place, cell in enumerate(grid.total or ()):
        write_total(sheet, len(grid.rows) + 1, place, cell, hands)
    sheet.freeze_panes(1, grid.frozen)
    print_wide(sheet, [width for number, width in enumerate(widths) if number not in hidden], grid.frozen)
    sheet.autofilter(0, 0, len(grid.rows), len(grid.columns) - 1)
    sheet.repeat_rows(0)


def column_width(heading: str, cells: Sequence[str | int | Decimal | None]) -> int:
    width = width_of(heading, cells)
    tallest = max((lines_of(cell, width) for cell in cells if isinstance(cell, str)), default=0)
    return LONG_WIDTH if tallest > MANY_LINES else width


def empty_columns(grid: Grid) -> frozenset[int]:
    """Columns that are empty in every row are hidden: they stay where formulas look for them, and take no paper."""
    every = [*grid.rows, *([grid.total] if grid.total else [])]
    return frozenset(
        number for number in range(1, len(grid.columns)) if all(row[number] in (None, "") for row in every)
    )


def print_wide(sheet: Any, widths: Sequence[int], frozen: int) -> None:
    """A wide sheet goes over several pages side by side, each with the first columns again: nobody reads letters of 3 points."""
    pages = max(1, ceil(sum(widths) / WIDEST_PAGE))
    if pages > 1:
        sheet.fit_to_pages(pages, 0)
        sheet.repeat_columns(0, frozen - 1)


def shown(cell: Cell) -> str | int | Decimal | None:
    """What the width and the height of a cell are worked out from."""
    if isinstance(cell, Percent):
        return cell.value
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def write_cell(sheet: Any, row: int, place: int, cell: Cell, hands: Hands) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, place, fitting(cell), hands.pens.text)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, place, cell, hands.day)
    elif isinstance(cell, Percent):
        sheet.write_number(row, place, cell.value, hands.pens.number(cell.value, "percent"))
    else:
        sheet.write_number(row, place, cell, hands.pens.number(cell, "number"))


def write_total(sheet: Any, row: int, place: int, cell: Cell, hands: Hands) -> None:
    if isinstance(cell, Percent):
        sheet.write_number(row, place, cell.value, hands.total_percent)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, place, cell, hands.total_number)
    else:
        sheet.write_string(row, place, fitting(str(cell or "")), hands.total)


def fitting(text: str) -> str:
    """A text that no program runs, cut where a cell can hold no more: the report has the whole."""
    safe = escape_text(plain(text))
    return safe if len(safe) <= LONGEST else safe[:LONGEST] + CUT


# --- Pages ---


def write_page(sheet: Any, page: Page, hands: Hands) -> None:
    sheet.hide_gridlines(2)
    for place, width in enumerate(NOTE_WIDTHS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, fitting(page.heading), hands.pens.title)
    row = 1
    for mark in page.marks:
        sheet.write_string(row, 0, fitting(mark), hands.mark)
        row += 1
    for part in page.parts:
        sheet.write_string(row + 1, 0, fitting(part.heading), hands.part)
        sheet.write_blank(row + 1, 1, None, hands.part)
        row += 2
        for term, said in part.lines:
            write_line(sheet, row, term, said, hands)
            row += 1


def write_line(sheet: Any, row: int, term: str, said: Cell, hands: Hands) -> None:
    """A text without a term takes both columns."""
    if not term:
        sheet.merge_range(row, 0, row, 1, "", hands.pens.text)
        sheet.write_string(row, 0, fitting(str(said)), hands.pens.text)
        sheet.set_row(row, min(TALLEST, height_of((str(said),), (sum(NOTE_WIDTHS),))))
        return
    sheet.write_string(row, 0, fitting(term), hands.pens.term)
    if isinstance(said, Percent):
        sheet.write_number(row, 1, said.value, hands.fact_percent)
    elif isinstance(said, int | Decimal):
        sheet.write_number(row, 1, said, hands.fact)
    elif isinstance(said, dt.date):
        sheet.write_datetime(row, 1, said, hands.day)
    else:
        sheet.write_string(row, 1, fitting(said or ""), hands.pens.text)
        sheet.set_row(row, min(TALLEST, height_of((term, said or ""), NOTE_WIDTHS)))
