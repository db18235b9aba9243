"""Everybody's home: what must I do now?"""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, User
from measurements.asked_deadlines import deadline_shown
from measurements.succession import new_posts, reporting_institutions
from measurements.todo import current_period, todo_of
from measurements.todo_reporting import awaiting_approval
from measurements.window import window_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    plan = ActionPlan.objects.current()
    upcoming = plan.periods.filter(opens_at__gt=now).order_by("ordinal").first() if plan else None
    period = current_period(plan, at=now) if plan else None
    context = {
        "posts": user.posts,
        "plan": plan,
        "period": period,
        "window": window_of(period, at=now, deadline=deadline_shown(user, period)) if period else None,
        "upcoming": upcoming,
        "may_see_extensions": user.has_role(*REPORTING_ROLES, *COMMITTEE_ROLES),
        "new_posts": new_posts(user, today=timezone.localdate(now)) if period else [],
        "handovers": reporting_institutions(user) if period else [],
        "todo": todo_of(user, plan, at=now) if plan else [],
        "awaiting": awaiting_approval(user, plan, at=now) if plan else 0,
        "is_reporting": user.has_role(*REPORTING_ROLES),
    }
    return render(request, "measurements/home.html", context)
