"""Adopting: one decision or all together, each after a page that says what it does and from when; and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from committee.models import ReviewDecision, ReviewSession
from committee.review import adopting
from committee.review.standing import whole_decisions
from committee.views.meeting_finding import CONFLICT, keeper
from documents.forms.versioned import VersionedForm
from measurements.answer.refusals import Refused, Stale, WrongState
from revisions.confirming import to_confirm
from revisions.views.finding import decision_about, found_decision, found_session, kept_session

State = ReviewDecision.State


@require_http_methods(["GET", "POST"])
def revision_adopt(request: HttpRequest, number: str, code: str) -> HttpResponse:
    session = kept_session(request, number)
    decision = found_decision(session, code)
    if request.method == "GET":
        if decision.state != State.DRAFT or session.state != ReviewSession.State.OPEN:
            return redirect("revision_decision", number, code)
        return _adopt_page(request, session, [decision], decision.version)
    try:
        adopting.adopt(decision, version=_version(request), by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_session(request, number)
        current = decision_about(now, code)
        return _adopt_page(request, now, [current] if current else [], current.version if current else 0, refusal)
    messages.success(request, _("%(code)s: the decision is adopted.") % {"code": code})
    return redirect("revision_session", number)


@require_http_methods(["GET", "POST"])
def revision_adopt_all(request: HttpRequest, number: str) -> HttpResponse:
    session = kept_session(request, number)
    if request.method == "GET":
        if session.state != ReviewSession.State.OPEN:
            return redirect("revision_session", number)
        return _adopt_page(request, session, _drafts(session), session.version, is_all=True)
    try:
        made = adopting.adopt_all(session, version=_version(request), by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_session(request, number)
        return _adopt_page(request, now, _drafts(now), now.version, refusal, is_all=True)
    said = ngettext("%(n)d decision is adopted.", "%(n)d decisions are adopted.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("revision_session", number)


@require_http_methods(["GET", "POST"])
def revision_take_back(request: HttpRequest, number: str, code: str) -> HttpResponse:
    session = kept_session(request, number)
    decision = found_decision(session, code)
    if request.method == "GET":
        if decision.state != State.ADOPTED or session.state != ReviewSession.State.OPEN:
            return redirect("revision_decision", number, code)
        return _take_back_page(request, session, decision)
    try:
        adopting.take_back(decision, version=_version(request), by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_session(request, number)
        return _take_back_page(request, now, found_decision(now, code), refusal)
    messages.success(request, _("%(code)s is a draft again.") % {"code": code})
    return redirect("revision_decision", number, code)


def _drafts(session: ReviewSession) -> list[ReviewDecision]:
    found = list(whole_decisions(session).filter(state=State.DRAFT))
    for each in found:
        each.session = session
    return found


def _version(request: HttpRequest) -> int:
    form = VersionedForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else 0


def _adopt_page(
    request: HttpRequest,
    session: ReviewSession,
    decisions: list[ReviewDecision],
    version: int,
    refusal: Refused | None = None,
    *,
    is_all: bool = False,
) -> HttpResponse:
    context = {
        "session": session,
        "meeting": session.meeting,
        "confirming": to_confirm(session, decisions, at=timezone.now()),
        "version": version,
        "is_all": is_all,
        "errors": [{"text": str(refusal)}] if refusal else [],
    }
    return render(request, "revisions/adopt.html", context, status=_status(refusal))


def _take_back_page(
    request: HttpRequest, session: ReviewSession, decision: ReviewDecision, refusal: Refused | None = None
) -> HttpResponse:
    context = {
        "session": session,
        "meeting": session.meeting,
        "decision": decision,
        "errors": [{"text": str(refusal)}] if refusal else [],
    }
    return render(request, "revisions/take_back.html", context, status=_status(refusal))


def _status(refusal: Refused | None) -> int:
    return CONFLICT if isinstance(refusal, Stale | WrongState) else 200
