"""The decision about one indicator: drafting it, putting it off, taking it up again, taking it out."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.models import ReviewDecision, ReviewSession
from committee.review import deciding
from committee.views.meeting_finding import CONFLICT, is_keeper, keeper, tell
from documents.forms.versioned import VersionedForm
from measurements.answer.refusals import Refused, Stale, WrongState
from revisions.decision_page import page_of
from revisions.forms.session import DecideForm, RationaleForm
from revisions.views.finding import decision_about, found_decision, found_revision, found_session, kept_session


@require_http_methods(["GET", "POST"])
def revision_decision(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """One indicator under review: what is known of it, and what is decided."""
    session = found_session(request, number)
    decision, revision = decision_about(session, code), found_revision(session, code)
    if decision is None and revision is None:
        raise Http404
    if request.method == "GET":
        return decision_response(request, session, code)
    by = keeper(request)
    form = DecideForm(request.POST, session=session, read=revision, has_draft=has_draft(decision))
    if revision is None or (decision is not None and decision.kind == ReviewDecision.Kind.NEW):
        raise Http404
    if not form.is_valid():
        return decision_response(request, session, code, form=form)
    try:
        deciding.decide(
            session,
            form.choice(revision.indicator),
            version=form.cleaned_data["version"],
            by=by,
            at=timezone.now(),
        )
    except Refused as refusal:
        now = decision_about(session, code)
        status = tell(form, refusal, now.version if now is not None else 0, field="kind")
        return decision_response(request, found_session(request, number), code, form=form, status=status)
    messages.success(request, _("The decision is kept as a draft. Nothing takes effect until it is adopted."))
    return redirect("revision_decision", number, code)


def decision_response(
    request: HttpRequest,
    session: ReviewSession,
    code: str,
    *,
    form: DecideForm | None = None,
    errors: list[dict[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    decision, revision = decision_about(session, code), found_revision(session, code)
    page = page_of(session, decision, revision, can_keep=is_keeper(request), at=timezone.now())
    context = {
        "session": session,
        "meeting": session.meeting,
        "page": page,
        "decision": decision,
        "form": form
        or DecideForm(
            initial=DecideForm.initial_of(decision), session=session, read=revision, has_draft=has_draft(decision)
        ),
        "errors": errors or [],
    }
    return render(request, "revisions/decision.html", context, status=status)


def has_draft(decision: ReviewDecision | None) -> bool:
    return decision is not None and decision.draft is not None


@require_http_methods(["GET", "POST"])
def revision_defer(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Put it off to a later review, with the reason."""
    session = kept_session(request, number)
    decision = found_decision(session, code)
    if request.method == "GET":
        if decision.state != ReviewDecision.State.DRAFT or session.state != ReviewSession.State.OPEN:
            return redirect("revision_decision", number, code)
        initial = {
            "version": decision.version,
            "rationale_es": decision.rationale_es,
            "rationale_en": decision.rationale_en,
        }
        return _defer_page(request, session, decision, RationaleForm(initial=initial))
    form = RationaleForm(request.POST, missing=_("Write why it is put off."))
    if not form.is_valid():
        return _defer_page(request, session, decision, form)
    try:
        deciding.defer(
            decision, form.words, version=form.cleaned_data["version"], by=keeper(request), at=timezone.now()
        )
    except Refused as refusal:
        now = decision_about(session, code) or decision
        status = tell(form, refusal, now.version, field="rationale_es")
        return _defer_page(request, found_session(request, number), now, form, status=status)
    messages.success(request, _("%(code)s is put off to a later review.") % {"code": code})
    return redirect("revision_session", number)


def _defer_page(
    request: HttpRequest, session: ReviewSession, decision: ReviewDecision, form: RationaleForm, *, status: int = 200
) -> HttpResponse:
    context = {"session": session, "meeting": session.meeting, "decision": decision, "form": form}
    return render(request, "revisions/defer.html", context, status=status)


@require_POST
def revision_reopen(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take a decision that was put off back to its draft."""
    session = kept_session(request, number)
    decision = found_decision(session, code)
    try:
        deciding.reopen_draft(decision, version=_version(request), by=keeper(request), at=timezone.now())
    except Refused as refusal:
        return _refused(request, number, code, refusal)
    messages.success(request, _("%(code)s is a draft again.") % {"code": code})
    return redirect("revision_decision", number, code)


@require_http_methods(["GET", "POST"])
def revision_drop(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take a draft out, with all that was written in it, after it was asked whether one is sure."""
    session = kept_session(request, number)
    decision = found_decision(session, code)
    if request.method == "GET":
        if decision.state != ReviewDecision.State.DRAFT or session.state != ReviewSession.State.OPEN:
            return redirect("revision_decision", number, code)
        context = {"session": session, "meeting": session.meeting, "decision": decision}
        return render(request, "revisions/drop.html", context)
    try:
        deciding.drop(decision, version=_version(request), by=keeper(request), at=timezone.now())
    except Refused as refusal:
        return _refused(request, number, code, refusal)
    messages.success(request, _("The draft about %(code)s was taken out.") % {"code": code})
    return redirect("revision_session", number)


def _version(request: HttpRequest) -> int:
    form = VersionedForm(request.POST)
    return int(form.cleaned_data["version"]) if form.is_valid() else 0


def _refused(request: HttpRequest, number: str, code: str, refusal: Refused) -> HttpResponse:
    """Said on the page of the decision, or of the session where the decision is gone."""
    session = found_session(request, number)
    status = CONFLICT if isinstance(refusal, Stale | WrongState) else 200
    if decision_about(session, code) is None and found_revision(session, code) is None:
        messages.error(request, str(refusal))
        return redirect("revision_session", number)
    return decision_response(request, session, code, errors=[{"text": str(refusal)}], status=status)
