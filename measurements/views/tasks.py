"""What must my institution report, and how far are we?"""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from documents.formatting import period_label
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import REPORTING_ROLES, Institution, User
from measurements import permissions
from measurements.figure_words import language
from measurements.task_list import task_list_of
from measurements.todo import current_period
from measurements.views.finding import own_institution, period_of_plan
from measurements.window import window_of

MOST_SEMESTERS = 4


@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """Lead to the one list there is; ask which, when the person reports for several institutions."""
    user = cast(User, request.user)
    institutions = Institution.objects.filter(pk__in=user.institution_ids(*REPORTING_ROLES))
    if not institutions:
        raise PermissionDenied
    plan = ActionPlan.objects.current()
    period = (current_period(plan, at=timezone.now()) or plan.periods.order_by("ordinal").first()) if plan else None
    if period is None:
        raise Http404
    if len(institutions) == 1:
        return redirect("task_list", period.code, institutions[0].code)
    return render(request, "measurements/tasks.html", {"period": period, "institutions": institutions})


@require_GET
def task_list(request: HttpRequest, period: str, institution: str) -> HttpResponse:
    owner = own_institution(request, institution)
    semester = period_of_plan(period)
    user, now = cast(User, request.user), timezone.now()
    tasks_of_semester = task_list_of(owner, semester)
    is_reporter = permissions.reporting_post(user, owner) is not None
    context = {
        "period": semester,
        "institution": owner,
        "list": tasks_of_semester,
        "state": state_of(semester, at=now),
        "to_send": tasks_of_semester.awaiting + (tasks_of_semester.ready if is_reporter else 0),
        "window": window_of(semester, at=now),
        "is_open": semester.is_open(now),
        "is_reporter": is_reporter,
        "is_approver": permissions.approving_post(user, owner) is not None,
        "semesters": semesters(semester, owner),
    }
    return render(request, "measurements/task_list.html", context)


def state_of(period: ReportingPeriod, *, at: dt.datetime) -> str:
    """`before`, `open`, `late` or `closed`."""
    if at < period.opens_at:
        return "before"
    if period.is_closed(at):
        return "closed"
    return "late" if period.is_overdue(at) else "open"


def semesters(shown: ReportingPeriod, institution: Institution) -> list[dict[str, object]]:
    """The begun semesters around the one shown: two before, it, one after. From each the way leads further back."""
    begun = ReportingPeriod.objects.filter(plan=shown.plan_id).begun(at=timezone.now())
    known = sorted({*begun, shown}, key=lambda period: period.ordinal)
    first = max(0, min(known.index(shown) - 2, len(known) - MOST_SEMESTERS))
    return [
        {
            "label": period_label(period.code, language()),
            "url": reverse("task_list", args=[period.code, institution.code]),
            "is_current": period == shown,
        }
        for period in known[first : first + MOST_SEMESTERS]
    ]
