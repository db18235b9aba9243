"""Reading the numbers that people type.

Officials write the same count as ``1200``, ``1 200``, ``1.200``, ``1,200`` or ``1'200``, as their habits, their
spreadsheet or their language teach them. A whole number is read whatever the mark between its groups of three. In a
number with decimals the comma and the point may both be the decimal sign, so ``1,234`` could mean two things: it is
refused with both readings, never guessed. An empty box is no value, which is not zero.

Source of the rules: docs/methodology.md, "Numbers as people type them".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MAX_LENGTH = 40  # characters, looked at before anything is converted
MAX_INTEGER_DIGITS = 15

SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u02bc", "'"))
MINUS_SIGNS = "-\u2212"

PLAIN = re.compile(r"[0-9]+")
GROUPED = re.compile(r"[1-9][0-9]{0,2}(?P<mark>[ '.,])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
ONLY_NUMBER_SIGNS = re.compile(r"[0-9 '.,]*[0-9][0-9 '.,]*")


class Problem(StrEnum):
    """Why a text was not taken as a number."""

    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    OTHER_DIGITS = "other_digits"
    PLUS_SIGN = "plus_sign"
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    BAD_GROUPS = "bad_groups"
    AMBIGUOUS = "ambiguous"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text says.

    A value, or a problem, or neither when the box is empty. ``readings`` holds what an ambiguous text could mean: the
    whole number first, the decimal one after it.
    """

    value: Decimal | None = None
    problem: Problem | None = None
    readings: tuple[Decimal, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Nothing was typed: neither a zero nor an error."""
        return self.value is None and self.problem is None


def read_integer(text: str, *, allow_negative: bool = False) -> Reading:
    """Read a whole number; a space, point, comma or apostrophe, always the same one, may part its groups of three."""
    return _read(text, max_decimals=0, allow_negative=allow_negative)


def read_decimal(text: str, max_decimals: int, *, allow_negative: bool = False) -> Reading:
    """Read a number with at most ``max_decimals`` decimals after a comma or a point.

    Zeros at the end of the decimals say nothing and are dropped, so ``1,2340`` is the sure way to write 1.234.
    """
    return _read(text, max_decimals=max_decimals, allow_negative=allow_negative)


def _read(text: str, *, max_decimals: int, allow_negative: bool) -> Reading:
    typed = text.strip()
    if not typed:
        return Reading()
    if len(typed) > MAX_LENGTH:
        return Reading(problem=Problem.TOO_LONG)
    typed = typed.translate(SPACES).translate(APOSTROPHES)
    is_negative = typed[0] in MINUS_SIGNS
    unsigned = typed[1:] if is_negative else typed
    problem = _problem_with_signs(unsigned)
    if problem is not None:
        return Reading(problem=problem)
    reading = _read_whole(unsigned) if max_decimals == 0 else _read_fraction(unsigned, max_decimals)
    return _negated(reading, allow_negative=allow_negative) if is_negative else reading


def _problem_with_signs(unsigned: str) -> Problem | None:
    if ONLY_NUMBER_SIGNS.fullmatch(unsigned):
        return Problem.BAD_GROUPS if unsigned[0] in " '" or unsigned[-1] in " '" else None
    if any(sign.isnumeric() and not sign.isascii() for sign in unsigned):
        return Problem.OTHER_DIGITS
    if unsigned.startswith("+") and ONLY_NUMBER_SIGNS.fullmatch(unsigned[1:]):
        return Problem.PLUS_SIGN
    return Problem.NOT_A_NUMBER


def _negated(reading: Reading, *, allow_negative: bool) -> Reading:
    if reading.problem not in (None, Problem.AMBIGUOUS):
        return reading
    if not allow_negative:
        return Reading(problem=Problem.NEGATIVE)
    value = None if reading.value is None else _minus(reading.value)
    return Reading(value, reading.problem, tuple(_minus(each) for each in reading.readings))


def _minus(value: Decimal) -> Decimal:
    return value.copy_negate() if value else value  # no minus zero


def _read_whole(unsigned: str) -> Reading:
    digits = _digits(unsigned)
    if digits is not None:
        return _value(digits, "")
    return Reading(problem=Problem.NOT_WHOLE if _is_decimal(unsigned) else Problem.BAD_GROUPS)


def _is_decimal(unsigned: str) -> bool:
    whole, mark, fraction = _split(unsigned)
    return bool(mark) and bool(PLAIN.fullmatch(fraction)) and (not whole or _digits(whole) is not None)


def _read_fraction(unsigned: str, max_decimals: int) -> Reading:
    grouped = _digits(unsigned)
    whole, mark, fraction = _split(unsigned)
    if grouped is not None and mark:
        return Reading(problem=Problem.AMBIGUOUS, readings=(Decimal(grouped), Decimal(f"{whole}.{fraction}")))
    if grouped is not None:
        return _value(grouped, "")
    if not _is_decimal(unsigned):
        return Reading(problem=Problem.BAD_GROUPS)
    fraction = fraction.rstrip("0")
    if len(fraction) > max_decimals:
        return Reading(problem=Problem.TOO_MANY_DECIMALS)
    return _value(_digits(whole) or "0", fraction)


def _split(unsigned: str) -> tuple[str, str, str]:
    """Part the text at its last comma or point; the mark must not also part the groups before it."""
    at = max(unsigned.rfind(","), unsigned.rfind("."))
    if at < 0 or unsigned[at] in unsigned[:at]:
        return unsigned, "", ""
    return unsigned[:at], unsigned[at], unsigned[at + 1 :]


def _digits(text: str) -> str | None:
    """Return the bare digits of a plain or well-grouped whole number, else None."""
    if PLAIN.fullmatch(text):
        return text
    grouped = GROUPED.fullmatch(text)
    return text.replace(grouped["mark"], "") if grouped else None


def _value(whole: str, fraction: str) -> Reading:
    whole = whole.lstrip("0") or "0"
    if len(whole) > MAX_INTEGER_DIGITS:
        return Reading(problem=Problem.TOO_LARGE)
    return Reading(Decimal(f"{whole}.{fraction}" if fraction else whole))
