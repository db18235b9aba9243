"""The Committee's desk: what awaits a decision, and one answer with all that the decision needs."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, User
from measurements import permissions, queue, workflow
from measurements.attached import documents_as_sent
from measurements.conflicts import Conflict, conflict_of, was_done_by
from measurements.deadlines import deadline_for
from measurements.forms.decision import RETURN, VALIDATE, DecisionForm
from measurements.history import last_decision, path_of
from measurements.models import Measurement, Status
from measurements.reading import whole
from measurements.resent import resent
from measurements.reviewing import case_of, who_decides

REACHED = {VALIDATE: Status.VALIDATED, RETURN: Status.RETURNED}


@require_GET
def review_queue(request: HttpRequest) -> HttpResponse:
    user = _committee(request)
    filters = queue.Filters.read(request.GET)
    listing = queue.listing_of(user, filters, page=request.GET.get("page", "1"), at=timezone.now())
    numbers = queue.counts(user)
    context = {
        "filters": filters,
        "page": listing.page,
        "rows": listing.rows,
        "query": filters.query(),
        "states": [
            {
                "label": f"{label} ({numbers[state]})",
                "url": f"?{filters.query(estado=state)}",
                "is_current": state == filters.state,
            }
            for state, label in queue.STATES.items()
        ],
        "institutions": queue.institutions_heard(user),
        "pillars": queue.pillars_heard(user),
    }
    return render(request, "measurements/review_queue.html", context)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    user = cast(User, request.user)
    measurement = get_object_or_404(
        whole(Measurement.objects.visible_to(user).received()),
        period__plan=ActionPlan.objects.current(),
        period__code=period,
        institution__code=institution,
        indicator__code=indicator,
    )
    _committee(request)
    can_return = can_be_returned(measurement)
    if request.method == "GET":
        form = DecisionForm(can_return=can_return, initial={"version": measurement.version})
        return _page(request, measurement, form)
    if permissions.reviewing_post(user, measurement.institution) is None:
        raise PermissionDenied
    # A window that closes while the page is open is told by the workflow, not as a choice that does not exist.
    form = DecisionForm(request.POST, can_return=True)
    return _decide(request, measurement, form) if form.is_valid() else _page(request, measurement, form)


def _decide(request: HttpRequest, measurement: Measurement, form: DecisionForm) -> HttpResponse:
    user, chosen = cast(User, request.user), form.cleaned_data
    try:
        _apply(measurement, chosen, by=user)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except (workflow.Stale, workflow.WrongState) as refusal:
        now = whole(Measurement.objects.all()).get(pk=measurement.pk)
        if was_done_by(user, now, chosen["version"], REACHED[chosen["decision"]], chosen["comment"]):
            return _onwards(request, now)
        label = dict(form.fields["decision"].choices)[chosen["decision"]]  # type: ignore[attr-defined]
        conflict = conflict_of(now, chosen["version"], decision=label, message=str(refusal))
        # What was typed is kept for a decision on the answer as it is now; the choice itself must be made again.
        fresh = DecisionForm(can_return=True, initial={"version": now.version, "comment": chosen["comment"]})
        return _page(request, now, fresh, conflict=conflict, status=409)
    except workflow.Refused as refusal:
        form.add_error("decision", str(refusal))
        return _page(request, whole(Measurement.objects.all()).get(pk=measurement.pk), form)
    said = {VALIDATE: _("%(answer)s is validated."), RETURN: _("%(answer)s went back to the institution.")}
    name = f"{measurement.indicator.code}, {measurement.institution.short_name}"
    messages.success(request, said[chosen["decision"]] % {"answer": name})
    return _onwards(request, measurement)


def _apply(measurement: Measurement, chosen: dict[str, Any], *, by: User) -> None:
    at = timezone.now()
    if chosen["decision"] == VALIDATE:
        workflow.validate(measurement, version=chosen["version"], by=by, at=at, comment=chosen["comment"])
    else:
        workflow.return_to_institution(measurement, version=chosen["version"], by=by, at=at, comment=chosen["comment"])


def _onwards(request: HttpRequest, decided: Measurement) -> HttpResponse:
    """To the next answer, or back to the list when that was asked or nothing is left."""
    following = queue.next_for(cast(User, request.user), decided) if "next" in request.POST else None
    if following is None:
        return redirect("review_queue")
    return redirect(address_of(following))


def can_be_returned(measurement: Measurement) -> bool:
    """Only while the institution could still correct it."""
    deadline = deadline_for(measurement.period, measurement.institution, measurement.indicator)
    return deadline.is_open(timezone.now())


def address_of(measurement: Measurement) -> str:
    codes = (measurement.period.code, measurement.institution.code, measurement.indicator.code)
    return reverse("review", args=codes)


def _page(
    request: HttpRequest,
    measurement: Measurement,
    form: DecisionForm,
    *,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    waiting = list(queue.decidable(user).values_list("pk", flat=True))
    reason = who_decides(user, measurement)
    context = {
        "measurement": measurement,
        "case": case_of(measurement, at=now),
        "resent": resent(measurement),
        "documents": documents_as_sent(measurement, user),
        "path": path_of(measurement),
        "decision": last_decision(measurement),
        "form": form,
        "conflict": conflict,
        "who_decides": reason,
        "can_decide": not reason and measurement.status == Status.SUBMITTED,
        "is_closed": not can_be_returned(measurement),
        "place": waiting.index(measurement.pk) + 1 if measurement.pk in waiting else None,
        "places": len(waiting),
        "may_require": permissions.reviewing_post(user, measurement.institution) is not None,
    }
    return render(request, "measurements/review.html", context, status=status)


def _committee(request: HttpRequest) -> User:
    user = cast(User, request.user)
    if not user.has_role(*COMMITTEE_ROLES):
        raise PermissionDenied
    return user
