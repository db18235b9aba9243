"""Pages of the semesters: which there are, the next one, and their windows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from indicators.forms import WindowForm
from indicators.models import ActionPlan, ReportingPeriod
from indicators.period_warnings import warnings_of
from indicators.reopening import RestingReport, resting_on
from indicators.scheduling import Refused, Window, change_window, create_period, may_manage, next_period
from institutions.models import Role, User

EDIT = "edit"
"""What the page that asks posts to go on changing."""


def managed_plan(request: HttpRequest) -> ActionPlan:
    """The plan, for those who may manage it; everybody else is refused."""
    if not (isinstance(request.user, User) and may_manage(request.user)):
        raise PermissionDenied(
            _("Only the technical secretary and the administrators manage semesters and commitments.")
        )
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404(_("No plan is loaded yet."))
    return plan


@require_GET
def management(request: HttpRequest) -> HttpResponse:
    plan = managed_plan(request)
    user, now = cast(User, request.user), timezone.now()
    context = {
        "plan": plan,
        "open_period": plan.periods.open(at=now).order_by("ordinal").first(),
        "periods": plan.periods.count(),
        "is_administrator": user.is_staff,
        "is_secretary": user.has_role(Role.TECHNICAL_SECRETARY),
    }
    return render(request, "indicators/management.html", context)


@require_GET
def period_list(request: HttpRequest) -> HttpResponse:
    plan = managed_plan(request)
    now = timezone.now()
    rows = [{"period": period, "state": state_of(period, now)} for period in plan.periods.order_by("-ordinal")]
    return render(
        request, "indicators/period_list.html", {"rows": rows, "upcoming": next_period(plan, on=timezone.localdate())}
    )


def state_of(period: ReportingPeriod, at: dt.datetime) -> dict[str, str]:
    if at < period.opens_at:
        return {"key": "not_started", "label": _("Not open yet")}
    if period.is_closed(at):
        return {"key": "closed", "label": _("Closed")}
    return (
        {"key": "late", "label": _("Overdue, still open")}
        if period.is_overdue(at)
        else {"key": "ready", "label": _("Open")}
    )


@require_http_methods(["GET", "POST"])
def period_new(request: HttpRequest) -> HttpResponse:
    plan = managed_plan(request)
    period = next_period(plan, on=timezone.localdate())
    return edit(request, period, _("%(period)s was created."))


@require_http_methods(["GET", "POST"])
def period(request: HttpRequest, code: str) -> HttpResponse:
    plan = managed_plan(request)
    found = get_object_or_404(ReportingPeriod, plan=plan, code=code)
    return edit(request, found, _("The window of %(period)s was changed."))


def edit(request: HttpRequest, period: ReportingPeriod, done: str) -> HttpResponse:
    form = WindowForm(request.POST if request.method == "POST" else None, period=period)
    if request.method == "POST" and form.is_valid() and request.POST.get("action") != EDIT:
        reports = resting_on(period) if reopens(period, form.window()) else None
        asks = reports is not None and request.POST.get("reopens") != named(reports)
        refusal = refusal_of(request, period, form, is_trial=asks)
        if not refusal and asks:
            context = {"form": form, "period": period, "reports": reports, "named": named(reports or ())}
            return render(request, "indicators/period_reopen.html", context)
        if not refusal:
            messages.success(request, done % {"period": period.code})
            for warning in warnings_of(period, form.window()):
                messages.warning(request, f"{period.code}: {warning}")
            return redirect("period_list")
        form.add_error(None, refusal)
    changes = (
        period.window_changes.select_related("appointment__user", "appointment__institution")
        if not period._state.adding
        else []
    )
    context = {
        "form": form,
        "period": period,
        "is_new": period._state.adding,
        "changes": changes,
        "warnings": warnings_of(period, Window.of(period)),
    }
    return render(request, "indicators/period.html", context)


def reopens(period: ReportingPeriod, window: Window) -> bool:
    """Whether a semester that has closed would take reports again."""
    now = timezone.now()
    return not period._state.adding and period.is_closed(now) and now < window.closes_at


def named(reports: Iterable[RestingReport]) -> str:
    """What a confirmation answers to: it holds for the reports that its page named, and for no others."""
    return " ".join(["reopen", *(each.code for each in reports)])


def refusal_of(request: HttpRequest, period: ReportingPeriod, form: WindowForm, *, is_trial: bool) -> list[str]:
    """Save the window; what kept it from being saved, if anything did. A trial saves nothing."""
    by, at = cast(User, request.user), timezone.now()
    try:
        with transaction.atomic():
            if period._state.adding:
                create_period(period, form.window(), by=by, at=at)
            else:
                read = form.window_read() or Window.of(period)
                change_window(period, form.window(), read=read, by=by, at=at, reason=form.cleaned_data["reason"])
            transaction.set_rollback(is_trial)
    except ValidationError as refusal:
        return list(refusal.messages)
    except Refused as refusal:
        return [str(refusal)]
    except IntegrityError:
        return [_("Somebody created this semester a moment ago.")]
    return []
