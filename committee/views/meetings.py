"""The Committee's meetings: the list, calling one, its page, changing and cancelling it."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from committee.forms.meeting import CallForm, ReasonForm, SignedForm
from committee.meetings import meeting as keeping
from committee.models import Meeting
from committee.pages.meeting import KEYS, closed_words, page_of
from committee.views.meeting_finding import (
    found_meeting,
    is_keeper,
    keeper,
    kept_meeting,
    plan_of_meetings,
    reader,
    tell,
)
from documents.speaking import language
from indicators.earlier_plans import earlier_plan, list_earlier
from institutions.models import COMMITTEE_ROLES
from measurements.answer.refusals import Refused

PAGE_SIZE = 20
PERIODS_OFFERED = 8


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Those of the plan in force, the next first; those of earlier plans after them, under their plan."""
    user, now, plan = reader(request), timezone.now(), plan_of_meetings()
    list_earlier(request)
    comes = Q(state=Meeting.State.PLANNED)
    shown = (
        Meeting.objects.visible_to(user)
        .annotate(
            turn=Case(When(comes, then=Value(0)), default=Value(1), output_field=IntegerField()),
            comes_at=Case(When(comes, then="starts_at")),
            agreed=Count("agreements"),
        )
        .order_by("-plan__adopted_year", "plan__code", "turn", "comes_at", "-starts_at")
        .select_related("plan", "period")
    )
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "plan": plan,
        "groups": [
            (each, [_row(meeting, is_current=each == plan, at=now) for meeting in meetings])
            for each, meetings in groupby(page.object_list, key=lambda each: each.plan)
        ],
        "has_any": page.number > 1 or any(each.plan_id == plan.pk for each in page.object_list),
        "can_call": is_keeper(request),
        "is_committee": user.has_role(*COMMITTEE_ROLES),
    }
    return render(request, "committee/meeting_list.html", context)


def _row(meeting: Meeting, *, is_current: bool, at: dt.datetime) -> dict[str, Any]:
    is_due = is_current and meeting.state == Meeting.State.PLANNED and meeting.starts_at <= at
    return {"meeting": meeting, "key": KEYS[meeting.state], "to_note": is_due}


@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    user, plan = keeper(request), plan_of_meetings()
    periods = list(plan.periods.near(at=timezone.now()).order_by("-ordinal")[:PERIODS_OFFERED])
    if request.method == "GET":
        initial = {"kind": Meeting.Kind.ORDINARY, "language": language()}
        return _call_page(request, CallForm(periods=periods, initial=initial))
    form = CallForm(request.POST, periods=periods)
    if not form.is_valid():
        return _call_page(request, form)
    now = timezone.now()
    meeting = keeping.call(plan, form.called, by=user, at=now)
    said = _("Meeting %(number)s is called. The Committee is told.")
    if meeting.starts_at <= now:
        said = _("Meeting %(number)s has its number. It has begun already: note it. Nobody is called to it.")
    messages.success(request, said % {"number": meeting.number})
    return redirect("meeting", meeting.number)


@require_GET
def meeting(request: HttpRequest, number: str) -> HttpResponse:
    return meeting_response(request, found_meeting(request, number))


def meeting_response(
    request: HttpRequest, found: Meeting, *, signed: SignedForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "shown": page_of(
            found, can_keep=is_keeper(request), at=timezone.now(), is_only_read=earlier_plan(request) is not None
        ),
        "meeting": found,
        "signed_form": signed or SignedForm(initial={"version": found.version}),
        "closed_words": closed_words(found),
    }
    return render(request, "committee/meeting.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_change(request: HttpRequest, number: str) -> HttpResponse:
    found = kept_meeting(request, number)
    periods = list(found.plan.periods.near(at=timezone.now()).order_by("-ordinal")[:PERIODS_OFFERED])
    if found.period is not None and found.period not in periods:
        periods.append(found.period)
    if request.method == "GET":
        if found.state != Meeting.State.PLANNED:
            return redirect("meeting", number)
        return _call_page(request, CallForm(periods=periods, initial=CallForm.initial_of(found)), found)
    form = CallForm(request.POST, periods=periods)
    if not form.is_valid():
        return _call_page(request, form, found)
    try:
        keeping.change(
            found, form.called, version=form.cleaned_data["version"] or 0, by=keeper(request), at=timezone.now()
        )
    except Refused as refusal:
        now = found_meeting(request, number)
        return _call_page(request, form, now, status=tell(form, refusal, now.version, field="day"))
    messages.success(request, _("The change is kept."))
    return redirect("meeting", number)


def _call_page(
    request: HttpRequest, form: CallForm, found: Meeting | None = None, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "meeting": found}
    return render(request, "committee/meeting_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: HttpRequest, number: str) -> HttpResponse:
    found = kept_meeting(request, number)
    if request.method == "GET":
        if found.state != Meeting.State.PLANNED:
            return redirect("meeting", number)
        return _cancel_page(request, found, ReasonForm(initial={"version": found.version}))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _cancel_page(request, found, form)
    chosen = form.cleaned_data
    try:
        keeping.cancel(found, reason=chosen["reason"], version=chosen["version"], by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_meeting(request, number)
        return _cancel_page(request, now, form, status=tell(form, refusal, now.version, field="reason"))
    messages.success(request, _("The meeting is cancelled. The Committee is told."))
    return redirect("meeting", number)


def _cancel_page(request: HttpRequest, found: Meeting, form: ReasonForm, *, status: int = 200) -> HttpResponse:
    return render(request, "committee/meeting_cancel.html", {"meeting": found, "form": form}, status=status)
