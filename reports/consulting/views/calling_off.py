"""Calling off a consultation that was opened by mistake, after a page that says what becomes of it. It cannot be undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.views.meeting_finding import CONFLICT, tell
from documents.speaking import language
from indicators.earlier_plans import require_current
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused, WrongState
from reports.consulting import rounds
from reports.consulting.forms.consultation import CallOffForm
from reports.consulting.naming import title_of
from reports.consulting.standing import require_open
from reports.consulting.views.finding import found_round, keeper
from reports.models import ConsultationRound


@require_http_methods(["GET", "POST"])
@survives_sign_in
def consultation_call_off(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """For the technical secretary. Its address names one consultation: another that was opened meanwhile is never meant."""
    round_ = found_round(request, pk, number)
    by = keeper(request)
    require_current(request)
    if request.method == "GET":
        return _asked(request, round_)
    form = CallOffForm(request.POST)
    if not form.is_valid():
        return _page(request, round_, form)
    chosen = form.cleaned_data
    try:
        rounds.call_off(
            round_, chosen["reason"], language=language(), version=chosen["version"], by=by, at=timezone.now()
        )
    except Refused as refusal:
        now = found_round(request, pk, number)
        return _page(request, now, form, status=tell(form, refusal, now.version, field="reason"))
    messages.success(
        request,
        _(
            "The consultation was called off, and the representatives of each institution have been notified. "
            "The report can be written again."
        ),
    )
    return redirect("draft_consultation", pk)


def _asked(request: HttpRequest, round_: ConsultationRound) -> HttpResponse:
    """What it would do, before it is done. One that has ended is read where it stands."""
    try:
        require_open(round_)
    except WrongState as refusal:
        messages.info(request, str(refusal))
        return redirect("draft_consultation", round_.draft_id)
    typed = typed_before(request)
    return _page(request, round_, CallOffForm(initial=(typed.dict() if typed else {}) | {"version": round_.version}))


def _page(request: HttpRequest, round_: ConsultationRound, form: CallOffForm, *, status: int = 200) -> HttpResponse:
    answers = round_.seats.values_list("answer", flat=True)
    context = {
        "draft": round_.draft,
        "title": title_of(round_.draft),
        "round": round_,
        "form": form,
        "asked": len(answers),
        "answered": sum(map(bool, answers)),
        "can_send": round_.is_open,
        "is_conflict": status == CONFLICT,
    }
    return render(request, "reports/consultation_call_off.html", context, status=status)
