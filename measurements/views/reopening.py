"""A validated answer opened again with a reason, and an observation taken back while nobody worked on it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from institutions import permissions
from institutions.models import User
from measurements.conflicts.meanwhile import Conflict, conflict_of, was_done_by
from measurements.deadlines.deadlines import deadline_for
from measurements.forms.decision import ReopenForm
from measurements.models import Measurement, Status
from measurements.review import filters as review_filters
from measurements.views.review import address_of, anew, kept, name_of, sent_answer
from measurements.views.review_page import ReviewPage
from measurements.views.sending import read_version
from measurements.workflow import steps as workflow


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    """First what follows from it, then the reason. Only a validated answer is opened again."""
    measurement = _reviewed_answer(request, period, institution, indicator)
    if request.method == "GET":
        return _show(request, measurement)
    deadline = deadline_for(measurement.period, measurement.institution, measurement.indicator)
    form = ReopenForm(request.POST, deadline=deadline, at=timezone.now())
    return _reopen(request, measurement, form) if form.is_valid() else _show(request, measurement, form)


def _reopen(request: HttpRequest, measurement: Measurement, form: ReopenForm) -> HttpResponse:
    user, chosen = cast(User, request.user), form.cleaned_data
    try:
        workflow.reopen(
            measurement,
            version=chosen["version"],
            by=user,
            at=timezone.now(),
            reason=chosen["comment"],
            anchors=chosen["parts"],
            answer_by=chosen["answer_by"],
        )
    except (workflow.Stale, workflow.WrongState) as refusal:
        now = anew(measurement)
        if not was_done_by(user, now, chosen["version"], Status.RETURNED, chosen["comment"]):
            conflict = conflict_of(now, chosen["version"], decision=_("Reopen"), message=str(refusal))
            fresh = ReopenForm(deadline=form.deadline, at=form.at, initial=kept(request, now))
            return _show(request, now, fresh, conflict=conflict, status=409)
    except workflow.Refused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, anew(measurement), form)
    messages.success(request, _("%(answer)s was reopened: the institution can correct it.") % _answer(measurement))
    return redirect(address_of(measurement) + review_filters.Filters.read(request.GET).tail)


@require_POST
def take_back_return(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    """Back to the page of the answer, which stands again as before or says why not."""
    measurement, user = _reviewed_answer(request, period, institution, indicator), cast(User, request.user)
    place = address_of(measurement) + review_filters.Filters.read(request.GET).tail
    version = read_version(request, measurement.indicator.code)
    try:
        workflow.take_back_return(measurement, version=version, by=user, at=timezone.now())
    except workflow.Refused as refusal:
        now = anew(measurement)
        if not any(was_done_by(user, now, version, to, "") for to in (Status.SUBMITTED, Status.VALIDATED)):
            messages.error(request, str(refusal))
            return redirect(place)
    messages.success(request, _("The observation of %(answer)s was taken back.") % _answer(measurement))
    return redirect(place)


def _reviewed_answer(request: HttpRequest, period: str, institution: str, indicator: str) -> Measurement:
    """One on which the person may decide: others of the Committee read it elsewhere."""
    measurement = sent_answer(request, period, institution, indicator)
    if permissions.reviewing_post(cast(User, request.user), measurement.institution) is None:
        raise PermissionDenied
    return measurement


def _answer(measurement: Measurement) -> dict[str, str]:
    return {"answer": name_of(measurement)}


def _show(
    request: HttpRequest,
    measurement: Measurement,
    form: ReopenForm | None = None,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    page = ReviewPage(measurement, cast(User, request.user), timezone.now(), review_filters.Filters.read(request.GET))
    shown = form or ReopenForm(deadline=page.deadline, at=page.at, initial=page.initial)
    context = {
        "measurement": measurement,
        "form": shown,
        "parts": page.parts(shown),
        "conflict": conflict,
        "is_validated": measurement.status == Status.VALIDATED,
        "is_closed": not page.can_return,
        "tail": page.filters.tail,
    }
    return render(request, "measurements/reopen.html", context, status=status)
