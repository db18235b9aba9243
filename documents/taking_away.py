"""A table to take away, as CSV or XLSX: numbers as numbers, text that cannot run, and notes that say what it is.

Every page of figures that shows a table offers this one, made from the same dataclasses. The notes stand on the workbook's
second sheet; a CSV holds the data alone, one row of headings first, so that programs read it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.http import HttpResponse

from documents.responses import attachment
from documents.workbook import MEDIA_TYPE, workbook
from institutions.spreadsheet_safety import escape_text
from institutions.spreadsheet_tables import BYTE_ORDER_MARK, KINDS

Cell = str | int | Decimal | None
"""A text, a number, or nothing at all. None is an empty cell and never stands for zero: the situation column says why."""
CSV_MEDIA_TYPE = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` decides how a spreadsheet program shows the numbers of the column; percentages are written as 20.69, not 0.2069.

    `meaning`, where the heading does not say it all, goes to the notes.
    """

    heading: str
    kind: Literal["text", "number", "percent", "year"] = "text"
    meaning: str = ""

    @property
    def with_unit(self) -> str:
        """The heading; of percentages it says so."""
        return f"{self.heading} (%)" if self.kind == "percent" and "%" not in self.heading else self.heading


@dataclass(frozen=True, slots=True)
class DataTable:
    """`name` is the file's, without its ending. `notes` are pairs of words: period, cut-off, definitions, units, warnings.

    What holds for every table of an app need not be said in them: who writes the file adds it.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[tuple[str, str]] = ()


Note = tuple[str, str]


def answer_with(table: DataTable, kind: str, standing: Sequence[Note] = ()) -> HttpResponse:
    """Answer with the table as a file. `kind` is one of KINDS, which the address already decided; `standing` are the notes
    that hold for every table."""
    name = f"{table.name}.{kind}"
    if kind == "xlsx":
        return attachment(written_xlsx(table, standing), name=name, media_type=MEDIA_TYPE)
    return attachment(written_csv(table), name=name, media_type=CSV_MEDIA_TYPE)


def written_xlsx(table: DataTable, standing: Sequence[Note] = ()) -> bytes:
    headings = [column.with_unit for column in table.columns]
    meanings = [(column.with_unit, column.meaning) for column in table.columns if column.meaning]
    notes = [*table.notes, *meanings, *standing]
    return workbook(table.title, headings, [column.kind for column in table.columns], table.rows, notes)


def written_csv(table: DataTable) -> bytes:
    """Numbers with a point and without separators, so that programs read them; texts that could be formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([escape_text(column.with_unit) for column in table.columns])
    writer.writerows([text_of(cell) for cell in row] for row in table.rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def text_of(cell: Cell) -> str:
    if cell is None:
        return ""
    return escape_text(cell) if isinstance(cell, str) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


__all__ = ["KINDS", "Cell", "Column", "DataTable", "answer_with"]
