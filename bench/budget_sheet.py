"""How long it takes to read a budget file of 5,000 rows and to answer those of the statement's own programme."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.utils import translation

from activities.budgeting.draft import ItemDraft
from activities.importing.answering import DryRun, try_out
from activities.importing.columns import Grid
from activities.importing.guessing import guess
from bench.spreadsheet import line, timed
from documents.sheets.reading import book_of, cells_in

ROWS, OWN, ROUNDS = 5_000, 50, 3
"""Every fiftieth row is of the statement's programme, and so is every item that is declared."""
HEADINGS = ("Programa presupuestal", "Meta", "Específica", "Descripción", "PIA", "PIM", "Compromiso", "Devengado")


def table() -> Iterator[str]:
    with translation.override("es"):
        data = exported()
        items = [ItemDraft("0135", f"2.3.{row}") for row in range(0, ROWS, OWN)]
        (cells, reading) = min((timed(lambda: cells_in(data)) for _round in range(ROUNDS)), key=lambda each: each[1])
        run, answering = min(
            (timed(lambda: answered(cells, items)) for _round in range(ROUNDS)), key=lambda each: each[1]
        )
        yield line(f"upload: a budget file of {ROWS:,} rows, read in the child", reading)
        yield line(f"dry run: {len(run.answers)} rows answered, {run.others:,} counted", answering)


def answered(cells: str, items: list[ItemDraft]) -> DryRun:
    book = book_of(cells)
    choice = guess(book)
    run = try_out(items, Grid(book.sheets[choice.sheet]), choice, [], today=dt.date(2026, 7, 10))
    if run is None:
        raise SystemExit("The headings of the file were not found.")
    return run


def exported() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Ejecución")
    sheet.write_row(0, 0, HEADINGS)
    for row in range(ROWS):
        programme = "0135. MEJORA" if row % OWN == 0 else f"{row % 90 + 200:04}. OTRO PROGRAMA"
        amounts: list[Any] = [row + 4.25, row + 3.5, f"{row + 2:,}.50", row + 1]
        sheet.write_row(row + 1, 0, [programme, "0021", f"2.3.{row}", "Servicios diversos", *amounts])
    book.close()
    return out.getvalue()
