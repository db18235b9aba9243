"""The template of an institution's activities of a year: one row an activity, empty rows below, the plan's codes, how to fill it in."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from math import ceil
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from activities.content import ActivityContent, content_of
from activities.exchange import stamp
from activities.exchange.codes import Codes, codes_of
from activities.exchange.columns import CODE, COLUMNS, DAYS, SEPARATOR, Column, headings, hints
from activities.exchange.painting import Painter, Sheet
from activities.models import YearPlan
from documents.formatting import long_date
from documents.speaking import language
from documents.workbook import MEDIA_TYPE

EMPTY_ROWS = 50
HEADING_ROW = 5
FIRST_ROW = HEADING_ROW + 1
LINE, MOST_LINES = 15, 12
"""The height of a line in points, and how many of them a row shows: not every program makes room for a text."""
LAST_CHOICE_ROW = 999
"""Choices are offered in rows that are pasted below the drawn ones too."""
OPEN_TO_ALL = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
SETTINGS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def template_of(year_plan: YearPlan) -> bytes:
    """The XLSX file, with what is stored, in the reader's language."""
    contents = {each.code: content_of(each) for each in year_plan.activities.whole().order_by("ordinal")}
    codes, out = codes_of(year_plan.round.plan), io.BytesIO()
    book = xlsxwriter.Workbook(out, SETTINGS)
    book.set_properties({"title": title_of(year_plan), "author": "", "company": ""})
    painter = Painter(book)
    sheet, listed = book.add_worksheet(_("Activities")), book.add_worksheet(_("Codes"))
    actions = _draw_codes(painter, listed, codes)
    _draw_head(painter, sheet, year_plan)
    _draw_rows(painter, sheet, contents, codes)
    _ask(sheet, year_plan.year, f"='{listed.get_name()}'!{actions}")
    _draw_notes(painter, book.add_worksheet(_("How to fill it in")))
    _write_stamp(book, stamp.stamp_of(year_plan, contents, language=language(), sheet=sheet.get_name()))
    sheet.activate()
    book.close()
    return out.getvalue()


def title_of(year_plan: YearPlan) -> str:
    return _("Plan of the year %(year)s") % {"year": year_plan.year}


def file_name(year_plan: YearPlan) -> str:
    return f"seguimiento-1325_{year_plan.year}_{year_plan.institution.code}.xlsx"


def _draw_head(painter: Painter, sheet: Sheet, year_plan: YearPlan) -> None:
    width = len(COLUMNS)
    painter.say(sheet, 0, 0, title_of(year_plan), "title", width=width)
    due = _("On time until %(day)s") % {"day": long_date(year_plan.round.due_on, language())}
    painter.say(sheet, 1, 0, f"{year_plan.institution.name}{SEPARATOR}{due}", "kicker", width=width)
    text = _("One row an activity. New ones go into the empty rows, without a code. To take one out, empty its row.")
    painter.say(sheet, 2, 0, text, "guidance", width=width)
    if year_plan.round.plan.is_demonstration:
        painter.say(sheet, 3, 0, _("Demonstration data: the figures are invented."), "demonstration", width=width)
    for place, text in enumerate(headings(language()).values()):
        painter.say(sheet, HEADING_ROW, place, text, "list_head")
    sheet.set_row(0, 28)
    sheet.set_row(HEADING_ROW, 34)
    sheet.freeze_panes(FIRST_ROW, 1)


def _draw_rows(painter: Painter, sheet: Sheet, contents: Mapping[str, ActivityContent], codes: Codes) -> None:
    for place, column in enumerate(COLUMNS):
        if column.key == CODE:
            sheet.set_column(place, place, column.width)
        else:
            painter.open_column(sheet, place, column.width, is_day=column.key in DAYS)
    rows: list[tuple[str, ActivityContent | None]] = [*contents.items(), *[("", None)] * EMPTY_ROWS]
    for row, (code, content) in enumerate(rows, start=FIRST_ROW):
        painter.shut(sheet, row, 0, code)
        lines = 1
        for place, column in enumerate(COLUMNS[1:], start=1):
            value = _value(content, column, codes) if content else None
            painter.box(sheet, row, place, value, is_day=column.key in DAYS)
            lines = max(lines, ceil(len(value) / column.width) if isinstance(value, str) else 1)
        sheet.set_row(row, min(lines, MOST_LINES) * LINE + 3)
    sheet.protect("", OPEN_TO_ALL)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)


def _value(content: ActivityContent, column: Column, codes: Codes) -> str | dt.date:
    if column.key == "action":
        return choice_of(content.action, codes.actions.get(content.action, ""))
    value = getattr(content, column.key)
    if isinstance(value, tuple):
        return ", ".join(value)
    said: str | dt.date = value
    return said


def choice_of(code: str, name: str) -> str:
    """An action as the list offers it: the code is what is read back."""
    return f"{code}{SEPARATOR}{name}" if name else code


def _ask(sheet: Sheet, year: int, actions: str) -> None:
    """What each column takes, as the spreadsheet program asks it."""
    texts = hints()
    for place, column in enumerate(COLUMNS):
        rule: dict[str, Any] = {"validate": "any"}
        if column.key == "action":
            rule = {"validate": "list", "source": actions, "error_message": _("Choose an action from the list.")}
        elif column.key in DAYS:
            first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
            rule = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
            rule["error_message"] = _("Write a day of %(year)s, as day/month/year.") % {"year": year}
        elif column.longest:
            rule = {"validate": "length", "criteria": "<=", "value": column.longest}
            rule["error_message"] = _("At most %(number)s characters.") % {"number": column.longest}
        rule |= {"input_message": texts[column.key], "ignore_blank": True}
        sheet.data_validation(FIRST_ROW, place, LAST_CHOICE_ROW, place, rule)


def _draw_codes(painter: Painter, sheet: Sheet, codes: Codes) -> str:
    """Every code with its name; the place of the actions, for the list that offers them."""
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 90)
    row, place = 0, ""
    for title, named in (
        (_("Actions of the plan"), codes.actions),
        (_("Indicators"), codes.indicators),
        (_("General objectives"), codes.general_objectives),
    ):
        painter.say(sheet, row, 0, title, "section", width=2)
        first = row + 1
        for row, (code, name) in enumerate(named.items(), start=first):
            painter.say(sheet, row, 0, choice_of(code, name) if named is codes.actions else code, "plain")
            painter.say(sheet, row, 1, name, "about")
        if named is codes.actions:
            place = f"$A${first + 1}:$A${max(first + len(named), first + 1)}"
        row = first + len(named) + 1
    sheet.protect("", OPEN_TO_ALL)
    return place


def notes() -> list[str]:
    return [
        _("Fill in the white boxes only. The code is given when a new activity is saved: leave it empty."),
        _("Choose the action from the list. Indicators and general objectives are codes, separated by commas:"
          " the sheet of codes has them all."),
        _("Write the first and the last day of each activity; both lie in the year and both are included."),
        _("The responsible post is a post of your institution, never a person's name."),
        _("To take an activity out, empty its row. When you upload the file you tick it once more: nothing goes unasked."),
        _("Save the file as .xlsx or .ods and upload it where you downloaded it. You see what is new, what changes and what is"
          " wrong before anything is saved."),
        _("An activity that somebody changed on the web meanwhile is not overwritten: you see both."),
    ]  # fmt: skip


def _draw_notes(painter: Painter, sheet: Sheet) -> None:
    sheet.set_column(0, 0, 110)
    painter.say(sheet, 0, 0, _("How to fill it in"), "title")
    sheet.set_row(0, 28)
    for row, text in enumerate(notes(), start=1):
        painter.say(sheet, row, 0, f"{row}. {text}", "step")
        sheet.set_row(row, 34)
    sheet.hide_gridlines(2)
    sheet.protect("", OPEN_TO_ALL)


def _write_stamp(book: Any, said: stamp.Stamp) -> None:
    sheet = book.add_worksheet(stamp.SHEET)
    sheet.very_hidden()
    sheet.protect()
    sheet.write_string(0, 0, stamp.MARK)
    sheet.write_number(0, 1, stamp.TEMPLATE)
    for column, piece in enumerate(stamp.written(said)):
        sheet.write_string(1, column, piece)


__all__ = ["MEDIA_TYPE", "file_name", "template_of", "title_of"]
