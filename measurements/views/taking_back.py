"""The reporter takes back what was handed over for approval, while nobody sent it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from institutions import permissions
from institutions.models import User
from measurements.conflicts.meanwhile import was_done_by
from measurements.models import Measurement
from measurements.views.finding import own_task
from measurements.views.sending import read_version
from measurements.workflow import steps as workflow


@require_POST
def take_back(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    """Back to the page of the answer, where it can be written again or where it is said why not."""
    task, user = own_task(request, period, institution, indicator), cast(User, request.user)
    found = Measurement.objects.select_related("indicator", "institution", "period")
    measurement = get_object_or_404(found, indicator=task.indicator, institution=task.institution, period=task.period)
    if permissions.reporting_post(user, task.institution) is None:
        raise PermissionDenied
    version = read_version(request, measurement.indicator.code)
    try:
        workflow.take_back(measurement, version=version, by=user, at=timezone.now())
    except workflow.Refused as refusal:
        measurement.refresh_from_db()
        if not was_done_by(user, measurement, version, measurement.status_before_handing_over, ""):
            messages.error(request, str(refusal))
            return redirect("entry", period, institution, indicator)
    messages.success(request, _("You took it back: it can be changed again. Hand it over anew when it is ready."))
    return redirect("entry", period, institution, indicator)
