"""The spreadsheet round trip of one institution and semester: download, upload, see what it would change, save."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from documents.sheets.reading import book_of
from indicators.models import ReportingPeriod
from institutions import permissions
from institutions.models import Institution, User
from measurements.deadlines.deadlines import Deadlines
from measurements.deadlines.window import window_of
from measurements.exchange.applying import save
from measurements.exchange.cases import Desk, desk_of, owed_on_the_web
from measurements.exchange.changes import Effect, Fate
from measurements.exchange.comparing import Comparison, compare
from measurements.exchange.keeping import give_up, keep, kept_for
from measurements.exchange.noting import note
from measurements.exchange.stamp import NotOurs
from measurements.exchange.template import MEDIA_TYPE, file_name, left_out, template_of
from measurements.forms.spreadsheet import UploadForm
from measurements.tasks.task_list import task_list_of
from measurements.views.finding import own_institution, period_of_plan
from measurements.workflow import steps as workflow


@require_http_methods(["GET", "POST"])
def spreadsheet(request: HttpRequest, period: str, institution: str) -> HttpResponse:
    owner, semester = own_institution(request, institution), period_of_plan(period)
    if request.method == "GET":
        return _show(request, owner, semester, UploadForm())
    _require_reporter(request, owner)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, owner, semester, form)
    desk, said = _desk(request, owner, semester), form.cleaned_data
    try:
        compare(desk, book_of(said["cells"]), "")
    except NotOurs as problem:
        form.add_error("file", str(problem))
        return _show(request, owner, semester, form)
    keep(desk, name=said["file"].name, data=said["data"], cells=said["cells"])
    return redirect("spreadsheet_preview", semester.code, owner.code)


@require_GET
def spreadsheet_template(request: HttpRequest, period: str, institution: str) -> HttpResponse:
    owner, semester = own_institution(request, institution), period_of_plan(period)
    desk = _desk(request, owner, semester)
    if not desk.cases:
        return redirect("spreadsheet", semester.code, owner.code)
    response = HttpResponse(template_of(desk), content_type=MEDIA_TYPE)
    note(desk)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(desk)}"'
    return response


@require_http_methods(["GET", "POST"])
def spreadsheet_preview(request: HttpRequest, period: str, institution: str) -> HttpResponse:
    owner, semester = own_institution(request, institution), period_of_plan(period)
    _require_reporter(request, owner)
    desk = _desk(request, owner, semester)
    upload = kept_for(desk)
    if request.method == "POST" and request.POST.get("action") == "discard":
        give_up(desk)
        messages.success(request, _("The file was put aside. Nothing was saved."))
        return redirect("spreadsheet", semester.code, owner.code)
    if upload is None:
        if request.method == "POST":
            messages.error(request, _("The preview is no longer kept. Upload the file again."))
        return redirect("spreadsheet", semester.code, owner.code)
    try:
        comparison = compare(desk, book_of(upload.cells), upload.sha256)
    except NotOurs as problem:  # the plan changed since the upload
        give_up(desk)
        messages.error(request, str(problem))
        return redirect("spreadsheet", semester.code, owner.code)
    if request.method == "GET":
        return _show_preview(request, desk, comparison, upload.name)
    return _save(request, desk, comparison, upload.name)


def _save(request: HttpRequest, desk: Desk, comparison: Comparison, name: str) -> HttpResponse:
    """Apply exactly what was shown; when something changed since, nothing, and show what it would do now."""
    if request.POST.get("digest") != comparison.digest:
        text = _("Something changed since you saw this preview. Nothing was saved. This is what the file would do now.")
        return _show_preview(request, desk, comparison, name, error=text, status=409)
    try:
        saved = save(comparison, by=desk.user, at=desk.at)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied from refusal
    except workflow.Refused as refusal:
        return _show_preview(request, desk, comparison, name, error=str(refusal), status=409)
    give_up(desk)
    messages.success(request, _saved_sentence(comparison.saved, len(saved)))
    for left in comparison.of(Fate.IN_ERROR, Fate.LOCKED, Fate.REDEFINED):
        messages.warning(request, _("%(code)s was left as it was.") % {"code": left.code})
    return redirect("task_list", desk.period.code, desk.institution.code)


def _saved_sentence(values: int, indicators: int) -> str:
    """In several indicators there are several values."""
    if indicators > 1:
        text = _("%(values)d values were saved as drafts in %(indicators)d indicators.")
    else:
        text = ngettext(
            "%(values)d value was saved as a draft in one indicator.",
            "%(values)d values were saved as drafts in one indicator.",
            values,
        )
    return text % {"values": values, "indicators": indicators}


def _show(request: HttpRequest, owner: Institution, period: ReportingPeriod, form: UploadForm) -> HttpResponse:
    user, now = cast(User, request.user), timezone.now()
    deadlines = Deadlines.read([period], [owner.pk])
    deadline, widest = deadlines.of(period, owner.pk), deadlines.widest(period, owner.pk)
    codes = owed_on_the_web(owner, period)
    context = {
        "institution": owner,
        "period": period,
        "form": form,
        "left_out": left_out(codes) if codes else "",
        "window": window_of(period, at=now, deadline=deadline, widest=widest),
        "is_open": widest.is_open(now),
        "is_over": widest.is_closed(now) or task_list_of(owner, period).is_all_sent,
        "is_reporter": permissions.reporting_post(user, owner) is not None,
    }
    return render(request, "measurements/spreadsheet.html", context)


def _show_preview(
    request: HttpRequest, desk: Desk, comparison: Comparison, name: str, *, error: str = "", status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "institution": desk.institution,
        "period": desk.period,
        "comparison": comparison,
        "name": name,
        "new": comparison.count(Effect.NEW),
        "changed": comparison.count(Effect.CHANGED),
        "wrong": comparison.count(Effect.ERROR),
        "saved": comparison.of(Fate.SAVED),
        "in_error": comparison.of(Fate.IN_ERROR),
        "left_alone": comparison.of(Fate.LOCKED, Fate.REDEFINED),
        "equal": comparison.of(Fate.EQUAL),
        "known": [case for case in comparison.of(Fate.EQUAL) if case.known],
        "errors": [{"text": error}] if error else [],
    }
    return render(request, "measurements/spreadsheet_preview.html", context, status=status)


def _desk(request: HttpRequest, owner: Institution, period: ReportingPeriod) -> Desk:
    return desk_of(owner, period, user=cast(User, request.user), at=timezone.now())


def _require_reporter(request: HttpRequest, owner: Institution) -> None:
    if permissions.reporting_post(cast(User, request.user), owner) is None:
        raise PermissionDenied
