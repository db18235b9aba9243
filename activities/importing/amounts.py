"""What the amount in a cell says: soles and cents, nothing at all, or why it is no amount.

A text is read whatever the marks between its groups, where they leave no doubt: `1,234.50`, `1.234,50` and `1 234,50` are one amount.
`1,234` could be two: the decimal sign that the person chose for the file decides. Nothing else is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from documents.number_messages import message
from documents.numbers import MAX_INTEGER_DIGITS, Problem, Reading, read_decimal
from documents.sheets.reading import Raw
from institutions.spreadsheet_safety import unescape_text

DECIMALS = 2
SPARE_DECIMALS = 9
"""Spreadsheets compute in binary: 0.1 + 0.2 is not 0.3 in the seventeenth place, and nobody meant that."""
CURRENCY = re.compile(r"^(?:S/\.?|PEN)\s*", re.IGNORECASE)
BRACKETED = re.compile(r"\(.*[0-9].*\)")
"""How accountants write a negative amount."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, or what is wrong, or neither: not reported."""

    value: Decimal | None = None
    problem: str = ""


def amount_in(raw: Raw | None, decimal_sign: str = ".") -> Amount:
    reading = _read(raw, decimal_sign)
    if reading.problem is not None:
        sentence = message(reading.problem, reading.readings, max_decimals=DECIMALS, may_be_unknown=True)
        return Amount(problem=sentence)
    return Amount(reading.value)


def _read(raw: Raw | None, decimal_sign: str) -> Reading:
    if raw is None:
        return Reading()
    if isinstance(raw, str):
        return _read_text(CURRENCY.sub("", unescape_text(raw).strip()), decimal_sign)
    if not isinstance(raw, Decimal):
        return Reading(problem=Problem.NOT_A_NUMBER)
    if abs(raw) >= 10**MAX_INTEGER_DIGITS:
        return Reading(problem=Problem.TOO_LARGE)
    value = round(raw, SPARE_DECIMALS)
    if value < 0:
        return Reading(problem=Problem.NEGATIVE)
    if value != round(value, DECIMALS):
        return Reading(problem=Problem.TOO_MANY_DECIMALS)
    return Reading(round(value, DECIMALS))


def _read_text(text: str, decimal_sign: str) -> Reading:
    if BRACKETED.fullmatch(text):
        return Reading(problem=Problem.NEGATIVE)
    reading = read_decimal(text, DECIMALS)
    if reading.problem is not Problem.AMBIGUOUS:
        return reading
    mark = next(sign for sign in text if sign in ".,")
    return Reading(problem=Problem.TOO_MANY_DECIMALS) if mark == decimal_sign else Reading(reading.readings[0])
