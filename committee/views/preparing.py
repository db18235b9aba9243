"""The agenda of a meeting and what is noted of it: points by hand and from what is pending, their order, who came, what was said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from committee.forms.meeting import AgendaForm, PointForm
from committee.forms.record import RecordForm
from committee.meetings import agenda
from committee.meetings import meeting as keeping
from committee.models import Meeting
from committee.pages.pending import pending_for
from committee.views.meeting_finding import CONFLICT, found_meeting, keeper, kept_meeting, tell
from documents.forms.versioned import VersionedForm
from documents.spoken import plain
from measurements.answer.refusals import Refused

ADD = "add"


@require_http_methods(["GET", "POST"])
def meeting_agenda(request: HttpRequest, number: str) -> HttpResponse:
    """Two forms on one page: the points as they stand, and one more."""
    found = kept_meeting(request, number)
    if request.method == "GET":
        if found.state not in agenda.OPEN:
            return redirect("meeting", number)
        return _agenda_page(request, found)
    return _add(request, found) if ADD in request.POST else _arrange(request, found)


def _add(request: HttpRequest, found: Meeting) -> HttpResponse:
    form = PointForm(request.POST)
    if not form.is_valid():
        return _agenda_page(request, found, one_more=form)
    version = form.cleaned_data["version"]
    try:
        agenda.add_points(found, [form.point], version=version, by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_meeting(request, found.number)
        return _agenda_page(request, now, one_more=form, status=tell(form, refusal, now.version, field="title"))
    return redirect("meeting_agenda", found.number)


def _arrange(request: HttpRequest, found: Meeting) -> HttpResponse:
    form = AgendaForm(request.POST, points=list(found.agenda.order_by("ordinal")))
    if not form.is_valid():
        return _agenda_page(request, found, form=form)
    version = form.cleaned_data["version"]
    try:
        agenda.arrange(found, form.places, version=version, by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_meeting(request, found.number)
        return _agenda_page(request, now, form=form, status=tell(form, refusal, now.version))
    messages.success(request, _("The agenda is kept."))
    return redirect("meeting", found.number)


def _agenda_page(
    request: HttpRequest,
    found: Meeting,
    *,
    form: AgendaForm | None = None,
    one_more: PointForm | None = None,
    status: int = 200,
) -> HttpResponse:
    initial = {"version": found.version}
    context = {
        "meeting": found,
        "form": form or AgendaForm(points=list(found.agenda.order_by("ordinal")), initial=initial),
        "one_more": one_more or PointForm(initial=initial),
    }
    return render(request, "committee/meeting_agenda.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_pending(request: HttpRequest, number: str) -> HttpResponse:
    """What is pending, with a tick each: the ticked become points of the agenda."""
    found = kept_meeting(request, number)
    if request.method == "GET":
        return _pending_page(request, found) if found.state in agenda.OPEN else redirect("meeting", number)
    form = VersionedForm(request.POST)
    if not form.is_valid():
        return _pending_page(request, found, error=_("Open this page again: it was not sent whole."))
    chosen = set(request.POST.getlist("source"))
    things = [each for group in pending_for(found, at=timezone.now()) for each in group.things]
    points = [agenda.Point(plain(each.title), each.source) for each in things if each.source in chosen]
    if not points and chosen and chosen <= set(found.agenda.values_list("source", flat=True)):
        return redirect("meeting_agenda", number)  # the button pressed twice, or somebody else added them
    if not points:
        return _pending_page(request, found, error=_("Choose at least one."))
    try:
        agenda.add_points(found, points, version=form.cleaned_data["version"], by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_meeting(request, number)
        return _pending_page(request, now, error=str(refusal), chosen=chosen, status=CONFLICT)
    text = ngettext("%(n)d point was added.", "%(n)d points were added.", len(points))
    messages.success(request, text % {"n": len(points)})
    return redirect("meeting_agenda", number)


def _pending_page(
    request: HttpRequest, found: Meeting, *, error: str = "", chosen: set[str] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "meeting": found,
        "groups": pending_for(found, at=timezone.now()),
        "chosen": chosen or set(),
        "errors": [{"text": error}] if error else [],
    }
    return render(request, "committee/meeting_pending.html", context, status=status)


@require_http_methods(["GET", "POST"])
def meeting_record(request: HttpRequest, number: str) -> HttpResponse:
    """Who came, until when, and what was said about each point."""
    found = kept_meeting(request, number)
    if request.method == "GET":
        return _record_page(request, found) if found.state in agenda.OPEN else redirect("meeting", number)
    form = _record_form(found, request.POST)
    if not form.is_valid():
        return _record_page(request, found, form)
    version = form.cleaned_data["version"]
    try:
        keeping.hold(found, form.record, version=version, by=keeper(request), at=timezone.now())
    except Refused as refusal:
        now = found_meeting(request, number)
        status = tell(form, refusal, now.version)
        if status == CONFLICT:
            form.show_what_stands()
        return _record_page(request, now, form, status=status)
    messages.success(request, _("What you noted is kept. It can be corrected until the minutes are closed."))
    return redirect("meeting", number)


def _record_form(found: Meeting, data: object = None) -> RecordForm:
    seats = list(found.attendances.select_related("institution"))
    return RecordForm(data, meeting=found, seats=seats, points=list(found.agenda.order_by("ordinal")))


def _record_page(
    request: HttpRequest, found: Meeting, form: RecordForm | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "meeting": found,
        "form": form or _record_form(found),
        "is_early": timezone.now() < found.starts_at,
    }
    return render(request, "committee/meeting_record.html", context, status=status)
