"""A budget sheet with wrong codes, duplicated rows, thousands separators and negative amounts, answered row by row."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.budgeting.draft import ItemDraft
from activities.importing.answering import Answer, DryRun, Fate, try_out
from activities.importing.columns import Choice, Grid, sheet_of
from activities.importing.guessing import guess
from documents.sheets import child
from documents.sheets.reading import book_of, cells_in
from tests.activities.importing import DECLARED, SHOWN, exported, row

TODAY = dt.date(2026, 7, 10)
ITEMS = tuple(ItemDraft("0135", code, initial=Decimal(1000)) for code in DECLARED)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def tried(
    data: bytes, items: Sequence[ItemDraft] = ITEMS, programmes: Collection[str] = (), *, signs: str = "."
) -> DryRun:
    book = book_of(cells_in(data))
    guessed = guess(book)
    choice = Choice(guessed.sheet, guessed.header_row, guessed.columns, signs)
    sheet = sheet_of(book, choice)
    assert sheet is not None
    run = try_out(items, Grid(sheet), choice, programmes, today=TODAY)
    assert run is not None
    return run


@pytest.fixture(scope="module")
def run() -> DryRun:
    with translation.override("en"):
        return tried(SHOWN)


def of_row(run: DryRun, number: int) -> Answer:
    return next(each for each in run.answers if each.row.number == number)


ANSWERS: dict[int, tuple[Fate, str]] = {
    4: (Fate.PROBLEM, "Executed (accrued) What is executed cannot be more than what is committed."),
    5: (Fate.CHANGES, ""),
    6: (Fate.CHANGES, ""),
    7: (Fate.UNDECLARED, ""),
    8: (Fate.PROBLEM, "Rows 8, 10 have the same codes. Nothing is summed"),
    9: (Fate.PROBLEM, "Initial budget (PIA) E9 The number cannot be negative."),
    10: (Fate.PROBLEM, "Rows 8, 10 have the same codes. Nothing is summed"),
    11: (Fate.PROBLEM, "Initial budget (PIA) E11 Write a number with digits only"),
    12: (Fate.PROBLEM, "Committed What is committed cannot be more than the modified budget (PIM)."),
    13: (Fate.PROBLEM, "Initial budget (PIA) E13 This is a formula without a computed value."),
    14: (Fate.NO_ITEM, ""),
}


@pytest.mark.parametrize("number", ANSWERS)
def test_each_row_of_the_programme_is_answered(run: DryRun, number: int) -> None:
    fate, words = ANSWERS[number]
    answer = of_row(run, number)
    said = " ".join(part for each in answer.problems for part in (each.column, each.place, each.text) if part)
    assert answer.fate is fate
    assert said.startswith(words)
    assert bool(said) == (fate is Fate.PROBLEM)


def test_every_number_that_cannot_be_read_is_told(run: DryRun) -> None:
    assert [(each.place, each.text) for each in of_row(run, 11).problems][1] == ("F11", "Write at most 2 decimals.")


def test_rows_of_other_programmes_are_counted_and_nothing_of_them_is_known(run: DryRun) -> None:
    assert (run.others, run.without_code) == (2, 1)
    assert {each.row.number for each in run.answers} == set(ANSWERS)
    assert "SECRETO" not in repr(run)
    assert "0068" not in repr(run)


def test_amounts_in_four_styles_are_read_and_shown_beside_what_was(run: DryRun) -> None:
    amounts = [(each.before, each.after) for each in of_row(run, 6).amounts]
    assert amounts == [
        (Decimal(1000), Decimal("1000.00")),
        (None, Decimal("2000.00")),
        (None, Decimal("1500.00")),
        (None, Decimal("1499.99")),
    ]


def test_what_is_saved_are_the_rows_without_problems_and_those_that_are_ticked(run: DryRun) -> None:
    items = run.items(ITEMS, [of_row(run, 7).tick])
    changed = {item.item_code: (item.initial, item.executed) for item in items if item not in ITEMS}
    assert changed == {
        "2.3.2 7.11 99": (Decimal(1000), Decimal("800.25")),
        "2.3.1 5.1 2": (Decimal(1000), Decimal("1499.99")),
        "2.3.9 9.9 9": (Decimal(10), Decimal(0)),
    }
    assert len(items) == len(ITEMS) + 1
    assert [item.item_code for item in items[: len(ITEMS)]] == list(DECLARED)


def test_only_an_offered_row_can_be_ticked(run: DryRun) -> None:
    tampered = ["68|2.3.1.1.1.1", of_row(run, 8).tick, of_row(run, 14).tick, "nothing"]
    assert run.items(ITEMS, tampered) == run.items(ITEMS, [])


def test_a_declared_item_that_no_row_speaks_of_stays(run: DryRun) -> None:
    assert [item.item_code for item in run.untouched] == ["2.6.7 1.5 2"]


def test_an_empty_cell_is_not_reported_and_a_missing_column_stays_as_it_was() -> None:
    data = exported(("0135", "2.3.1 1.1 1", None, 5), headings=("Programa", "Partida", "PIA", "PIM"))
    before = ItemDraft("0135", "2.3.1 1.1 1", initial=Decimal(4), modified=Decimal(9), executed=Decimal(3))
    (item,) = tried(data, [before]).items([before], [])
    assert (item.initial, item.modified, item.executed) == (None, Decimal(5), Decimal(3))


def test_without_declared_items_nothing_is_shown_until_a_programme_is_asked_for() -> None:
    assert tried(SHOWN, ()).answers == ()
    assert tried(SHOWN, ()).others == 13
    asked = tried(SHOWN, (), ["68"])
    assert [each.row.number for each in asked.answers] == [15, 16]
    assert {each.fate for each in asked.answers} == {Fate.PROBLEM}
    assert asked.others == 11


def test_an_item_that_is_declared_for_two_activities_is_not_guessed() -> None:
    twice = [ItemDraft("0135", "2.3.2 7.11 99", activity=code) for code in ("EP-2026-01", "EP-2026-02")]
    answer = of_row(tried(SHOWN, twice), 5)
    assert answer.fate is Fate.PROBLEM
    assert "more than one activity" in answer.problems[0].text


def test_a_code_may_stand_in_two_columns() -> None:
    book = book_of(cells_in(exported(("0135", "0021", "2.3.1 1.1 1", 5), headings=("Prog", "Meta", "Espec", "PIM"))))
    columns = {"programme_code": ("Prog",), "item_code": ("Meta", "Espec"), "modified": ("PIM",)}
    choice = Choice("", 3, columns)
    sheet = sheet_of(book, choice)
    assert sheet is not None
    run = try_out([ItemDraft("0135", "21-2.3.1 1.1 1")], Grid(sheet), choice, [], today=TODAY)
    assert run is not None
    assert [(each.fate, each.row.item_code) for each in run.answers] == [(Fate.CHANGES, "0021-2.3.1 1.1 1")]


@settings(max_examples=25, deadline=None)  # each writes a file and reads it
@given(st.lists(st.tuples(st.sampled_from(["0135", "0068"]), st.integers(1, 4), st.integers(0, 99)), max_size=8))
def test_no_row_is_lost_and_none_of_another_programme_enters(rows: list[tuple[str, int, int]]) -> None:
    data = [row(f"2.3.{item}", amount, None, None, None, programme=code) for code, item, amount in rows]
    book = book_of(json.dumps(child.read(exported(*data))))
    guessed = guess(book)
    sheet = sheet_of(book, guessed)
    assert sheet is not None
    declared = [ItemDraft("135", "2.3.1")]
    run = try_out(declared, Grid(sheet), guessed, [], today=TODAY)
    assert run is not None
    assert len(run.answers) + run.others == len(rows)
    ticks = [each.tick for each in run.answers]
    items = run.items(declared, ticks)
    amounts = {amount for code, _item, amount in rows if code == "0135"}
    assert {int(item.initial) for item in items if item.initial is not None} <= amounts
    assert len({item.item_code for item in items}) == len(items)
