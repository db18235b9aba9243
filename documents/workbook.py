"""A table as an XLSX workbook: the data on the first sheet, what they mean on the second.

Numbers are numbers with as many places as they have, texts are texts that no program can run, None is an empty cell.
Nothing says who made the file. The rows go through as given: this module computes nothing.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil
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
NOTE_WIDTHS = (30, 92)
LINE = 15
"""The height of a line, in points."""
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
        heading = base | rule | {"bold": True, "text_wrap": True, "bg_color": "#EEF1F5", "valign": "bottom"}
        self.heading = book.add_format(heading | {"indent": 1})
        self.heading_of_numbers = book.add_format(heading | {"align": "right"})
        self.title = book.add_format(base | {"bold": True, "font_size": 14})
        self.term = book.add_format(base | {"bold": True, "text_wrap": True})
        self.text = book.add_format(base | {"text_wrap": True, "indent": 1})
        self.numbers: dict[str, Any] = {}

    def number(self, value: int | Decimal, kind: str) -> Any:
        form = number_format(value, kind)
        if form not in self.numbers:
            self.numbers[form] = self.book.add_format(self.base | {"num_format": form, "align": "right"})
        return self.numbers[form]


def number_format(value: int | Decimal, kind: str) -> str:
    """Thousands apart and the places that the number has; a percentage always with two, a year as people write it."""
    if kind == "year":
        return "0"
    places = 2 if kind == "percent" else min(places_of(value), MOST_PLACES)
    return "#,##0" + ("." + "0" * places if places else "")


def places_of(value: int | Decimal) -> int:
    """Decimal places as they were given: a percentage of 12.50 keeps two."""
    exponent = Decimal(value).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def write_data(
    sheet: Sheet, title: str, headings: Sequence[str], kinds: Sequence[str], rows: Sequence[Sequence[Cell]], pens: Pens
) -> None:
    widths = [width_of(heading, [row[column] for row in rows]) for column, heading in enumerate(headings)]
    for column, (heading, kind) in enumerate(zip(headings, kinds, strict=True)):
        pen = pens.heading if kind == "text" else pens.heading_of_numbers
        sheet.write_string(0, column, escape_text(heading), pen)
        sheet.set_column(column, column, widths[column])
    sheet.set_row(0, height_of(headings, widths))
    for number, row in enumerate(rows, start=1):
        sheet.set_row(number, height_of(row, widths))
        for column, (cell, kind) in enumerate(zip(row, kinds, strict=True)):
            write_cell(sheet, number, column, cell, kind, pens)
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


def height_of(cells: Iterable[Cell], widths: Sequence[int]) -> int:
    """As many lines as the longest text wraps to: programs that print do not work it out themselves."""
    pairs = [(cell, width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
    return LINE * max((lines_of(text, width) for text, width in pairs), default=1)


def lines_of(text: str, width: int) -> int:
    """Of each paragraph as many as its letters fill; capitals and long words take a little more room."""
    return sum(max(1, ceil(len(paragraph) * 1.08 / width)) for paragraph in text.split("\n"))


def write_notes(sheet: Sheet, title: str, notes: Iterable[tuple[str, str]], pens: Pens) -> None:
    sheet.hide_gridlines(2)
    for column, width in enumerate(NOTE_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, escape_text(title), pens.title)
    for number, (term, text) in enumerate(notes, start=2):
        sheet.set_row(number, height_of((term, text), NOTE_WIDTHS))
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
