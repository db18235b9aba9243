"""Agreements: the Committee's list, the institution's own, one with its steps, and writing them in a held meeting."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from committee.agreements import fulfilling
from committee.agreements import listing as agreements
from committee.forms.agreement import CONFIRM, DROP, SEND_BACK, DecideForm, SayDoneForm
from committee.models import Agreement
from committee.views.meeting_finding import found_agreement, reader, tell
from documents.comma_separated import MEDIA_TYPE
from documents.responses import attachment
from indicators.earlier_plans import earlier_plan, list_earlier
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Role, User
from measurements.answer.refusals import Refused

PAGE_SIZE = 25
STEPS = {
    CONFIRM: fulfilling.confirm_done,
    SEND_BACK: fulfilling.send_back,
    DROP: fulfilling.drop,
}


@require_GET
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Every institution's, for the Committee."""
    return _list_page(request, reader(request), is_committee=True)


@require_GET
def agreement_data(request: HttpRequest) -> HttpResponse:
    user, today = reader(request), timezone.localdate()
    filters = agreements.Filters.read(request.GET)
    found = agreements.listed(user, filters, on=today)
    content = agreements.agreements_csv(
        agreements.rows_of(found, on=None if filters.state == agreements.EARLIER else today)
    )
    return attachment(content, name=_("agreements") + ".csv", media_type=MEDIA_TYPE)


@require_GET
def own_agreements(request: HttpRequest) -> HttpResponse:
    """What binds the person's institutions."""
    user = cast(User, request.user)
    if not user.has_role(*REPORTING_ROLES):
        raise PermissionDenied
    return _list_page(request, user, is_committee=False)


def _list_page(request: HttpRequest, user: User, *, is_committee: bool) -> HttpResponse:
    filters, today = agreements.Filters.read(request.GET), timezone.localdate()
    is_before = filters.state == agreements.EARLIER
    if is_before:
        list_earlier(request)
    shown = agreements.listed(user, filters, on=today, only_own=not is_committee)
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    numbers = agreements.counts(user, on=today, only_own=not is_committee)
    context = {
        "is_committee": is_committee,
        "has_hub": is_committee and user.has_role(*COMMITTEE_ROLES),
        "filters": filters,
        "page": page,
        "rows": agreements.rows_of(page.object_list, on=None if is_before else today),
        "query": filters.query(),
        "institutions": agreements.institutions_bound(user, filters.state) if is_committee else [],
        "states": [
            {
                "label": f"{label} ({numbers[state]})",
                "url": f"?{filters.query(estado=state)}",
                "is_current": state == filters.state,
            }
            for state, label in agreements.STATES.items()
            if state != agreements.EARLIER or numbers[state]
        ],
    }
    return render(request, "committee/agreement_list.html", context)


@require_http_methods(["GET", "POST"])
def agreement(request: HttpRequest, number: str, ordinal: int) -> HttpResponse:
    """One binding agreement: the institution says that it is done, who reviews it decides."""
    found, user = found_agreement(request, number, ordinal), cast(User, request.user)
    if request.method == "GET":
        return _page(request, found)
    if "step" in request.POST or fulfilling.deciding_post(user, found):
        return _decide(request, found)
    return _say_done(request, found)


def _say_done(request: HttpRequest, found: Agreement) -> HttpResponse:
    user = cast(User, request.user)
    if fulfilling.saying_post(user, found) is None:
        raise PermissionDenied
    form = SayDoneForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    chosen = form.cleaned_data
    try:
        fulfilling.say_done(found, text=chosen["text"], version=chosen["version"], by=user, at=timezone.now())
    except Refused as refusal:
        now = found_agreement(request, found.meeting.number, found.ordinal)
        return _page(request, now, form, status=tell(form, refusal, now.version, field="text"))
    messages.success(request, _("The Technical Secretary is told, and confirms it."))
    return redirect("agreement", found.meeting.number, found.ordinal)


def _decide(request: HttpRequest, found: Agreement) -> HttpResponse:
    user = cast(User, request.user)
    if fulfilling.deciding_post(user, found) is None:
        raise PermissionDenied
    form = DecideForm(request.POST, is_said=True)
    if not form.is_valid():
        return _page(request, found, form)
    chosen = form.cleaned_data
    try:
        STEPS[chosen["step"]](found, text=chosen["text"], version=chosen["version"], by=user, at=timezone.now())
    except Refused as refusal:
        now = found_agreement(request, found.meeting.number, found.ordinal)
        return _page(request, now, form, status=tell(form, refusal, now.version, field="text"))
    messages.success(request, _("The decision is kept, and the institution is told."))
    return redirect("agreement", found.meeting.number, found.ordinal)


def _page(
    request: HttpRequest, found: Agreement, form: SayDoneForm | DecideForm | None = None, *, status: int = 200
) -> HttpResponse:
    user, today = cast(User, request.user), timezone.localdate()
    is_only_read = earlier_plan(request) is not None
    is_open = found.state == Agreement.State.OPEN and found.meeting.minutes is not None and not is_only_read
    can_decide = is_open and fulfilling.deciding_post(user, found) is not None
    can_say = is_open and found.said_done_at is None and fulfilling.saying_post(user, found) is not None
    context: dict[str, Any] = {
        "agreement": found,
        "standing": agreements.standing_of(found, on=None if is_only_read else today),
        "path": agreements.path_of(found),
        "form": form or _form_for(found, can_decide=can_decide, can_say=can_say),
        "can_decide": can_decide,
        "can_say": can_say,
        "is_committee": user.has_role(*COMMITTEE_ROLES, Role.OBSERVER),
    }
    return render(request, "committee/agreement.html", context, status=status)


def _form_for(found: Agreement, *, can_decide: bool, can_say: bool) -> SayDoneForm | DecideForm | None:
    initial = {"version": found.version}
    if can_decide:
        return DecideForm(is_said=found.said_done_at is not None, initial=initial)
    return SayDoneForm(initial=initial) if can_say else None
