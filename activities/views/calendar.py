"""The activities of a month: what begins, what ends, what runs through it, and which notes are due."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities.figures.months import Due, last_of, month_of
from activities.figures.reading import read_activities, years_of
from activities.views.finding import current_plan, reader
from activities.views.frame import frame_of
from activities.views.looking import Looked
from documents.formatting import MONTHS, WEEKDAYS
from documents.speaking import language
from indicators.models import ActionPlan, ReportingPeriod

FIRST_YEAR, LAST_YEAR = 2000, 2100


@require_safe
def activity_calendar(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Of the year of the month, and of the one before: an activity that was moved may end in the next."""
    user, plan = reader(request), current_plan()
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    request.plan = plan  # type: ignore[attr-defined]
    today = timezone.localtime(timezone.now()).date()
    years = years_of(plan, user)
    near = [each for each in years if each.is_frozen and each.year in (year - 1, year)]
    found = [each for one in near for each in read_activities(plan, user, one, on=today)]
    shown = month_of(dt.date(year, month, 1), found, due_in(plan, dt.date(year, month, 1)))
    own = next((each for each in years if each.year == year), None)
    looked = Looked(user, plan, today, years, own, tuple(found))
    words = language()
    context = frame_of(request, looked) | {
        "month": shown,
        "month_name": month_name(shown.first),
        "previous_name": month_name(shown.previous) if shown.previous.year >= FIRST_YEAR else "",
        "next_name": month_name(shown.next) if shown.next.year <= LAST_YEAR else "",
        "today": today,
        "weekdays": [name[:3] for name in WEEKDAYS[words]],
    }
    return render(request, "activities/activity_calendar.html", context)


def due_in(plan: ActionPlan, first: dt.date) -> list[Due]:
    """The days in the month by which the notes of a semester are due. In one query."""
    last = last_of(first)
    near = ReportingPeriod.objects.filter(plan=plan, ends_on__range=(first - dt.timedelta(days=400), last))
    return [Due(each.due_on, each.code) for each in near if first <= each.due_on <= last]


def month_name(first: dt.date) -> str:
    """“julio de 2026”, “July 2026”."""
    words = language()
    name = MONTHS[words][first.month - 1]
    return f"{name} {first.year}" if words == "en" else f"{name} de {first.year}"
