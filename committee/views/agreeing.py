"""Writing the agreements of a held meeting: a new one, other words, taking one out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.agreements import agreeing
from committee.forms.agreement import AgreementForm
from committee.models import Agreement, InformationRequest, Meeting
from committee.views.meeting_finding import found_meeting, keeper, kept_meeting, tell
from indicators.models import Indicator, IndicatorRevision
from institutions.models import Institution
from measurements.answer.refusals import Refused

REMOVE = "remove"
REQUESTS_OFFERED = 50


@require_http_methods(["GET", "POST"])
def agreement_new(request: HttpRequest, number: str) -> HttpResponse:
    found = kept_meeting(request, number)
    if request.method == "GET":
        if found.state != Meeting.State.HELD:
            return redirect("meeting", number)
        return _page(request, found, _form(found, None, initial={"version": found.version}))
    form = _form(found, None, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        agreeing.agree(found, form.terms, version=form.cleaned_data["version"], by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_meeting(request, number)
        return _page(request, now, form, status=tell(form, refusal, now.version, field=_field(refusal)))
    messages.success(request, _("The agreement is written. It binds once the minutes are closed."))
    return redirect("agreement_new" if "another" in request.POST else "meeting", number)


@require_http_methods(["GET", "POST"])
def agreement_change(request: HttpRequest, number: str, ordinal: int) -> HttpResponse:
    found = kept_meeting(request, number)
    if request.method == "GET":
        written = get_object_or_404(found.agreements.whole(), ordinal=ordinal)
        if found.state != Meeting.State.HELD:
            return redirect("agreement", number, ordinal)
        return _page(request, found, _form(found, written, initial=AgreementForm.initial_of(written)), written)
    written = _sent(request, found, ordinal)
    form = _form(found, written, request.POST)
    if REMOVE not in request.POST and not form.is_valid():
        return _page(request, found, form, written)
    try:
        _apply(request, written, form)
    except Refused as refusal:
        form.is_valid()
        now = found.agreements.filter(pk=written.pk).first()
        status = tell(form, refusal, now.version if now else 0, field=_field(refusal))
        return _page(request, found_meeting(request, number), form, written, status=status)
    return redirect("meeting", number)


def _sent(request: HttpRequest, found: Meeting, ordinal: int) -> Agreement:
    """The agreement that the page showed, whatever its number is by now; one that was taken out meanwhile too, to say so."""
    row = whole_number(request.POST.get("row", ""))
    if not row:
        return get_object_or_404(found.agreements.whole(), ordinal=ordinal)
    sent = found.agreements.whole().filter(pk=row).first()
    return sent or Agreement(pk=row, meeting=found, ordinal=ordinal)


def whole_number(typed: str) -> int:
    """What a hidden field of the page holds; 0 for what no page of ours sends."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _apply(request: HttpRequest, written: Agreement, form: AgreementForm) -> None:
    by, at = keeper(request), timezone.now()
    if REMOVE in request.POST:
        agreeing.strike(written, version=whole_number(request.POST.get("version", "")), by=by, at=at)
        messages.success(request, _("The agreement is taken out."))
        return
    agreeing.reword(written, form.terms, version=form.cleaned_data["version"], by=by, at=at)
    messages.success(request, _("The change is kept."))


def _field(refusal: Refused) -> str:
    fields: dict[type[Refused], str] = {agreeing.WrongDay: "due_on", agreeing.NotCalled: "institution"}
    return fields.get(type(refusal), "text")


def _form(found: Meeting, written: Agreement | None, data: object = None, **options: Any) -> AgreementForm:
    """The latest requests are offered, and always the one that the agreement names already."""
    called = found.attendances.values("institution")
    requests = list(InformationRequest.objects.filter(plan=found.plan)[:REQUESTS_OFFERED])
    if written and written.information_request and written.information_request not in requests:
        requests.append(written.information_request)
    return AgreementForm(
        data,
        institutions=list(Institution.objects.filter(pk__in=called)),
        indicators=_named_indicators(found),
        requests=requests,
        **options,
    )


def _named_indicators(found: Meeting) -> list[tuple[Indicator, str]]:
    """The plan's indicators, each with its latest name."""
    revisions = IndicatorRevision.objects.filter(indicator__plan=found.plan).order_by("effective_from__ordinal", "pk")
    names = {revision.indicator_id: revision.name for revision in revisions}
    return [(each, names.get(each.pk, "")) for each in Indicator.objects.filter(plan=found.plan).order_by("order")]


def _page(
    request: HttpRequest,
    found: Meeting,
    form: AgreementForm,
    written: Agreement | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"meeting": found, "form": form, "written": written}
    return render(request, "committee/agreement_form.html", context, status=status)
