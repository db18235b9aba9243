"""The person at the spreadsheet: opens the template, writes in its boxes, saves it, uploads it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import openpyxl
from django.utils import timezone

from documents.sheets import child
from documents.sheets.places import place_name
from documents.sheets.reading import FilledBook, book_of
from indicators.models import ReportingPeriod
from institutions.models import Institution, User
from measurements.exchange.book import sheets_of
from measurements.exchange.cases import Desk, desk_of
from measurements.exchange.changes import CaseChanges
from measurements.exchange.comparing import Comparison, compare
from measurements.exchange.paper import Paper
from measurements.exchange.template import template_of

Typed = Mapping[tuple[str, str], Any]
"""What is written where: by sheet and cell."""


def desk(institution: Institution, period: ReportingPeriod, user: User) -> Desk:
    return desk_of(institution, period, user=user, at=timezone.now())


def paper(at: Desk, code: str, number: int = 0) -> Paper:
    """The sheet of an indicator; its first list is number 1."""
    case = at.case(code)
    assert case is not None
    return sheets_of(case).papers[number]


def box(at: Desk, code: str, key: str) -> tuple[str, str]:
    """Sheet and cell of a box, by what it means."""
    sheet = paper(at, code)
    return sheet.name, next(each.place for each in sheet.boxes if each.key == key)


def row(at: Desk, code: str, number: int, said: Mapping[str, Any], *, of: int = 1) -> dict[tuple[str, str], Any]:
    """The cells of one row of a list; row 0 is the first below the headings."""
    sheet = paper(at, code, of)
    listing = sheet.listing
    assert listing is not None
    first = listing.first_row + number
    return {(sheet.name, place_name(first, listing.column_of(key))): value for key, value in said.items()}


def fill(data: bytes, typed: Typed) -> bytes:
    """Write as a spreadsheet program does: the whole file is saved anew."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for (sheet, place), value in typed.items():
        book[sheet][place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> FilledBook:
    """The cells, read in this process: the limits of the child have tests of their own."""
    return book_of(json.dumps(child.read(data)))


def compared(at: Desk, typed: Typed, *, template: bytes | None = None) -> Comparison:
    return compare(at, read(fill(template or template_of(at), typed)), "file")


def told(comparison: Comparison, code: str) -> CaseChanges:
    return next(case for case in comparison.cases if case.code == code)
