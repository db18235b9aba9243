"""The sentence that tells a person why a typed number was not taken, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import get_format
from django.utils.translation import gettext, ngettext

from documents.numbers import MAX_INTEGER_DIGITS, Problem

DECIMALS_IN_DOUBT = 3
"""Only three figures after the mark can also be a group of thousands."""


def message(
    problem: Problem, readings: Sequence[Decimal] = (), *, max_decimals: int = 0, may_be_unknown: bool = False
) -> str:
    """Return the sentence for ``problem`` in the active language; an ambiguous number needs its two ``readings``.

    ``max_decimals`` is what the box allows, so that the advice is one that can be followed. ``may_be_unknown``: an empty box says
    that nobody knows, so that no text stands for zero.
    """
    if problem is Problem.AMBIGUOUS:
        return _ambiguous(*readings, max_decimals=max_decimals)
    if problem is Problem.TOO_MANY_DECIMALS:
        return ngettext("Write at most %(count)d decimal.", "Write at most %(count)d decimals.", max_decimals) % {
            "count": max_decimals
        }
    if may_be_unknown and problem is Problem.NOT_A_NUMBER:
        return gettext("Write a number with digits only, for example 1200. Where it is not known, leave it empty.")
    return _sentences()[problem]


def _sentences() -> dict[Problem, str]:
    return {
        Problem.TOO_LONG: gettext("This is too long for a number."),
        Problem.NOT_A_NUMBER: gettext("Write a number with digits only, for example 1200. If there was none, write 0."),
        Problem.OTHER_DIGITS: gettext("Write the number with the digits 0 to 9."),
        Problem.PLUS_SIGN: gettext("Write the number without the plus sign."),
        Problem.NEGATIVE: gettext("The number cannot be negative."),
        Problem.NOT_WHOLE: gettext("Write a whole number, without decimals."),
        Problem.BAD_GROUPS: gettext(
            "The groups of digits do not form a number. Write it without separators, for example 1200."
        ),
        Problem.TOO_LARGE: gettext("The number has more than %(digits)d digits.") % {"digits": MAX_INTEGER_DIGITS},
    }


def _ambiguous(whole: Decimal, fraction: Decimal, *, max_decimals: int) -> str:
    """Name both readings in full; a zero at the end makes the decimal one sure, where so many decimals are allowed."""
    decimal = str(fraction).replace(".", str(get_format("DECIMAL_SEPARATOR")))
    if 0 < max_decimals < DECIMALS_IN_DOUBT:
        sentence = ngettext(
            "This could be %(whole)s or %(decimal)s. Write %(whole)s, or at most %(count)d decimal.",
            "This could be %(whole)s or %(decimal)s. Write %(whole)s, or at most %(count)d decimals.",
            max_decimals,
        )
    else:
        sentence = gettext(
            "This could be %(whole)s or %(decimal)s. Write %(whole)s for the whole number, "
            "or %(decimal)s0 for the decimal one."
        )
    return sentence % {"whole": whole, "decimal": decimal, "count": max_decimals}
