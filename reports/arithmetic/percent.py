"""Percentages: worked out exactly, rounded once: to two places as data, to one where they are read.

Source: docs/methodology.md, "Rounding".
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

HUNDRED = Decimal(100)
DIGITS = 50  # more than any figure needs, so that a quotient next to a threshold is not rounded onto it
TWO_PLACES = Decimal("0.01")


def exact_percent(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Return ``part`` as a percentage of ``whole``, unrounded. ``whole`` must not be zero."""
    with localcontext(prec=DIGITS):
        return part * HUNDRED / whole


def printed(percent: Decimal) -> Decimal:
    """Return a percentage as it is kept as data: two places, a half rounded away from zero."""
    with localcontext(prec=DIGITS):
        return percent.quantize(TWO_PLACES, ROUND_HALF_UP)


def unrounded(value: Decimal | None, part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return a figure before any rounding: made again from its two parts where it has them. Text is printed from this."""
    return exact_percent(part, whole) if value is not None and part is not None and whole else value


def exact_percent_or_none(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Return ``part`` as an unrounded percentage of ``whole``; of nothing there is no percentage."""
    return exact_percent(part, whole) if whole else None


def printed_percent(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Return ``part`` as a printed percentage of ``whole``; of nothing there is no percentage."""
    return printed(exact_percent(part, whole)) if whole else None
