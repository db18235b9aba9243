"""Steps of a whole review: keeping all that is left, calling it off, going on in another meeting, taking effect later."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from committee.models import Meeting, ReviewSession
from committee.review import deciding, opening
from committee.views.meeting_finding import keeper, tell
from documents.forms.versioned import VersionedForm
from measurements.answer.refusals import Refused, Stale, WrongState
from revisions.forms.session import CancelForm, MoveForm, RationaleForm
from revisions.views.finding import found_session, kept_session
from revisions.views.session import CONFLICT, session_response


@require_POST
def revision_keep_rest(request: HttpRequest, number: str) -> HttpResponse:
    """Draft “keep” for every indicator that has no decision."""
    session = kept_session(request, number)
    form = RationaleForm(request.POST, missing=_("Write why they are kept as they are."))
    if not form.is_valid():
        return session_response(request, session, keep_form=form)
    version = form.cleaned_data["version"]
    try:
        made = deciding.keep_the_rest(session, form.words, version=version, by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_session(request, number)
        status = tell(form, refusal, now.version, field="rationale_es")
        return session_response(request, now, keep_form=form, status=status)
    said = ngettext(
        "%(n)d indicator is kept as it is, as a draft.", "%(n)d indicators are kept as they are, as drafts.", len(made)
    )
    messages.success(request, said % {"n": len(made)})
    return redirect("revision_session", number)


@require_http_methods(["GET", "POST"])
def revision_cancel(request: HttpRequest, number: str) -> HttpResponse:
    session = kept_session(request, number)
    if request.method == "GET":
        if session.state != ReviewSession.State.OPEN:
            return redirect("revision_session", number)
        return _page(request, "revisions/cancel.html", session, CancelForm(initial={"version": session.version}))
    form = CancelForm(request.POST)
    if not form.is_valid():
        return _page(request, "revisions/cancel.html", session, form)
    chosen = form.cleaned_data
    try:
        opening.cancel(
            session, reason=chosen["reason"], version=chosen["version"], by=keeper(request), at=timezone.now()
        )
    except Refused as refusal:
        now = found_session(request, number)
        status = tell(form, refusal, now.version, field="reason")
        return _page(request, "revisions/cancel.html", now, form, status=status)
    messages.success(request, _("The review is cancelled. The meeting goes on without it."))
    return redirect("meeting", number)


@require_http_methods(["GET", "POST"])
def revision_move(request: HttpRequest, number: str) -> HttpResponse:
    """Go on in another meeting: there was no quorum, or no time."""
    session = kept_session(request, number)
    if request.method == "GET":
        if session.state != ReviewSession.State.OPEN:
            return redirect("revision_session", number)
        form = MoveForm(initial={"version": session.version}, meetings=meetings_for(session))
        return _page(request, "revisions/move.html", session, form)
    form = MoveForm(request.POST, meetings=meetings_for(session))
    if not form.is_valid():
        return _page(request, "revisions/move.html", session, form)
    chosen, version = form.chosen, form.cleaned_data["version"]
    try:
        opening.move(session, chosen, version=version, by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_session(request, number)
        return _page(
            request, "revisions/move.html", now, form, status=tell(form, refusal, now.version, field="meeting")
        )
    messages.success(request, _("The review goes on in meeting %(number)s.") % {"number": chosen.number})
    return redirect("revision_session", chosen.number)


def meetings_for(session: ReviewSession) -> list[Meeting]:
    """Meetings of the plan in which it could go on."""
    meetings = Meeting.objects.filter(plan=session.plan, state__in=opening.HOLDS_A_REVIEW, review_session__isnull=True)
    return list(meetings.order_by("starts_at"))


@require_POST
def revision_effect(request: HttpRequest, number: str) -> HttpResponse:
    """Let the changes take effect from the next semester, after theirs has opened."""
    session = kept_session(request, number)
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        opening.bring_up_to_date(session, version=version, by=keeper(request), at=timezone.now())
    except Refused as refusal:
        is_conflict = isinstance(refusal, Stale | WrongState)
        errors = [{"text": str(refusal)}]
        now = found_session(request, number)
        return session_response(request, now, errors=errors, status=CONFLICT if is_conflict else 200)
    messages.success(request, _("The changes take effect from the next semester."))
    return redirect("revision_session", number)


def _page(request: HttpRequest, template: str, session: ReviewSession, form: Any, *, status: int = 200) -> HttpResponse:
    context = {"session": session, "meeting": session.meeting, "form": form}
    return render(request, template, context, status=status)
