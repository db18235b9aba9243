"""From the reporter's hands to the approver's, from there to the Committee, and the receipt that proves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from documents.formatting import joined
from indicators.models import ReportingPeriod
from institutions.models import Institution, User
from measurements import permissions, workflow
from measurements.conflicts import was_done_by
from measurements.deadlines import Deadline, Deadlines
from measurements.figure_words import language
from measurements.forms.decision import CommentForm
from measurements.handover import Summary, handover_of
from measurements.models import Measurement, Status
from measurements.views.finding import own_institution, own_task, period_of_plan
from measurements.window import refusal_of, window_of

Chosen = list[tuple[Measurement, int]]


@dataclass(frozen=True, slots=True)
class Card:
    """One answer of the page: what it says, whether it is ticked, the form that hands it back. `is_open`: it may leave now."""

    summary: Summary
    is_ticked: bool
    form: CommentForm
    is_open: bool


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
    except workflow.NotReady as refusal:
        return _page(request, owner, semester, errors=[{"text": problem.text} for problem in refusal.problems])
    except workflow.Refused as refusal:
        return _page(request, owner, semester, errors=[{"text": str(refusal)}])


def _changed(request: HttpRequest, owner: Institution, period: ReportingPeriod) -> list[str]:
    """The ticked answers that no longer stand as they were read."""
    return [m.indicator.code for m, version in _chosen(request, owner, period) if m.version != version]


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
    receipt = workflow.submit(chosen, by=cast(User, request.user), at=timezone.now())
    return redirect("receipt", receipt.number)


def _hand_over(request: HttpRequest, owner: Institution, period: ReportingPeriod, chosen: Chosen) -> HttpResponse:
    user = cast(User, request.user)
    if permissions.reporting_post(user, owner) is None:
        raise PermissionDenied
    if chosen and all(was_done_by(user, m, version, Status.PREPARED, "") for m, version in chosen):
        return redirect("sending", period.code, owner.code)
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
    comment_form: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    handover = handover_of(owner, period)
    approving = permissions.approving_post(user, owner)
    is_reporter = permissions.reporting_post(user, owner) is not None
    deadlines = Deadlines.read([period], [owner.pk])
    widest = deadlines.widest(period, owner.pk)
    is_open = widest.is_open(now)
    ready = _cards(request, handover.ready, deadlines)
    prepared = _cards(request, handover.prepared, deadlines, comment_form)
    context: dict[str, Any] = {
        "institution": owner,
        "period": period,
        "is_open": is_open,
        **_said_of_the_deadline(period, owner, deadlines.of(period, owner.pk), widest, now),
        "ready": ready,
        "open_ready": sum(card.is_open for card in ready),
        "prepared": prepared,
        "open_prepared": sum(card.is_open for card in prepared),
        "unfinished": handover.unfinished,
        "is_reporter": is_reporter,
        "can_hand_over": is_open and is_reporter,
        "can_send": is_open and approving is not None,
        "post": approving,
        "person": user.name,
        "comment_form": comment_form,
        "errors": errors,
    }
    return render(request, "measurements/sending.html", context, status=status)


def _said_of_the_deadline(
    period: ReportingPeriod, owner: Institution, deadline: Deadline, widest: Deadline, at: dt.datetime
) -> dict[str, object]:
    """The institution's deadline as a rule; one indicator may have a later one."""
    return {
        "window": window_of(period, at=at, deadline=deadline, widest=widest),
        "is_late": deadline.is_open(at) and deadline.is_overdue(at),
        "refusal": refusal_of(period, deadline, owner, at=at),
        "may_ask": at >= deadline.opens_at,
    }


def _cards(
    request: HttpRequest, summaries: Sequence[Summary], deadlines: Deadlines, kept: CommentForm | None = None
) -> list[Card]:
    """Every answer ticked but those that came back and were not touched; what had been chosen or typed comes back."""
    chosen = request.POST.getlist("chosen")
    cards = []
    for summary in summaries:
        answer, code = summary.measurement, summary.measurement.indicator.code
        deadline = deadlines.of(answer.period, answer.institution_id, answer.indicator_id)
        fresh = CommentForm(prefix=code, initial={"version": summary.measurement.version})
        form = kept if kept is not None and kept.prefix == code else fresh
        is_ticked = code in chosen if chosen else not summary.is_unchanged
        cards.append(Card(summary, is_ticked, form, deadline.is_open(timezone.now())))
    return cards
