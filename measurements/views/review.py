"""One answer with all that the reviewer's decision needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indicators.models import ActionPlan
from institutions import permissions
from institutions.models import User
from measurements.answer.reading import whole
from measurements.conflicts.meanwhile import Conflict, conflict_of, was_done_by
from measurements.deadlines.deadlines import deadline_for
from measurements.forms.decision import RETURN, VALIDATE, DecisionForm
from measurements.models import Measurement, Status
from measurements.review import filters as review_filters
from measurements.review import queue
from measurements.views.queue import committee_of
from measurements.views.review_page import ReviewPage
from measurements.workflow import steps as workflow

REACHED = {VALIDATE: Status.VALIDATED, RETURN: Status.RETURNED}


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    measurement, user = sent_answer(request, period, institution, indicator), cast(User, request.user)
    if request.method == "GET":
        return _show(request, measurement)
    if permissions.reviewing_post(user, measurement.institution) is None:
        raise PermissionDenied
    # A window that closes while the page is open is told by the workflow, not as a choice that does not exist.
    form = decision_form(measurement, request.POST, can_return=True)
    return _decide(request, measurement, form) if form.is_valid() else _show(request, measurement, form)


def sent_answer(request: HttpRequest, period: str, institution: str, indicator: str) -> Measurement:
    """What the institution sent, read whole; for the Committee alone."""
    user = cast(User, request.user)
    measurement = get_object_or_404(
        whole(Measurement.objects.visible_to(user).received()),
        period__plan=ActionPlan.objects.current(),
        period__code=period,
        institution__code=institution,
        indicator__code=indicator,
    )
    committee_of(request)
    return measurement


def decision_form(measurement: Measurement, data: Any = None, **options: Any) -> DecisionForm:
    deadline = deadline_for(measurement.period, measurement.institution, measurement.indicator)
    return DecisionForm(data, deadline=deadline, at=timezone.now(), **options)


def _decide(request: HttpRequest, measurement: Measurement, form: DecisionForm) -> HttpResponse:
    user, chosen = cast(User, request.user), form.cleaned_data
    try:
        _apply(measurement, chosen, by=user)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except (workflow.Stale, workflow.WrongState) as refusal:
        now = anew(measurement)
        if was_done_by(user, now, chosen["version"], REACHED[chosen["decision"]], chosen["comment"]):
            return _onwards(request, now)
        label = dict(form.fields["decision"].choices)[chosen["decision"]]  # type: ignore[attr-defined]
        conflict = conflict_of(now, chosen["version"], decision=label, message=str(refusal))
        # What was typed is kept for a decision on the answer as it is now; the choice itself must be made again.
        fresh = decision_form(now, can_return=True, initial=kept(request, now))
        return _show(request, now, fresh, conflict=conflict, status=409)
    except workflow.Refused as refusal:
        form.add_error("decision", str(refusal))
        return _show(request, anew(measurement), form)
    said = {VALIDATE: _("%(answer)s is validated."), RETURN: _("%(answer)s went back to the institution.")}
    messages.success(request, said[chosen["decision"]] % {"answer": name_of(measurement)})
    return _onwards(request, measurement)


def _apply(measurement: Measurement, chosen: Mapping[str, Any], *, by: User) -> None:
    at = timezone.now()
    if chosen["decision"] == VALIDATE:
        workflow.validate(measurement, version=chosen["version"], by=by, at=at, comment=chosen["comment"])
        return
    workflow.return_to_institution(
        measurement,
        version=chosen["version"],
        by=by,
        at=at,
        comment=chosen["comment"],
        anchors=chosen["parts"],
        answer_by=chosen["answer_by"],
    )


def anew(measurement: Measurement) -> Measurement:
    """As it stands now, whatever was read before."""
    return whole(Measurement.objects.all()).get(pk=measurement.pk)


def kept(request: HttpRequest, now: Measurement) -> dict[str, Any]:
    """What was typed, for a form about the version that stands now."""
    typed = {name: request.POST.get(name, "") for name in ("comment", "answer_by")}
    return typed | {"parts": request.POST.getlist("parts"), "version": now.version}


def name_of(measurement: Measurement) -> str:
    return f"{measurement.indicator.code}, {measurement.institution.short_name}"


def _onwards(request: HttpRequest, decided: Measurement) -> HttpResponse:
    """To the next answer that the filters let through, or back to the list when that was asked or nothing is left."""
    filters, user = review_filters.Filters.read(request.GET), cast(User, request.user)
    following = queue.next_for(user, decided, filters, at=timezone.now()) if "next" in request.POST else None
    place = reverse("review_queue") if following is None else address_of(following)
    return redirect(place + filters.tail)


def address_of(measurement: Measurement, view: str = "review") -> str:
    codes = (measurement.period.code, measurement.institution.code, measurement.indicator.code)
    return reverse(view, args=codes)


def _show(
    request: HttpRequest,
    measurement: Measurement,
    form: DecisionForm | None = None,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    page = ReviewPage(measurement, cast(User, request.user), timezone.now(), review_filters.Filters.read(request.GET))
    shown = form or decision_form(measurement, can_return=page.can_return, initial=page.initial)
    return render(request, "measurements/review.html", page.context(shown, conflict), status=status)
