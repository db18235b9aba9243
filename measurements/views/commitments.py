"""The matrix indicator × institution: read by the Committee, changed by who manages, in two steps: look, then confirm."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from indicators.commitment_rows import Refused
from indicators.commitment_steps import Changes, Step
from indicators.committing import Stale, choosable_periods, last_change
from indicators.models import ActionPlan, Commitment, ReportingPeriod
from indicators.scheduling import may_manage
from institutions.models import COMMITTEE_ROLES, User
from measurements.commitments.assigning import assign, steps_kept, steps_of_cells, try_out
from measurements.commitments.matrix import Filters, matrix_of
from measurements.commitments.record import changes_of_pairs, in_words, lines_of
from measurements.forms.assigning import AssignForm

PREVIEW, CONFIRM, EDIT = "preview", "confirm", "edit"


@require_http_methods(["GET", "POST"])
def commitments(request: HttpRequest) -> HttpResponse:
    plan = read_plan(request)
    now = timezone.now()
    if request.method == "POST":
        return commitments_sent(request, plan, at=now)
    return matrix_page(request, plan, at=now)


def read_plan(request: HttpRequest) -> ActionPlan:
    """The plan, for the Committee and those who manage; everybody else is refused."""
    user = cast(User, request.user)
    if not (may_manage(user) or user.has_role(*COMMITTEE_ROLES)):
        raise PermissionDenied(_("Commitments are read by the Committee and by those who manage the system."))
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404(_("No plan is loaded yet."))
    return plan


def commitments_sent(request: HttpRequest, plan: ActionPlan, *, at: dt.datetime) -> HttpResponse:
    """What was sent: a matrix to look at first, or its steps to confirm or to go on changing."""
    user = cast(User, request.user)
    if not may_manage(user):
        raise PermissionDenied(
            _("Only the technical secretary and the administrators manage semesters and commitments.")
        )
    period = next((p for p in choosable_periods(plan, at=at) if p.code == request.POST.get("semestre")), None)
    if period is None:
        say_closed(request)
        return redirect("commitments")
    action = request.POST.get("action", PREVIEW)
    if action == PREVIEW:
        steps = steps_of_cells(request.POST.getlist("cell"), request.POST.getlist("read"))
    else:
        steps = steps_kept(request.POST.getlist("step"))
    if not steps:
        messages.info(request, _("Nothing was changed: the commitments are as you sent them."))
        return redirect(address_of(request, period))
    if action == EDIT:
        return matrix_page(request, plan, at=at, period=period, steps=steps)
    return take(request, plan, period, steps, at=at, is_confirmed=action == CONFIRM)


def say_closed(request: HttpRequest) -> None:
    """A semester that was named and cannot be changed is not passed over in silence."""
    if code := request.POST.get("semestre"):
        messages.error(request, _("%(period)s has closed: a commitment never starts in the past.") % {"period": code})


def take(
    request: HttpRequest,
    plan: ActionPlan,
    period: ReportingPeriod,
    steps: list[Step],
    *,
    at: dt.datetime,
    is_confirmed: bool,
) -> HttpResponse:
    user = cast(User, request.user)
    form = AssignForm(
        request.POST if is_confirmed else None,
        needs_reason=any(step.needs_reason for step in steps),
        initial={"reason": request.POST.get("reason", "")},
    )
    seen = seen_by(request)
    try:
        if is_confirmed and form.is_valid():
            changes = assign(period, steps, by=user, at=at, reason=form.cleaned_data["reason"], seen=seen)
            messages.success(request, done_text(period, changes))
            return redirect(address_of(request, period))
        changes = try_out(period, steps, by=user, at=at, seen=seen)
    except Stale as stale:
        kept = [step for step in steps if step.pair not in stale.pairs]
        return matrix_page(request, plan, at=at, period=period, steps=kept, refusal=stale)
    except Refused as refusal:
        return matrix_page(request, plan, at=at, period=period, steps=steps, refusal=refusal)
    context = {
        "period": period,
        "lines": lines_of(plan, period, steps),
        "sentence": sentence(changes),
        "form": form,
        "seen": last_change(plan) if seen is None else seen,
        "back": address_of(request, period),
    }
    return render(request, "measurements/commitments_preview.html", context)


def matrix_page(
    request: HttpRequest,
    plan: ActionPlan,
    *,
    at: dt.datetime,
    period: ReportingPeriod | None = None,
    steps: list[Step] | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    periods, choosable = list(plan.periods.order_by("ordinal")), choosable_periods(plan, at=at)
    wanted = period.code if period else request.GET.get("semestre")
    shown = next((p for p in periods if p.code == wanted), None) or next(iter(choosable or periods[::-1]), None)
    manages = may_manage(cast(User, request.user))
    context: dict[str, Any] = {
        "period": shown,
        "periods": periods,
        "manages": manages,
        "can_edit": manages and shown in choosable,
        "has_open": bool(choosable),
        "roles": Commitment.Role.choices,
        "is_unsaved": bool(steps),
        "reason": request.POST.get("reason", ""),
        "seen": last_change(plan),
        "errors": [{"text": str(refusal), "href": "#matrix"}] if refusal else [],
        "meanwhile": changes_of_pairs(plan, refusal.pairs) if isinstance(refusal, Stale) else [],
    }
    if shown is not None:
        filters = filters_of(request)
        context |= {"filters": filters, "matrix": matrix_of(shown, filters, steps=steps or ())}
    return render(request, "measurements/commitments.html", context, status=409 if refusal else 200)


def seen_by(request: HttpRequest) -> int | None:
    """The last change that the page knew when it was made."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def filters_of(request: HttpRequest) -> Filters:
    return Filters(request.GET.get("ambito", ""), request.GET.get("institucion", ""))


def address_of(request: HttpRequest, period: ReportingPeriod) -> str:
    """The matrix as it was filtered, of that semester."""
    kept = {name: request.GET[name] for name in ("ambito", "institucion") if request.GET.get(name)}
    return f"{reverse('commitments')}?{urlencode({'semestre': period.code} | kept)}"


def done_text(period: ReportingPeriod, changes: Changes) -> str:
    return _("From %(period)s: %(changes)s.") % {"period": period.code, "changes": sentence(changes)}


def sentence(changes: Changes) -> str:
    """ "3 commitments begin, 1 ends": only what there is; nothing when somebody had made it so already."""
    begun = ngettext("%(n)d commitment begins", "%(n)d commitments begin", changes.begun) % {"n": changes.begun}
    ended = ngettext("%(n)d ends", "%(n)d end", changes.ended) % {"n": changes.ended}
    roles = ngettext("%(n)d changes its role", "%(n)d change their role", changes.roles) % {"n": changes.roles}
    parts = [(changes.begun, begun), (changes.ended, ended), (changes.roles, roles)]
    return in_words([text for number, text in parts if number]) or _("nothing changes")
