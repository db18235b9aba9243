"""From the reporter's hands to the approver's, and from there to the Committee: check, hand over, send, hand back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from documents.formatting import joined
from documents.speaking import language
from indicators.models import ReportingPeriod
from institutions import permissions
from institutions.models import Institution, User
from measurements.conflicts.meanwhile import was_done_by
from measurements.forms.decision import CommentForm
from measurements.models import Measurement, Status
from measurements.views.finding import own_institution, own_task, period_of_plan
from measurements.views.sending_page import SendingPage
from measurements.workflow import steps as workflow
from measurements.workflow.one_step import hand_over_and_submit

Chosen = list[tuple[Measurement, int]]


@require_http_methods(["GET", "POST"])
def sending(request: HttpRequest, period: str, institution: str) -> HttpResponse:
    owner, semester = own_institution(request, institution), period_of_plan(period)
    if request.method == "GET":
        return _page(request, owner, semester)
    act = _send if request.POST.get("action") == "send" else _hand_over
    try:
        return act(request, owner, semester, _chosen(request, owner, semester))
    except workflow.NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except (workflow.Stale, workflow.WrongState):
        text = _("Nothing was done: %(codes)s changed since you opened this page. This is the list as it is now.")
        codes = joined(_changed(request, owner, semester), language())
        return _page(request, owner, semester, errors=[{"text": text % {"codes": codes}}], status=409)
    except workflow.Refused as refusal:
        return _page(request, owner, semester, errors=_errors(refusal))


def _changed(request: HttpRequest, owner: Institution, period: ReportingPeriod) -> list[str]:
    """The ticked answers that no longer stand as they were read."""
    return [m.indicator.code for m, version in _chosen(request, owner, period) if m.version != version]


def _errors(refusal: workflow.Refused) -> list[dict[str, str]]:
    """Why nothing was done; problems of one answer lead to the page where they are solved."""
    if not isinstance(refusal, workflow.NotReady):
        return [{"text": str(refusal), "href": ""}]
    if refusal.measurement is None:
        return [{"text": problem.text, "href": ""} for problem in refusal.problems]
    m = refusal.measurement
    href = reverse("entry", args=[m.period.code, m.institution.code, m.indicator.code]) + "?problemas=1"
    texts = [problem.text for problem in refusal.problems]
    named = [text if text.startswith(m.indicator.code) else f"{m.indicator.code}: {text}" for text in texts]
    return [{"text": text, "href": href} for text in named]


def _chosen(request: HttpRequest, owner: Institution, period: ReportingPeriod) -> Chosen:
    """The ticked answers, each with the version that was read."""
    codes = request.POST.getlist("chosen")
    found = Measurement.objects.filter(institution=owner, period=period, indicator__code__in=codes)
    by_code = {m.indicator.code: m for m in found.select_related("indicator", "institution", "period")}
    if set(codes) - by_code.keys():
        raise Http404
    return [(measurement, read_version(request, code)) for code, measurement in by_code.items()]


def read_version(request: HttpRequest, code: str) -> int:
    """The version that the page carried; one that nobody can have read is a stale one."""
    text = request.POST.get(f"version-{code}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else workflow.NEW


def _send(request: HttpRequest, owner: Institution, period: ReportingPeriod, chosen: Chosen) -> HttpResponse:
    if permissions.approving_post(cast(User, request.user), owner) is None:
        raise PermissionDenied
    receipt = hand_over_and_submit(chosen, by=cast(User, request.user), at=timezone.now())
    return redirect("receipt", receipt.number)


def _hand_over(request: HttpRequest, owner: Institution, period: ReportingPeriod, chosen: Chosen) -> HttpResponse:
    user = cast(User, request.user)
    if permissions.reporting_post(user, owner) is None:
        raise PermissionDenied
    if chosen and all(was_done_by(user, m, version, Status.PREPARED, "") for m, version in chosen):
        return redirect("sending", period.code, owner.code)
    if not chosen:
        return _page(request, owner, period, errors=[{"text": _("Choose at least one indicator."), "href": ""}])
    with transaction.atomic():
        for measurement, version in chosen:
            workflow.prepare(measurement, version=version, by=user, at=timezone.now())
    done = ngettext(
        "%(n)d indicator was handed over for approval.", "%(n)d indicators were handed over for approval.", len(chosen)
    )
    messages.success(request, done % {"n": len(chosen)})
    return redirect("sending", period.code, owner.code)


@require_POST
def hand_back(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    task, user = own_task(request, period, institution, indicator), cast(User, request.user)
    measurement = get_object_or_404(
        Measurement.objects.select_related("indicator", "institution", "period"),
        indicator=task.indicator,
        institution=task.institution,
        period=task.period,
    )
    if permissions.approving_post(user, task.institution) is None:
        raise PermissionDenied
    form = CommentForm(request.POST, prefix=measurement.indicator.code)
    if not form.is_valid():
        return _page(request, task.institution, task.period, comment_form=form)
    version, comment = form.cleaned_data["version"], form.cleaned_data["comment"]
    try:
        workflow.hand_back(measurement, version=version, by=user, at=timezone.now(), comment=comment)
    except workflow.Refused as refusal:
        measurement.refresh_from_db()
        if not was_done_by(user, measurement, version, measurement.status_before_handing_over, comment):
            changed = isinstance(refusal, workflow.Stale | workflow.WrongState)
            errors = [{"text": f"{measurement.indicator.code}: {refusal}"}]
            kept = CommentForm(prefix=form.prefix, initial={"version": measurement.version, "comment": comment})
            status = 409 if changed else 200
            return _page(request, task.institution, task.period, errors=errors, comment_form=kept, status=status)
    messages.success(request, _("%(code)s went back to the reporter.") % {"code": measurement.indicator.code})
    return redirect("sending", task.period.code, task.institution.code)


def _page(
    request: HttpRequest,
    owner: Institution,
    period: ReportingPeriod,
    *,
    errors: Sequence[dict[str, str]] = (),
    status: int = 200,
    **parts: Any,
) -> HttpResponse:
    """The page as it stands now; what was ticked stays ticked, and what was not stays so."""
    chosen = request.POST.getlist("chosen") if "action" in request.POST else None
    user = cast(User, request.user)
    page = SendingPage(owner, period, user, timezone.now(), chosen=chosen, errors=errors, **parts)
    return render(request, "measurements/sending.html", page.context(), status=status)
