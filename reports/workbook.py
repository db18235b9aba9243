"""A table as an XLSX workbook: the data on the first sheet, what they mean on the second.

Numbers are numbers with as many places as they have, texts are texts that no program can run, None is an empty cell.
Nothing says who made the file. The rows go through as given: this module computes nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from institutions.spreadsheet_safety import escape_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Sheet = Any
"""XlsxWriter has no types."""
Cell = str | int | Decimal | None
MOST_PLACES = 6
NARROWEST, WIDEST = 9, 46
SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
A4 = 9


def workbook(
    title: str,
    headings: Sequence[str],
    kinds: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    notes: Iterable[tuple[str, str]],
) -> bytes:
    """The file. `kinds` are Column.kind: text, number or percent, a column each; `notes` are pairs of a term and its text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SETTINGS)
    book.set_properties({"title": title, "author": "", "company": ""})
    pens = Pens(book)
    write_data(book.add_worksheet(_("Data")), title, headings, kinds, rows, pens)
    write_notes(book.add_worksheet(_("Notes")), title, notes, pens)
    book.close()
    return out.getvalue()


class Pens:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
        rule = {"bottom": 1, "bottom_color": "#C9CED6"}
        self.base = base
        self.heading = book.add_format(base | rule | {"bold": True, "text_wrap": True, "bg_color": "#EEF1F5"})
        self.title = book.add_format(base | {"bold": True, "font_size": 14})
        self.term = book.add_format(base | {"bold": True, "text_wrap": True})
        self.text = book.add_format(base | {"text_wrap": True})
        self.numbers: dict[str, Any] = {}

    def number(self, value: int | Decimal, kind: str) -> Any:
        form = number_format(value, kind)
        if form not in self.numbers:
            self.numbers[form] = self.book.add_format(self.base | {"num_format": form, "align": "right"})
        return self.numbers[form]


def number_format(value: int | Decimal, kind: str) -> str:
    """Thousands apart and the places that the number has; a percentage always with two."""
    places = 2 if kind == "percent" else min(places_of(value), MOST_PLACES)
    return "#,##0" + ("." + "0" * places if places else "")


def places_of(value: int | Decimal) -> int:
    """Decimal places that matter: of 12.50 one."""
    exponent = Decimal(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def write_data(
    sheet: Sheet, title: str, headings: Sequence[str], kinds: Sequence[str], rows: Sequence[Sequence[Cell]], pens: Pens
) -> None:
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, escape_text(heading), pens.heading)
    for number, row in enumerate(rows, start=1):
        for column, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
            write_cell(sheet, number, column, cell, kind, pens)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, width_of(heading, [row[column] for row in rows]))
    sheet.freeze_panes(1, 0)
    if headings:
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    sheet.repeat_rows(0)
    print_on_a4(sheet, title)


def write_cell(sheet: Sheet, row: int, column: int, cell: Cell, kind: str, pens: Pens) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, escape_text(cell), pens.text)
    else:
        sheet.write_number(row, column, cell, pens.number(cell, kind))


def width_of(heading: str, cells: Iterable[Cell]) -> int:
    """Wide enough for most: a longer text wraps, and a heading wraps between its words."""
    words = max((len(word) for word in heading.split()), default=0)
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return max(NARROWEST, min(WIDEST, max(words + 4, longest + 2)))


def write_notes(sheet: Sheet, title: str, notes: Iterable[tuple[str, str]], pens: Pens) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 92)
    sheet.write_string(0, 0, escape_text(title), pens.title)
    for number, (term, text) in enumerate(notes, start=2):
        sheet.write_string(number, 0, escape_text(term), pens.term)
        sheet.write_string(number, 1, escape_text(text), pens.text)
    print_on_a4(sheet, title)


def print_on_a4(sheet: Sheet, title: str) -> None:
    """Lying A4, as wide as one page, the title and the page's number on each. An ampersand is a command there."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.set_header(f"&L{title[:120].replace('&', '&&')}")
    sheet.set_footer("&R&P / &N")
