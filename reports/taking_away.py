"""A table to take away, as CSV or XLSX: numbers as numbers, text that cannot run, and notes that say what it is.

Every page of figures that shows a table offers this one, made from the same dataclasses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.http import HttpResponse

from documents.responses import attachment
from institutions.spreadsheet_tables import KINDS, table_file

Cell = str | int | Decimal | None
"""A text, a number, or nothing at all. None is an empty cell and never stands for zero: the situation column says why."""


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` decides how a spreadsheet program shows the numbers of the column; percentages are written as 20.69, not 0.2069."""

    heading: str
    kind: Literal["text", "number", "percent"] = "text"


@dataclass(frozen=True, slots=True)
class DataTable:
    """`name` is the file's, without its ending. `notes` are pairs of words: period, cut-off, definitions, units, warnings."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[tuple[str, str]] = ()


def taken_away(table: DataTable, kind: str) -> HttpResponse:
    """Answer with the table as a file. `kind` is one of KINDS, which the address already decided."""
    made = table_file([column.heading for column in table.columns], table.rows, kind)
    return attachment(made.content, name=f"{table.name}.{kind}", media_type=made.media_type)


__all__ = ["KINDS", "Cell", "Column", "DataTable", "taken_away"]
