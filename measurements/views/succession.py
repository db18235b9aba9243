"""“Relevo”: what whoever takes up a reporting post finds on one page, to read or to print."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from institutions.models import User
from measurements.tasks.duty_rows import duties_of_institution
from measurements.tasks.succession import succession_of
from measurements.views.finding import own_institution, period_of_plan


@require_GET
def succession(request: HttpRequest, period: str, institution: str) -> HttpResponse:
    owner, semester, today = own_institution(request, institution), period_of_plan(period), timezone.localdate()
    context = {
        "institution": owner,
        "period": semester,
        "succession": succession_of(owner, semester, today=today),
        "duties": duties_of_institution(cast(User, request.user), owner, at=timezone.now()),
        "today": today,
    }
    return render(request, "measurements/succession.html", context)
