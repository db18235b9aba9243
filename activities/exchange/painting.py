"""Putting words and boxes on a sheet of the template, in the house's look; each format of the file is made once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from documents.sheets.look import BOX, DATE, SHUT, STYLES
from institutions.spreadsheet_safety import escape_text

Sheet = Any
"""XlsxWriter has no types."""


class Painter:
    """Writes on the sheets of one book."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, style: Mapping[str, Any]) -> Any:
        key = tuple(sorted(style.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(dict(style))
        return self.formats[key]

    def say(self, sheet: Sheet, row: int, column: int, text: str, style: str, *, width: int = 1) -> None:
        """Words, over as many columns as they need. A text that a program could run is made harmless."""
        look = self.format(STYLES[style])
        if width > 1:
            sheet.merge_range(row, column, row, column + width - 1, "", look)
        sheet.write_string(row, column, escape_text(text), look)

    def box(self, sheet: Sheet, row: int, column: int, value: str | dt.date | None, *, is_day: bool = False) -> None:
        """A white box with what is stored, or empty."""
        look = self.box_look(is_day=is_day)
        if isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, look)
        elif value:
            sheet.write_string(row, column, escape_text(value), look)
        else:
            sheet.write_blank(row, column, None, look)

    def box_look(self, *, is_day: bool = False) -> Any:
        shape = {"num_format": DATE} if is_day else {"num_format": "@"}
        return self.format(BOX | {"align": "left", "valign": "top"} | shape)

    def shut(self, sheet: Sheet, row: int, column: int, text: str) -> None:
        """A grey box that nobody types into."""
        look = self.format(SHUT | {"valign": "top", "bold": True})
        if text:
            sheet.write_string(row, column, escape_text(text), look)
        else:
            sheet.write_blank(row, column, None, look)

    def open_column(self, sheet: Sheet, column: int, width: int, *, is_day: bool) -> None:
        """Open to the sheet's end, so that more rows than are drawn can be pasted."""
        sheet.set_column(column, column, width, self.format({"locked": False, "num_format": DATE if is_day else "@"}))
