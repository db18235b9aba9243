"""The units of an institution behind one answer: who was asked, what each gave, and asking the others."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from documents.responses import attachment
from institutions import permissions
from institutions.models import User
from measurements.consolidation import consolidating
from measurements.consolidation.asking import askable, asked_for, can_be_consolidated, definition_of, parent_answer
from measurements.consolidation.locks import answer_lock
from measurements.contributions.table import unit_table, units_csv
from measurements.deadlines.deadlines import Deadline, deadline_for
from measurements.forms.asking import AskForm
from measurements.models import ContributionEvent
from measurements.views.finding import own_task, version_read
from measurements.workflow import steps as workflow
from measurements.workflow.steps import Task

WITHDRAW = "withdraw"


@require_http_methods(["GET", "POST"])
def units(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    task = consolidated_task(request, period, institution, indicator)
    if request.method == "GET":
        return _page(request, task)
    if permissions.reporting_post(cast(User, request.user), task.institution) is None:
        raise PermissionDenied
    return _withdraw(request, task) if request.POST.get("action") == WITHDRAW else _ask(request, task)


@require_GET
def units_data(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    task = consolidated_task(request, period, institution, indicator)
    revision = definition_of(task)
    content = units_csv(revision, unit_table(revision, asked_for(task).with_values()))
    name = "-".join([task.indicator.code, task.period.code, task.institution.code, _("units")]) + ".csv"
    return attachment(content, name=name, media_type="text/csv; charset=utf-8")


def consolidated_task(request: HttpRequest, period: str, institution: str, indicator: str) -> Task:
    """An indicator that units can give figures for: not a list, and not of an institution without units."""
    task = own_task(request, period, institution, indicator)
    if not can_be_consolidated(definition_of(task)):
        raise Http404
    if not task.institution.children.exists() and not asked_for(task).exists():
        raise Http404
    return task


def _ask(request: HttpRequest, task: Task) -> HttpResponse:
    form = AskForm(request.POST, units=askable(task), deadline=_deadline(task))
    if not form.is_valid():
        return _page(request, task, form=form)
    wanted_by, note = form.cleaned_data["wanted_by"], form.cleaned_data["note"]
    user, at = cast(User, request.user), timezone.now()
    try:
        asked = consolidating.ask(task, form.chosen(), wanted_by=wanted_by, note=note, by=user, at=at)
    except workflow.Refused as refusal:
        return _page(request, task, form=form, refusal=str(refusal))
    said = ngettext("%(n)d unit was asked.", "%(n)d units were asked.", len(asked)) % {"n": len(asked)}
    messages.success(request, said)
    return redirect("units", task.period.code, task.institution.code, task.indicator.code)


def _deadline(task: Task) -> Deadline:
    return deadline_for(task.period, task.institution, task.indicator)


def _withdraw(request: HttpRequest, task: Task) -> HttpResponse:
    contribution = get_object_or_404(asked_for(task).with_values(), unit__code=request.POST.get("unit", ""))
    read = version_read(request)
    try:
        consolidating.withdraw(contribution, version=read, by=cast(User, request.user), at=timezone.now())
    except workflow.Refused as refusal:
        return _page(request, task, refusal=str(refusal))
    messages.success(request, _("%(unit)s is no longer asked.") % {"unit": contribution.unit.short_name})
    return redirect("units", task.period.code, task.institution.code, task.indicator.code)


def _page(request: HttpRequest, task: Task, *, form: AskForm | None = None, refusal: str = "") -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    lock = answer_lock(task, parent_answer(task), at=now)
    is_reporter = permissions.reporting_post(user, task.institution) is not None
    revision, left = definition_of(task), askable(task)
    can_ask = not lock and is_reporter
    context: dict[str, Any] = {
        "task": task,
        "revision": revision,
        "table": unit_table(revision, asked_for(task).with_values()),
        "history": ContributionEvent.objects.about(task.indicator, task.institution, task.period),
        "lock": lock,
        "can_ask": can_ask,
        "form": form or (AskForm(units=left, deadline=_deadline(task)) if can_ask and left else None),
        "errors": [{"text": refusal, "href": ""}] if refusal else [],
    }
    return render(request, "measurements/units.html", context, status=409 if refusal else 200)
