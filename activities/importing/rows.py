"""The rows of a budget file that belong to chosen programmes. Of the others only their number is known: they never enter."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from activities.budgeting.draft import AMOUNTS
from activities.importing.amounts import amount_in
from activities.importing.codes import JOINED, key_of, split_code
from activities.importing.columns import Choice, Grid
from activities.importing.fields import ITEM, LABEL, PROGRAMME, labels
from documents.sheets.places import place_name
from documents.sheets.reading import FilledSheet
from documents.sheets.said import as_text

Key = tuple[str, str]
"""Programme and item, as `codes.key_of` makes them."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row: which column, which cell, what to do."""

    column: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One row. `amounts` holds the columns that the file has; None is not reported."""

    number: int
    programme_code: str
    programme_name: str
    item_code: str
    label: str
    amounts: Mapping[str, Decimal | None]
    problems: tuple[RowProblem, ...] = ()

    @property
    def key(self) -> Key:
        return key_of(self.programme_code), key_of(self.item_code)


@dataclass(frozen=True, slots=True)
class ReadRows:
    """`others` counts the rows of other programmes, `without_code` those that name none: titles, totals, groups."""

    rows: Sequence[BudgetRow]
    others: int
    without_code: int


def read_rows(grid: Grid, choice: Choice, programmes: Collection[str]) -> ReadRows | None:
    """`programmes` are keys. None where the sheet has not the columns that were chosen."""
    found = grid.places(choice)
    if found is None:
        return None
    top, columns = found
    rows, others, without_code = [], 0, 0
    for row in sorted(each for each in grid.rows if each >= top):
        programme = _said(grid.sheet, row, columns[PROGRAMME][0])
        if not programme:
            without_code += 1
            continue
        code, name = split_code(programme)
        if key_of(code) in programmes:
            rows.append(_row(grid.sheet, row, columns, choice, code, name))
        else:
            others += 1
    return ReadRows(rows, others, without_code)


def _row(
    sheet: FilledSheet, row: int, columns: Mapping[str, tuple[int, ...]], choice: Choice, programme: str, name: str
) -> BudgetRow:
    parts = [split_code(_said(sheet, row, column)) for column in columns[ITEM]]
    item = JOINED.join(code for code, _name in parts) if all(code for code, _name in parts) else ""
    label = next((said for _code, said in reversed(parts) if said), "")
    if LABEL in columns:
        label = split_code(_said(sheet, row, columns[LABEL][0]))[1] or _said(sheet, row, columns[LABEL][0]) or label
    amounts: dict[str, Decimal | None] = {}
    problems = [*_uncomputed(sheet, row, columns)]
    for field in AMOUNTS:
        if field in columns:
            column = columns[field][0]
            amount = amount_in(sheet.at(row, column), choice.decimal_sign)
            amounts[field] = amount.value
            if amount.problem:
                problems.append(RowProblem(labels()[field], place_name(row, column), amount.problem))
    return BudgetRow(row + 1, programme, name[:200], item, label[:200], amounts, tuple(problems))


def _uncomputed(sheet: FilledSheet, row: int, columns: Mapping[str, tuple[int, ...]]) -> list[RowProblem]:
    text = _("This is a formula without a computed value. Write the value itself.")
    return [
        RowProblem(labels()[field], place, text)
        for field, places in columns.items()
        for column in places
        if (place := place_name(row, column)) in sheet.uncomputed
    ]


def _said(sheet: FilledSheet, row: int, column: int) -> str:
    raw = sheet.at(row, column)
    return "" if raw is None else as_text(raw)
