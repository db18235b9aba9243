"""What must my institution report, and how far are we?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from documents.formatting import period_label
from documents.speaking import language
from indicators.models import ActionPlan, ReportingPeriod
from institutions import permissions
from institutions.models import REPORTING_ROLES, Institution, User
from measurements.consolidation.asked_deadlines import unit_deadline
from measurements.consolidation.asked_tasks import asked_card, asked_rows
from measurements.deadlines.deadlines import Deadline, Deadlines
from measurements.deadlines.window import Window, window_of
from measurements.tasks.duty_rows import duties_of_institution
from measurements.tasks.succession import new_posts
from measurements.tasks.task_list import TaskList, task_list_of
from measurements.tasks.todo import current_period
from measurements.views.finding import own_institution, period_of_plan

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
    deadlines = Deadlines.read([semester], [owner.pk])
    asked_until = unit_deadline(owner, semester) if owner.is_unit else None
    deadline = asked_until or deadlines.of(semester, owner.pk)
    widest = asked_until or deadlines.widest(semester, owner.pk)
    owed, is_reporter = task_list_of(owner, semester), permissions.reporting_post(user, owner) is not None
    writable = owed.among(deadlines.open_indicators(semester, owner.pk, at=now))
    context = {
        "period": semester,
        "institution": owner,
        "list": owed,
        "writable": writable,
        "to_send": writable.awaiting + (writable.ready if is_reporter else 0),
        "asked": asked_rows(owner, semester),
        "duties": duties_of_institution(user, owner, at=now),
        "window": None if owner.is_unit else _window(semester, owner, owed, deadline, widest, now),
        "wanted": asked_card(owner, semester) if owner.is_unit else None,
        "state": state_of(deadline, at=now),
        "is_open": widest.is_open(now),
        "offers_spreadsheet": bool(owed.rows) and not owed.is_all_sent and not widest.is_closed(now),
        "is_reporter": is_reporter,
        "is_approver": permissions.approving_post(user, owner) is not None,
        "new_posts": [p for p in new_posts(user, today=timezone.localdate(now)) if p.institution_id == owner.pk][:1],
        "semesters": semesters(semester, owner),
    }
    return render(request, "measurements/task_list.html", context)


def _window(
    period: ReportingPeriod, owner: Institution, owed: TaskList, deadline: Deadline, widest: Deadline, at: dt.datetime
) -> Window:
    """The card of the deadline, with the way to ask for more time while there is something to ask it for."""
    window = window_of(period, at=at, deadline=deadline, widest=widest)
    if not owed.rows or owed.is_all_sent or at < deadline.opens_at:
        return window
    if widest.is_closed(at):
        window = replace(window, note=_("Only an extension of the deadline opens it again."))
    ask_url = reverse("extension_request", args=[period.code, owner.code])
    return replace(window, request=owed.extension, ask_url=ask_url)


def state_of(deadline: Deadline, *, at: dt.datetime) -> str:
    """`before`, `open`, `late` or `closed`."""
    if at < deadline.opens_at:
        return "before"
    if deadline.is_closed(at):
        return "closed"
    return "late" if deadline.is_overdue(at) else "open"


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
