"""Rules that several boxes share, whichever door they are filled through: the page's form and the spreadsheet ask here.

Each rule answers with a sentence in the reader's language, or with nothing when all is well.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from measurements.answer.figure_words import plain
from measurements.answer.stage_rules import EARLIEST

PART, WHOLE = "part", "whole"


def pair_problem(part: Decimal | None, whole: Decimal | None) -> tuple[str, str] | None:
    """What is wrong with the two numbers of a proportion, and which of them it stands beside."""
    if part is None and whole is not None:
        return PART, _("Write also this number, or 0.")
    if part is not None and whole is None:
        return WHOLE, _("Write also out of how many.")
    if part is not None and whole is not None and part > whole:
        text = _("The part (%(part)s) cannot be greater than the whole (%(whole)s).")
        return PART, text % {"part": plain(part), "whole": plain(whole)}
    return None


def cut_off_problem(day: dt.date | None, *, today: dt.date) -> str:
    """What is wrong with the day until which a source counts."""
    if day is None:
        return ""
    if day > today:
        return _("This day has not come yet: write the last day that the figure counts.")
    if day < EARLIEST:
        return _("Write the year with four digits: no date is before 1950.")
    return ""
