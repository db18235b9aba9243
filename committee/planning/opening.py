"""What is suggested when the planning of a year is opened: which year, and which institutions are asked."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from activities.models import PlanningRound
from indicators.models import ActionPlan
from institutions.models import Institution

LAST_MONTH_OF_THIS_YEAR = 6
"""Until June this year's planning is still worth opening; after it, next year's."""


def suggested_year(plan: ActionPlan, *, at: dt.datetime) -> int:
    """This year's in its first half, if it was not opened; else the first year from the next one on that was not."""
    today = timezone.localtime(at)
    opened = PlanningRound.objects.filter(plan=plan).exclude(state=PlanningRound.State.CANCELLED)
    years = set(opened.values_list("year", flat=True))
    year = today.year if today.month <= LAST_MONTH_OF_THIS_YEAR else today.year + 1
    while year in years:
        year += 1
    return year


def asked_first(plan: ActionPlan) -> list[Institution]:
    """Those that are committed to report; where nobody is committed yet, all that take part."""
    participating = Institution.objects.participating().order_by("order", "code")
    committed = participating.filter(commitments__indicator__plan=plan, commitments__until_period__isnull=True)
    return list(committed.distinct()) or list(participating)
