"""Rows as CSV for spreadsheet programs: accents read rightly, and text that could run as a formula made harmless."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from institutions.spreadsheet_safety import escape_cell

MEDIA_TYPE = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheet programs read accents wrongly."""


def comma_separated(rows: Iterable[Sequence[str | int | Decimal | None]]) -> bytes:
    """The rows, the headings first; None is an empty cell. Numbers have a point and no separators."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(["" if cell is None else escape_cell(cell) for cell in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()
