"""Figures as words, in the language of the page."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import number, percent, points
from documents.speaking import language
from measurements.answer.figures import Figure


def main(figure: Figure) -> str:
    """The value, or the percentage of a proportion; nothing when there is no value, never zero."""
    if figure.denominator is not None:
        return percent(figure.percent, language()) or parts(figure)
    return "" if figure.value is None else plain(figure.value)


def parts(figure: Figure) -> str:
    """The two numbers of a proportion."""
    if figure.value is None or figure.denominator is None:
        return ""
    return _("%(part)s of %(whole)s") % {"part": plain(figure.value), "whole": plain(figure.denominator)}


def change(now: Figure, before: Figure) -> str:
    """The difference, in percentage points between proportions; nothing unless both are known."""
    if now.value is None or before.value is None:
        return ""
    if now.denominator is None:
        return number(now.value - before.value, language(), signed=True)
    if now.percent is None or before.percent is None:
        return ""
    return points(now.percent - before.percent, language())


def relative_change(now: Figure, before: Figure) -> str:
    """A count's change in percent, a proportion's in points; nothing from nothing or from zero."""
    if now.denominator is not None:
        return change(now, before)
    if now.value is None or not before.value:
        return ""
    return percent((now.value - before.value) / before.value * 100, language(), signed=True)


def in_full(figure: Figure, unit: str = "") -> str:
    """`Person-trainings: 646`, `27.8% (5 of 18)`. The unit is a plural, so it stands before the number, whatever it is."""
    if figure.denominator is not None:
        return f"{main(figure)} ({parts(figure)})"
    return f"{unit[:1].upper()}{unit[1:]}: {main(figure)}" if unit else main(figure)


def plain(value: Decimal | int) -> str:
    return number(value, language())


def women_and_men(women: Decimal | int, men: Decimal | int) -> str:
    """`1 woman and 6 men`. Persons are whole, though a sum of cells is exact."""
    return _("%(women)s and %(men)s") % {
        "women": ngettext("%(n)s woman", "%(n)s women", int(women)) % {"n": plain(women)},
        "men": ngettext("%(n)s man", "%(n)s men", int(men)) % {"n": plain(men)},
    }
