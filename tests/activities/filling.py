"""The person at the spreadsheet: opens the template of activities, writes in its rows, saves it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import openpyxl

from activities.exchange.columns import COLUMNS
from activities.exchange.template import FIRST_ROW
from documents.sheets import child
from documents.sheets.reading import FilledBook, book_of

KEYS = [column.key for column in COLUMNS]
NEW = {
    "action": "PREV-1.1",
    "title": "Capacitar a instructores",
    "starts_on": "01/04/2027",
    "ends_on": "30/06/2027",
    "responsible_post": "Jefatura de Educación",
    "expected_product": "Curso aprobado",
}
"""An activity as a person types it."""


def fill(data: bytes, typed: Mapping[int, Mapping[str, Any]], *, cleared: tuple[int, ...] = ()) -> bytes:
    """`typed` gives by row (the first activity is 0) what is written by column; `cleared` are rows whose boxes are emptied."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for row in cleared:
        for column in range(1, len(KEYS)):
            sheet.cell(FIRST_ROW + row + 1, column + 1).value = None
    for row, cells in typed.items():
        for key, value in cells.items():
            sheet.cell(FIRST_ROW + row + 1, KEYS.index(key) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> FilledBook:
    """The cells, read in this process: the limits of the child have tests of their own."""
    return book_of(json.dumps(child.read(data)))
