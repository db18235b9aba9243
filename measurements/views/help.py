"""Help for who reports twice a year: the six steps, what the words mean, and whom to ask."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, Appointment, Role, User
from measurements.consolidation.asked_deadlines import deadline_shown
from measurements.deadlines.window import window_of
from measurements.tasks.todo import current_period


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    plan = ActionPlan.objects.current()
    period = current_period(plan, at=now) if plan else None
    posts = Appointment.objects.current(on=timezone.localtime(now).date()).filter(user__is_active=True)
    people = posts.select_related("user", "institution").order_by("institution", "role", "user__name")
    own = user.institution_ids(*REPORTING_ROLES)
    context = {
        "window": window_of(period, at=now, deadline=deadline_shown(user, period)) if period else None,
        "secretaries": people.filter(role=Role.TECHNICAL_SECRETARY),
        "colleagues": people.filter(institution__in=own, role__in=REPORTING_ROLES),
        "is_reporting": bool(own),
    }
    return render(request, "measurements/help.html", context)
