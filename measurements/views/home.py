"""Everybody's home: what must I do now?"""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, User
from measurements.consolidation.asked_deadlines import deadline_shown
from measurements.consolidation.asked_tasks import asked_card
from measurements.deadlines.window import Window, window_of
from measurements.tasks.succession import new_posts, reporting_institutions
from measurements.tasks.todo import MOST_ROWS, current_period, todo_of
from measurements.tasks.todo_reporting import awaiting_approval
from notifications.this_month import this_month


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    plan = ActionPlan.objects.current()
    upcoming = plan.periods.filter(opens_at__gt=now).order_by("ordinal").first() if plan else None
    period = current_period(plan, at=now) if plan else None
    todo = todo_of(user, plan, at=now) if plan else []
    context = {
        "posts": user.posts,
        "plan": plan,
        "period": period,
        "window": _window(user, period, at=now) if period else None,
        "upcoming": upcoming,
        "may_see_extensions": user.has_role(*COMMITTEE_ROLES) or may_report(user),
        "new_posts": new_posts(user, today=timezone.localdate(now)) if period else [],
        "handovers": reporting_institutions(user) if period else [],
        "todo": todo[:MOST_ROWS],
        "folded": todo[MOST_ROWS:],
        "awaiting": awaiting_approval(user, plan, at=now) if plan else 0,
        "month": this_month(user, at=now) if plan else None,
        "is_reporting": user.has_role(*REPORTING_ROLES),
    }
    return render(request, "measurements/home.html", context)


def _window(user: User, period: ReportingPeriod, *, at: dt.datetime) -> Window | None:
    """The deadline of the semester; for who works in one unit alone, what the unit was asked for and until when."""
    institutions = reporting_institutions(user)
    if len(institutions) == 1 and institutions[0].is_unit and not user.has_role(*COMMITTEE_ROLES):
        return asked_card(institutions[0], period)
    return window_of(period, at=at, deadline=deadline_shown(user, period))


def may_report(user: User) -> bool:
    """Whether the person reports or approves for an institution; units are asked by theirs, and ask it for more time."""
    return any(post.role in REPORTING_ROLES and not post.institution.is_unit for post in user.posts)
