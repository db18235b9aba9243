"""A table that a page offers to take away, as CSV or XLSX: numbers stay numbers, and no text can run as a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tablib

from institutions.spreadsheet_formats import SafeCSV, SafeXLSX

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheet programs read accents wrongly."""
KINDS = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class TableFile:
    content: bytes
    media_type: str


def table_file(headings: Sequence[str], rows: Iterable[Sequence[object]], kind: str) -> TableFile:
    """The table in one of KINDS. None is an empty cell."""
    data = tablib.Dataset(*(["" if cell is None else cell for cell in row] for row in rows), headers=list(headings))
    if kind == "xlsx":
        return TableFile(
            SafeXLSX().export_data(data), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
    return TableFile((BYTE_ORDER_MARK + SafeCSV().export_data(data)).encode(), "text/csv; charset=utf-8")
