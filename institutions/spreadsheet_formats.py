"""CSV and XLSX as the administration reads and writes them: bounded before anything is parsed, and free of formulas."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any

import openpyxl
import tablib
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, XLSX
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from institutions.spreadsheet_safety import escape_cell, unescape_cell

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE
MAX_UNPACKED_BYTES = 50 * MEGABYTE
MAX_ARCHIVE_RATIO = 100
MAX_ARCHIVE_ENTRIES = 200
MAX_ROWS = 2_000  # a trial holds the only write lock of SQLite while it goes through them
MAX_COLUMNS = 60
Row = Sequence[Any]


WORKBOOK, OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How the files of spreadsheet programs begin: XLSX (and ODS), and XLS as it was before."""


class Unknown(Enum):
    """What a cell holds that says nothing, and must not pass for an empty one."""

    NOT_COMPUTED = "a formula without its value"


class UnreadableSpreadsheetError(ValueError):
    """The file cannot be read. The text says why, in one sentence for the person who chose it."""


class SafeCSV(CSV):
    """Text separated by commas, semicolons or tabs, in UTF-8."""

    def get_title(self) -> str:
        return "CSV"

    def create_dataset(self, in_stream: bytes | str, **kwargs: Any) -> tablib.Dataset:
        content = in_stream if isinstance(in_stream, bytes) else in_stream.encode()
        check_size(content)
        check_text(content)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableSpreadsheetError(_("The file is not UTF-8 text: save it as “CSV UTF-8”.")) from error
        first_line = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=first_line.count)
        return dataset_of(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> str:
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows(rows_of(dataset))
        return stream.getvalue()


class SafeXLSX(XLSX):
    """The first sheet of a workbook. Formulas are read as the value that was saved with them, and never written.

    Of a formula without such a value the file alone cannot tell what it says: NOT_COMPUTED.
    """

    def get_title(self) -> str:
        return "XLSX"

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        check_size(in_stream)
        check_archive(in_stream)
        with first_sheet(in_stream, data_only=True) as values, first_sheet(in_stream, data_only=False) as formulas:
            return dataset_of(computed_rows(values, formulas))

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("data")
        for row in rows_of(dataset):
            sheet.append([workbook_cell(sheet, value) for value in row])
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()


@contextmanager
def first_sheet(content: bytes, *, data_only: bool) -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that a list of codes does not need
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # a size claimed by the file is not believed
            yield sheet
        finally:
            book.close()


def computed_rows(values: Any, formulas: Any) -> Iterator[Row]:
    """The same sheet read twice, as openpyxl tells either what a formula is or what was computed of it."""
    for computed, written in zip(values.iter_rows(), formulas.iter_rows(), strict=True):
        yield [
            Unknown.NOT_COMPUTED if is_unknown(value, cell) else value.value
            for value, cell in zip(computed, written, strict=True)
        ]


def is_unknown(value: Any, cell: Any) -> bool:
    """A formula that gave an empty text has a value: its cell is marked as text."""
    return cell.data_type == "f" and value.value is None and value.data_type == "n"


def workbook_cell(sheet: Any, value: Any) -> Any:
    """A cell whose text is text whatever it looks like. Signs that a workbook cannot hold become a replacement mark."""
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value))
    cell.data_type = "s"
    return cell


def check_size(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise UnreadableSpreadsheetError(_("The file is larger than 5 MB."))


def check_text(content: bytes) -> None:
    """A workbook is no text, whatever its characters are."""
    if content.startswith(WORKBOOK):
        raise UnreadableSpreadsheetError(_("The file is a workbook, not CSV: choose XLSX as its format."))
    if content.startswith(OLD_WORKBOOK):
        raise UnreadableSpreadsheetError(
            _("The file is an old workbook (XLS): save it as XLSX and choose that format.")
        )


def check_archive(content: bytes) -> None:
    """Refuse, from its table of contents alone, a workbook that would fill the memory when unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableSpreadsheetError(
            _("The file is not an XLSX workbook. If it is CSV, choose that format.")
        ) from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    is_bomb = unpacked > MAX_UNPACKED_BYTES or unpacked / packed > MAX_ARCHIVE_RATIO
    if is_bomb or len(entries) > MAX_ARCHIVE_ENTRIES:
        raise UnreadableSpreadsheetError(_("The workbook holds far more than a list: save the first sheet alone."))


def rows_of(dataset: tablib.Dataset) -> Iterator[list[Any]]:
    """The headings and the rows of a dataset, every text free of formulas."""
    for row in itertools.chain([dataset.headers], dataset):
        yield [escape_cell(value) for value in row]


def dataset_of(rows: Iterable[Row]) -> tablib.Dataset:
    """Headings and rows, each as wide as the headings; the empty lines at the end are left out."""
    lines = iter(rows)
    headings = read_headings(next(lines, ()))
    dataset = tablib.Dataset(headers=headings)
    blank: list[list[Any]] = []
    for number, line in enumerate(lines, start=2):
        if number > MAX_ROWS + 1:
            raise UnreadableSpreadsheetError(_("The file has more than 2,000 rows."))
        cells = read_cells(line, len(headings), number)
        blank.append(cells)
        if not is_blank(cells):
            dataset.extend(blank)
            blank = []
    if not dataset.height:
        raise UnreadableSpreadsheetError(_("The file has no row below the headings."))
    return dataset


def read_headings(line: Row) -> list[str]:
    headings = ["" if value in (None, Unknown.NOT_COMPUTED) else str(value).strip() for value in line]
    while headings and not headings[-1]:
        headings.pop()
    if not headings or "" in headings or len(set(headings)) != len(headings):
        raise UnreadableSpreadsheetError(_("The first row must name each column, once."))
    if len(headings) > MAX_COLUMNS:
        raise UnreadableSpreadsheetError(_("The file has more than 60 columns."))
    return headings


def read_cells(line: Row, width: int, number: int) -> list[Any]:
    if not is_blank(line[width:]):
        raise UnreadableSpreadsheetError(_("Row %(row)d has more cells than the headings.") % {"row": number})
    cells = [read_cell(value) for value in line[:width]]
    return cells + [None] * (width - len(cells))


def read_cell(value: Any) -> Any:
    """A cell's value: text as it was before it was made harmless, a date without the midnight that workbooks add."""
    if isinstance(value, dt.datetime):
        return value.date()
    return unescape_cell(value)


def is_blank(cells: Row) -> bool:
    return all(value is None or value == "" for value in cells)
