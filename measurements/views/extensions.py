"""More time: the institution asks for it and reads what became of it; the secretary decides."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from documents.days import last_day_before
from indicators.models import ActionPlan, ReportingPeriod
from institutions import permissions
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, User
from measurements.deadlines.deadlines import deadline_for
from measurements.deadlines.outstanding import not_handed_over
from measurements.deadlines.window import refusal_of, who_extends, window_of
from measurements.forms.extension import GRANT, ExtensionDecisionForm, ExtensionRequestForm
from measurements.models import DeadlineExtension
from measurements.tasks import extensions
from measurements.tasks.task_list import owed_by
from measurements.views.finding import own_institution, period_of_plan
from measurements.workflow import extending
from measurements.workflow import steps as workflow

PAGE_SIZE = 25


@require_GET
def extension_list(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    if not user.has_role(*REPORTING_ROLES, *COMMITTEE_ROLES):
        raise PermissionDenied
    visible = DeadlineExtension.objects.visible_to(user).filter(period__plan=ActionPlan.objects.current())
    page = Paginator(extensions.waiting_first(visible).whole(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [extensions.row_of(each) for each in page.object_list],
        "to_decide": set(extensions.decidable(user).values_list("pk", flat=True)),
        "is_committee": user.has_role(*COMMITTEE_ROLES),
    }
    return render(request, "measurements/extension_list.html", context)


# --- The institution asks ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def extension_request(request: HttpRequest, period: str, institution: str) -> HttpResponse:
    owner, semester = own_institution(request, institution), period_of_plan(period)
    owed = extensions.named_indicators(owner, semester)
    if request.method == "GET":
        return _request_page(
            request, owner, semester, ExtensionRequestForm(owed=owed, initial=_proposed(request, owner, semester))
        )
    form = ExtensionRequestForm(request.POST, owed=owed)
    if not form.is_valid():
        return _request_page(request, owner, semester, form)
    try:
        extending.request_extension(
            semester,
            owner,
            form.chosen,
            until=form.instant,
            reason=form.cleaned_data["reason"],
            by=cast(User, request.user),
            at=timezone.now(),
        )
    except workflow.Refused as refusal:
        _add(form, refusal, {extending.WrongInstant: "until", extending.AlreadyWaiting: "indicator"})
        return _request_page(request, owner, semester, form)
    messages.success(request, _("Your request was sent. You will be notified of what is decided."))
    return redirect("extension_request", semester.code, owner.code)


def _proposed(request: HttpRequest, owner: Institution, period: ReportingPeriod) -> dict[str, Any]:
    deadline = deadline_for(period, owner)
    return {
        "indicator": request.GET.get("indicador", ""),
        "until": extensions.suggested_day(deadline, at=timezone.now()),
    }


def _request_page(
    request: HttpRequest, owner: Institution, period: ReportingPeriod, form: ExtensionRequestForm
) -> HttpResponse:
    now, deadline = timezone.now(), deadline_for(period, owner)
    own = DeadlineExtension.objects.visible_to(cast(User, request.user)).filter(institution=owner, period=period)
    context = {
        "institution": owner,
        "period": period,
        "window": window_of(period, at=now, deadline=deadline),
        "too_early": refusal_of(period, deadline, owner, at=now) if now < deadline.opens_at else "",
        "form": form,
        "owes": bool(form.owed),
        "is_done": not form.owed and bool(owed_by(owner, period)),
        "who": who_extends(owner),
        "rows": extensions.rows_of(extensions.waiting_first(own)),
    }
    return render(request, "measurements/extension_request.html", context)


# --- The secretary decides -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def extension(request: HttpRequest, period: str, institution: str, number: int) -> HttpResponse:
    user = cast(User, request.user)
    visible = DeadlineExtension.objects.visible_to(user).filter(period__plan=ActionPlan.objects.current())
    found = get_object_or_404(visible.whole(), period__code=period, institution__code=institution, number=number)
    if request.method == "GET":
        return _decision_page(
            request, found, ExtensionDecisionForm(initial={"until": last_day_before(found.asked_until)})
        )
    if permissions.reviewing_post(user, found.institution) is None:
        raise PermissionDenied
    form = ExtensionDecisionForm(request.POST)
    if not form.is_valid():
        return _decision_page(request, found, form)
    return _decide(request, found, form)


def _decide(request: HttpRequest, found: DeadlineExtension, form: ExtensionDecisionForm) -> HttpResponse:
    user, now, reply = cast(User, request.user), timezone.now(), form.cleaned_data["reply"]
    try:
        if form.cleaned_data["decision"] == GRANT:
            extending.grant_extension(found, until=form.instant, reply=reply, by=user, at=now)
        else:
            extending.refuse_extension(found, reply=reply, by=user, at=now)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except workflow.WrongState as refusal:
        now_stands = DeadlineExtension.objects.whole().get(pk=found.pk)
        return _decision_page(request, now_stands, form, errors=[{"text": str(refusal)}], status=409)
    except workflow.Refused as refusal:
        _add(form, refusal, {extending.WrongInstant: "until", extending.Unexplained: "reply"})
        return _decision_page(request, found, form)
    messages.success(request, _("The decision is kept, and who asked is notified."))
    return redirect("extension_list")


def _decision_page(
    request: HttpRequest,
    found: DeadlineExtension,
    form: ExtensionDecisionForm,
    *,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    deadline = deadline_for(found.period, found.institution, found.indicator)
    earlier = DeadlineExtension.objects.visible_to(user).filter(institution=found.institution).exclude(pk=found.pk)
    context = {
        "row": extensions.row_of(found),
        "extension": found,
        "form": form,
        "errors": errors or [],
        "window": window_of(found.period, at=now, deadline=deadline),
        "missing": not_handed_over(found),
        "earlier": extensions.rows_of(earlier.order_by("-requested_at"))[:5],
        "can_decide": extensions.decidable(user).filter(pk=found.pk).exists(),
        "who": who_extends(found.institution),
    }
    return render(request, "measurements/extension.html", context, status=status)


def _add(form: Form, refusal: workflow.Refused, fields: dict[type[workflow.Refused], str]) -> None:
    """Show a refusal beside the field that it speaks of; on top of the form when it speaks of none."""
    form.add_error(fields.get(type(refusal)), str(refusal))
