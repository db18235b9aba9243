"""What every box obeys, whichever door it is filled through: the page's form and the spreadsheet ask the same questions here.

Each rule answers with a sentence in the reader's language, or with nothing when all is well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.formatting import plain_date
from indicators.models import Stage
from measurements.entries import counted_for_good
from measurements.figure_words import language, plain
from measurements.models import RegisterItem

EARLIEST = dt.date(1950, 1, 1)
"""No norm of the plan is older; a year typed with two digits is."""
MOST_ALIKE = 10_000
MOST_PEOPLE = 1_000_000
MOST_ITEMS = 400
"""In one list of one answer; those that are alike share a row."""
NARRATIVE_LENGTH = 1000
REASON_LENGTH = 500

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


def future_problem(day: dt.date) -> str:
    """A stage is reached on a day that has come."""
    if day > timezone.localdate():
        return _("This day has not come yet: write when the stage was reached.")
    return ""


def order_problem(reached: Iterable[tuple[Stage, dt.date]], stage: Stage, day: dt.date) -> str:
    """Stages are reached in their order: a later one is never dated before an earlier one."""
    before = [(earlier, on) for earlier, on in reached if earlier.order < stage.order]
    latest = max(before, key=lambda pair: pair[1], default=None)
    if latest is None or day >= latest[1]:
        return ""
    words = {"stage": latest[0].name, "date": plain_date(latest[1], language())}
    return _("It cannot be earlier than «%(stage)s», %(date)s.") % words


def recount_problem(item: RegisterItem, stage: Stage, day: dt.date) -> str:
    """What counted in a semester that was sent does not move to another one."""
    sent = counted_for_good(item, stage, day)
    if sent is None:
        return ""
    text = _("It already counted in %(period)s (%(code)s): enter another one, or ask for that answer to be reopened.")
    return text % {"period": sent.period.code, "code": sent.indicator.code}


def list_problem(count: int) -> str:
    """Nothing that was typed is dropped in silence: a list that is too long is refused as a whole."""
    if count <= MOST_ITEMS:
        return ""
    text = _(
        "At most %(most)d rows fit in one list, and this one has %(count)d."
        " Put those that are alike in one row with their quantity."
    )
    return text % {"most": MOST_ITEMS, "count": count}


def discard_problem() -> str:
    """Figures beside «I cannot report» are erased only by the person."""
    return _("You also filled in figures. Erase them, or choose «Reported».")
