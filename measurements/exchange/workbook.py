"""The template as an XLSX file: first a sheet of instructions, then the sheets of each indicator, last the hidden ones.

Texts are always written as texts, never as formulas, and one that a program could take for a formula is escaped. Numbers
are numbers, days are days. Sheets are protected without a password: against slips, not against people.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from documents.sheets.look import STYLES
from institutions.spreadsheet_safety import escape_text
from measurements.exchange import stamp
from measurements.exchange.book import CaseSheets
from measurements.exchange.formats import box_style
from measurements.exchange.paper import Ask, Box, Kind, ListPaper, Paper, Sum, Value, Words
from measurements.exchange.validation import Choices, rule_for

Sheet = Any
"""XlsxWriter has no types."""
PILLAR_COLOURS = ("#14507F", "#5E3A8C", "#0B5D56", "#B87400")
WIDEST_UPRIGHT = 130
OPEN_TO_ALL = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


def file_of(sheets: Sequence[CaseSheets], first: Paper) -> bytes:
    """The whole file."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    writer = _Writer(book)
    writer.write(first, colour="#D91023")
    colours: dict[str, str] = {}
    for each in sheets:
        pillar = each.case.task.indicator.pillar.code
        colour = colours.setdefault(pillar, PILLAR_COLOURS[len(colours) % len(PILLAR_COLOURS)])
        for paper in each.papers:
            writer.write(paper, colour=colour)
    writer.choices.write()
    _write_stamp(book, sheets)
    book.get_worksheet_by_name(first.name).activate()
    book.close()
    return out.getvalue()


def _write_stamp(book: Any, sheets: Sequence[CaseSheets]) -> None:
    sheet = book.add_worksheet(stamp.SHEET)
    sheet.very_hidden()
    sheet.protect()
    sheet.write_string(0, 0, stamp.MARK)
    sheet.write_number(0, 1, stamp.TEMPLATE)
    for column, piece in enumerate(stamp.written(stamp.stamp_of(sheets))):
        sheet.write_string(1, column, piece)
    for row, texts in enumerate(stamp.base_rows(sheets), start=stamp.FIRST_BASE_ROW):
        for column, text in enumerate(texts):
            sheet.write_string(row, column, escape_text(text))


class _Writer:
    """Puts papers on sheets; formats and lists of choices are made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.choices = Choices(book)

    def format(self, style: Mapping[str, Any]) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(style))
        return self.formats[key]

    def write(self, paper: Paper, *, colour: str) -> None:
        sheet = self.book.add_worksheet(paper.name)
        sheet.set_tab_color(colour)
        sheet.hide_gridlines(2)
        self._set_up_print(sheet, paper)
        for column, width in enumerate(paper.widths):
            sheet.set_column(column, column, width)
        for row, height in paper.heights.items():
            sheet.set_row(row, min(height, 400))
        if paper.listing is not None:
            self._write_list(sheet, paper, paper.listing)
        for words in paper.words:
            self._say(sheet, words)
        for each in paper.sums:
            self._add(sheet, each)
        for number in paper.numbers:
            style = self.format(STYLES[number.style])
            sheet.write_number(number.row, number.column, float(number.value), style)
        for box in paper.boxes:
            self._ask(sheet, box, is_open=not paper.lock and not box.is_shut)
        if any(paper.frozen):
            sheet.freeze_panes(*paper.frozen)
        sheet.protect("", OPEN_TO_ALL)

    def _set_up_print(self, sheet: Sheet, paper: Paper) -> None:
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        if paper.is_landscape or sum(paper.widths) > WIDEST_UPRIGHT:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0 if paper.listing or not paper.boxes else 1)
        page = _("Page")
        sheet.set_footer(f"&L&9&A&C&9{page} &P / &N&R&9Seguimiento 1325")
        if paper.listing is not None:
            sheet.repeat_rows(2)

    def _say(self, sheet: Sheet, words: Words) -> None:
        style = self.format(STYLES[words.style])
        text = escape_text(words.text)
        last = words.column + words.width - 1
        if words.width > 1:
            sheet.merge_range(words.row, words.column, words.row, last, "", style)
        if words.link:
            sheet.write_url(words.row, words.column, words.link, style, text)
        elif text:
            sheet.write_string(words.row, words.column, text, style)
        else:
            sheet.write_blank(words.row, words.column, None, style)

    def _add(self, sheet: Sheet, each: Sum) -> None:
        """With the value it has now, so that readers that compute nothing see it too."""
        value: Any = "" if each.result is None else float(each.result)
        sheet.write_formula(each.row, each.column, each.formula, self.format(STYLES[each.style]), value)

    def _ask(self, sheet: Sheet, box: Box, *, is_open: bool) -> None:
        style = self.format(box_style(box.ask, is_open=is_open))
        last = box.column + box.width - 1
        if box.width > 1:
            sheet.merge_range(box.row, box.column, box.row, last, "", style)
        self._put(sheet, box.row, box.column, box.ask, box.value, style)
        rule = rule_for(box.ask, self.choices)
        if is_open and rule:
            sheet.data_validation(box.row, box.column, box.row, box.column, rule)

    def _put(self, sheet: Sheet, row: int, column: int, ask: Ask, value: Value, style: Any) -> None:
        if isinstance(value, bool):
            value = (_("Yes") if value else _("No")) if ask.kind is Kind.TICK else None
        if value is None or value == "" or value == ():
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, Decimal):
            sheet.write_number(row, column, float(value), style)
        elif ask.kind is Kind.DATE:
            sheet.write_datetime(row, column, value, style)
        elif isinstance(value, tuple):
            sheet.write_string(row, column, escape_text("; ".join(ask.chosen(code) for code in value)), style)
        else:
            text = ask.chosen(str(value)) if ask.kind is Kind.CHOICE else str(value)
            sheet.write_string(row, column, escape_text(text), style)

    def _write_list(self, sheet: Sheet, paper: Paper, rows: ListPaper) -> None:
        """Every column is open to the sheet's end, so a long list can be pasted; the first rows are drawn as boxes."""
        is_open = not paper.lock
        last = rows.first_row + len(rows.rows) + rows.empty_rows - 1
        for place, column in enumerate(rows.columns):
            style = self.format(box_style(column.ask, is_open=is_open))
            plain = self.format(
                {"locked": not is_open, "num_format": box_style(column.ask, is_open=is_open)["num_format"]}
            )
            sheet.set_column(place, place, column.width, plain, {"hidden": column.is_hidden})
            for row in range(rows.first_row, last + 1):
                item = rows.rows[row - rows.first_row] if row - rows.first_row < len(rows.rows) else None
                self._put(sheet, row, place, column.ask, item.values[column.key] if item else None, style)
            rule = rule_for(column.ask, self.choices)
            if is_open and rule:
                sheet.data_validation(rows.first_row, place, rows.first_row + 999, place, rule)
