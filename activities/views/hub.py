"""«Actividades»: the door to plans of the year, their follow-up, their views and the budget."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from activities.hub import lines_of
from activities.views.finding import current_plan, reader


@require_GET
def activities(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    lines = list(lines_of(user, current_plan(), at=timezone.now()))
    return render(request, "activities/activities.html", {"lines": lines})
