"""The plan of one institution for a year: written and handed over by its people, read and judged by the Committee."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from activities.handing_in import refusal_of
from activities.history import history_of
from activities.models import ActivityChange, YearPlan
from activities.own import is_own
from activities.planning.page import page_of
from activities.stepping import steps_of
from activities.views.acting import Answered, act, typed_words
from activities.views.finding import reader
from activities.views.plans import found_year_plan, page
from institutions import permissions
from institutions.models import COMMITTEE_ROLES, Role
from institutions.typed_before import survives_sign_in


@require_http_methods(["GET", "POST"])
@survives_sign_in
def year_plan(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    found, now = found_year_plan(request, year, institution), timezone.now()
    if request.method == "GET":
        return _page(request, found, now, typed_words(request))
    answered = act(request, found, reader(request), at=now)
    if answered.is_done:
        visible = YearPlan.objects.visible_to(reader(request)).filter(pk=found.pk)
        return redirect("year_plan", year, institution) if visible.exists() else redirect("activity_queue")
    return _page(request, found, now, answered)


def _page(request: HttpRequest, found: YearPlan, now: dt.datetime, answered: Answered | None = None) -> HttpResponse:
    user = reader(request)
    changes = ActivityChange.objects.visible_to(user).filter(year_plan=found).select_related("activity")
    shown = page_of(found, list(changes.order_by("-ordinal")))
    reports = permissions.reporting_post(user, found.institution) is not None
    can_write = reports and found.is_writable and not refusal_of(found, now)
    return page(
        request,
        "year_plan.html",
        found,
        status=answered.status if answered else 200,
        shown=shown,
        steps=steps_of(found, user, at=now),
        answered=answered,
        history=history_of(shown.steps, is_own=is_own(user, found.institution)),
        can_write=can_write,
        reads_all=user.has_role(*COMMITTEE_ROLES, Role.OBSERVER),
        can_change=reports and found.round.is_sealed,
        is_late=found.round.is_overdue(found.first_submitted_at or now),
    )
