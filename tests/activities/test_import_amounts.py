"""What the amount in a cell of a budget file says."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from activities.importing.amounts import amount_in
from documents.sheets.reading import Raw

AMOUNTS: list[tuple[Raw | None, str, str | None]] = [
    (None, ".", None),
    ("", ".", None),
    ("   ", ".", None),
    ("0", ".", "0"),
    (Decimal("0"), ".", "0"),
    (Decimal("1234.5"), ".", "1234.50"),
    (Decimal("0.30000000000000004"), ".", "0.30"),
    ("1,234.50", ".", "1234.50"),
    ("1.234,50", ".", "1234.50"),
    ("1 234,50", ".", "1234.50"),
    ("1\u00a0234,50", ",", "1234.50"),
    ("1'234.50", ",", "1234.50"),
    ("1,234,567.89", ",", "1234567.89"),
    ("1.234.567,89", ".", "1234567.89"),
    ("1,234", ".", "1234"),
    ("1.234", ",", "1234"),
    ("1.234.567", ".", "1234567"),
    ("12,5", ".", "12.5"),
    ("S/ 1,234.50", ".", "1234.50"),
    ("S/. 80", ".", "80"),
    ("PEN 80", ".", "80"),
]
"""The cell, the decimal sign of the file, the amount. None is not reported, which is no zero."""
WRONG: list[tuple[Raw, str, str]] = [
    (Decimal("-5"), ".", "cannot be negative"),
    ("-5", ".", "cannot be negative"),
    ("\u22125,00", ".", "cannot be negative"),
    ("(1,234.50)", ".", "cannot be negative"),
    ("1.234", ".", "at most 2 decimals"),
    ("1,234", ",", "at most 2 decimals"),
    (Decimal("12.345"), ".", "at most 2 decimals"),
    ("12,34,5", ".", "do not form a number"),
    ("N/D", ".", "digits only"),
    ("-", ".", "digits only"),
    (True, ".", "digits only"),
    (dt.date(2026, 1, 1), ".", "digits only"),
    (Decimal("1e15"), ".", "more than 15 digits"),
]


@pytest.mark.parametrize(("raw", "sign", "said"), AMOUNTS)
def test_an_amount_is_read_whatever_the_marks_between_its_groups(raw: Raw | None, sign: str, said: str | None) -> None:
    amount = amount_in(raw, sign)
    assert not amount.problem
    assert amount.value == (None if said is None else Decimal(said))


@pytest.mark.parametrize(("raw", "sign", "words"), WRONG)
def test_what_is_no_amount_is_told_and_never_guessed(raw: Raw, sign: str, words: str) -> None:
    with translation.override("en"):
        amount = amount_in(raw, sign)
    assert words in amount.problem
    assert amount.value is None


STYLES = {(",", "."): ".", (".", ","): ",", (" ", ","): ",", ("'", "."): "."}


@given(cents=st.integers(min_value=0, max_value=10**14), style=st.sampled_from(sorted(STYLES)))
def test_an_amount_written_in_any_style_is_read_back(cents: int, style: tuple[str, str]) -> None:
    group, decimal = style
    amount = Decimal(cents).scaleb(-2)
    text = f"{amount:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", group)
    assert amount_in(text, STYLES[style]).value == amount
    assert amount_in(amount, STYLES[style]).value == amount
