"""The review of a meeting: opening it, and its agenda."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from committee.models import Meeting, ReviewSession
from committee.review import opening
from committee.views.meeting_finding import found_meeting, is_keeper, keeper, kept_meeting, plan_of_meetings, reader
from measurements.answer.refusals import Refused, Stale, WrongState
from revisions.agenda import agenda_of
from revisions.forms.session import OpenForm, RationaleForm
from revisions.session_page import page_of
from revisions.views.finding import found_session

PERIODS_OFFERED = 8
CONFLICT = 409


@require_GET
def revision_hub(request: HttpRequest) -> HttpResponse:
    """Where “the six-monthly review” leads: the one that is open, or the meetings where one can be opened and those held before."""
    user, plan = reader(request), plan_of_meetings()
    sessions = list(ReviewSession.objects.visible_to(user).whole().filter(plan=plan))
    is_open = next((each for each in sessions if each.state == ReviewSession.State.OPEN), None)
    if is_open is not None:
        return redirect("revision_session", is_open.meeting.number)
    reviewed = [each.meeting_id for each in sessions if each.state == ReviewSession.State.CLOSED]
    meetings = Meeting.objects.visible_to(user).filter(plan=plan, state__in=opening.HOLDS_A_REVIEW)
    context = {
        "sessions": sessions,
        "meetings": list(meetings.exclude(pk__in=reviewed).order_by("starts_at")),
        "can_keep": is_keeper(request),
    }
    return render(request, "revisions/hub.html", context)


@require_http_methods(["GET", "POST"])
def revision_open(request: HttpRequest, number: str) -> HttpResponse:
    """Say which semester is reviewed; the page says from when changes would take effect."""
    meeting, now = kept_meeting(request, number), timezone.now()
    if ReviewSession.objects.open().filter(meeting=meeting).exists():
        return redirect("revision_session", number)
    periods = list(meeting.plan.periods.begun(at=now)[:PERIODS_OFFERED])
    others = ReviewSession.objects.filter(plan=meeting.plan, is_constitutive=True).exclude(meeting=meeting)
    had_one = others.exclude(state=ReviewSession.State.CANCELLED).exists()
    asked: dict[str, Any] = {"periods": periods, "may_be_constitutive": not had_one}
    if request.method == "GET":
        sensible = opening.sensible_period(meeting.plan, at=now)
        initial = {"period": sensible.code if sensible else "", "is_constitutive": not had_one}
        return _open_page(request, meeting, OpenForm(initial=initial, **asked))
    form = OpenForm(request.POST, **asked)
    if not form.is_valid():
        return _open_page(request, meeting, form)
    period, is_constitutive = form.chosen
    try:
        opening.open_review(meeting, period=period, is_constitutive=is_constitutive, by=keeper(request), at=now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        is_conflict = isinstance(refusal, Stale | WrongState)
        return _open_page(request, found_meeting(request, number), form, status=CONFLICT if is_conflict else 200)
    messages.success(
        request, _("The review is open. Decide about each indicator; nothing takes effect until it is adopted.")
    )
    return redirect("revision_session", number)


def _open_page(request: HttpRequest, meeting: Meeting, form: OpenForm, *, status: int = 200) -> HttpResponse:
    now = timezone.now()
    context = {
        "meeting": meeting,
        "form": form,
        "effect": opening.effect_of(meeting.plan, is_constitutive=False, at=now),
        "constitutive_effect": opening.effect_of(meeting.plan, is_constitutive=True, at=now),
        "may_be_constitutive": "is_constitutive" in form.fields,
        "can_hold": meeting.state in opening.HOLDS_A_REVIEW,
        "other": ReviewSession.objects.whole().open().filter(plan=meeting.plan).exclude(meeting=meeting).first(),
    }
    return render(request, "revisions/open.html", context, status=status)


@require_GET
def revision_session(request: HttpRequest, number: str) -> HttpResponse:
    return session_response(request, found_session(request, number))


def session_response(
    request: HttpRequest,
    session: ReviewSession,
    *,
    keep_form: RationaleForm | None = None,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    now, only = timezone.now(), request.GET.get("ver", "")
    agenda = agenda_of(session, at=now)
    context = {
        "session": session,
        "meeting": session.meeting,
        "agenda": agenda,
        "before": ReviewSession.objects.whole()
        .filter(plan=session.plan_id, state=ReviewSession.State.CLOSED)
        .exclude(pk=session.pk),
        "groups": agenda.shown(only),
        "filters": agenda.filters(only),
        "page": page_of(session, agenda, can_keep=is_keeper(request), at=now),
        "keep_form": keep_form or RationaleForm(initial={"version": session.version}),
        "errors": errors or [],
    }
    return render(request, "revisions/session.html", context, status=status)
