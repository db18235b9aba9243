"""Which sheet, which row of headings and which columns of a file say what: chosen by a person, kept under a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from activities.importing.fields import FIELDS
from activities.models import ColumnMapping
from documents.sheets.places import column_name
from documents.sheets.reading import FilledBook, FilledSheet
from documents.sheets.said import as_text, folded

MOST_HEADING_ROWS = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """`columns` gives by field the headings of its columns: several only for the code of an item. Rows count from one."""

    sheet: str
    header_row: int
    columns: Mapping[str, tuple[str, ...]]
    decimal_sign: str = "."


class Grid:
    """A sheet whose rows and columns are looked up often."""

    def __init__(self, sheet: FilledSheet) -> None:
        self.sheet = sheet
        self.rows = frozenset(row for row, _column in sheet.cells)
        self.bottoms: dict[int, int] = {}
        for row, column in sheet.cells:
            self.bottoms[column] = max(row, self.bottoms.get(column, 0))

    def headings(self, row: int) -> dict[str, int]:
        """The headings of a row (from one) and their columns, each name once: the second “Código” is “Código (2)”.

        A column without a heading that holds something below is known by its letter.
        """
        found: dict[str, int] = {}
        if row - 1 not in self.rows:
            return found
        for column in sorted(self.bottoms):
            raw = self.sheet.at(row - 1, column)
            name = " ".join(as_text(raw).split()) if raw is not None else ""
            if name or self.bottoms[column] >= row:
                found[_unique(name or column_name(column), found)] = column
        return found

    def places(self, choice: Choice) -> tuple[int, dict[str, tuple[int, ...]]] | None:
        """The row of the headings (from one) and by field the columns; None where the sheet does not have them all.

        A report with one title line more than the last one is read all the same.
        """
        wanted = {folded(name) for names in choice.columns.values() for name in names}
        for row in (choice.header_row, *range(1, MOST_HEADING_ROWS)):
            found = {folded(name): column for name, column in self.headings(row).items()}
            if wanted and wanted <= set(found):
                columns = {
                    field: tuple(found[folded(name)] for name in names)
                    for field, names in choice.columns.items()
                    if names
                }
                return row, columns
        return None


def _unique(name: str, taken: Mapping[str, int]) -> str:
    number, made = 1, name
    while made in taken:
        number += 1
        made = f"{name} ({number})"
    return made


def sheet_of(book: FilledBook, choice: Choice) -> FilledSheet | None:
    """By its name, or the first one where none was named."""
    return book.sheets.get(choice.sheet) if choice.sheet else next(iter(book.sheets.values()), None)


def fits(book: FilledBook, choice: Choice) -> bool:
    sheet = sheet_of(book, choice)
    return sheet is not None and Grid(sheet).places(choice) is not None


def choice_of(mapping: ColumnMapping) -> Choice:
    """What was kept, as it was chosen."""
    kept: Mapping[str, Any] = mapping.columns
    columns = {field: tuple(kept.get(field) or ()) for field in FIELDS}
    return Choice(mapping.sheet, mapping.header_row, columns, mapping.decimal_sign)


def as_kept(choice: Choice) -> dict[str, Any]:
    """The columns of a mapping that keeps the choice."""
    return {
        "sheet": choice.sheet,
        "header_row": choice.header_row,
        "columns": {field: list(names) for field, names in choice.columns.items() if names},
        "decimal_sign": choice.decimal_sign,
    }
