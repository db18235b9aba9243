"""The activities of a year as a spreadsheet: download, upload, see what it would change, save."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from activities.exchange.applying import save
from activities.exchange.comparing import Comparison, Fate, compare
from activities.exchange.keeping import give_up, keep, kept_for
from activities.exchange.saying import counted, saved_sentence
from activities.exchange.stamp import NotOurs
from activities.exchange.template import MEDIA_TYPE, file_name, template_of
from activities.handing_in import refusal_of
from activities.models import YearPlan
from activities.refusals import NotAllowed, Refused
from activities.views.acting import CONFLICT
from activities.views.finding import current_plan, reader
from documents.forms.sheet_form import SheetForm
from documents.responses import attachment
from documents.sheets.reading import book_of
from institutions import permissions
from institutions.models import User


@require_http_methods(["GET", "POST"])
def activity_spreadsheet(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    found, now = _own(request, year, institution), timezone.now()
    if request.method == "GET":
        return _show(request, found, _form(request), now)
    user, form = _reporter(request, found), _form(request)
    if not _is_open(found, now):
        return _show(request, found, form, now, status=CONFLICT)
    if not form.is_valid():
        return _show(request, found, form, now)
    said = form.cleaned_data
    try:
        compare(found, book_of(said["cells"]), "")
    except NotOurs as problem:
        form.add_error("file", str(problem))
        return _show(request, found, form, now)
    keep(found, user, name=said["file"].name, data=said["data"], cells=said["cells"], at=now)
    return redirect("activity_preview", year, institution)


@require_GET
def activity_template(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    found = _own(request, year, institution)
    if not _is_open(found, timezone.now()):
        return redirect("activity_spreadsheet", year, institution)
    return attachment(template_of(found), name=file_name(found), media_type=MEDIA_TYPE)


@require_http_methods(["GET", "POST"])
def activity_preview(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    found, now = _own(request, year, institution), timezone.now()
    user = _reporter(request, found)
    upload = kept_for(found, user, at=now)
    if request.method == "POST" and request.POST.get("action") == "discard":
        give_up(found, user)
        messages.success(request, _("The file was put aside. Nothing was saved."))
        return redirect("activity_spreadsheet", year, institution)
    if upload is None:
        if request.method == "POST":
            messages.error(request, _("The preview is no longer kept. Upload the file again."))
        return redirect("activity_spreadsheet", year, institution)
    try:
        comparison = compare(found, book_of(upload.cells), upload.sha256)
    except NotOurs as problem:
        give_up(found, user)
        messages.error(request, str(problem))
        return redirect("activity_spreadsheet", year, institution)
    if request.method == "GET":
        return _show_preview(request, found, comparison, upload.name, error=refusal_of(found, now))
    return _save(request, found, comparison, upload.name, now)


def _save(
    request: HttpRequest, year_plan: YearPlan, comparison: Comparison, name: str, at: dt.datetime
) -> HttpResponse:
    """Apply exactly what was shown; when something changed since, nothing, and show what it would do now."""
    user = cast(User, request.user)
    if request.POST.get("digest") != comparison.digest:
        text = _("Something changed since you saw this preview. Nothing was saved. This is what the file would do now.")
        return _show_preview(request, year_plan, comparison, name, error=text, status=CONFLICT)
    try:
        saved = save(year_plan, comparison, request.POST.getlist("out"), by=user, at=at)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        return _show_preview(request, year_plan, comparison, name, error=str(refusal), status=CONFLICT)
    give_up(year_plan, user)
    messages.success(request, saved_sentence(saved))
    left = comparison.of(Fate.PROBLEM, Fate.CONFLICT)
    if left:
        rows = ", ".join(each.code or _("row %(row)d") % {"row": each.row} for each in left)
        messages.warning(request, _("Left as they were: %(rows)s.") % {"rows": rows})
    return redirect("year_plan", year_plan.year, year_plan.institution.code)


def _show(
    request: HttpRequest, year_plan: YearPlan, form: SheetForm, at: dt.datetime, status: int = 200
) -> HttpResponse:
    user = cast(User, request.user)
    context = {
        "year_plan": year_plan,
        "form": form,
        "refusal": refusal_of(year_plan, at) or ("" if year_plan.is_writable else _handed_over()),
        "is_reporter": permissions.reporting_post(user, year_plan.institution) is not None,
        "upload": kept_for(year_plan, user, at=at),
    }
    return render(request, "activities/activity_spreadsheet.html", context, status=status)


def _handed_over() -> str:
    return _("The plan of the year was handed over: it can be read, not changed.")


def _show_preview(
    request: HttpRequest, year_plan: YearPlan, comparison: Comparison, name: str, *, error: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "year_plan": year_plan,
        "comparison": comparison,
        "name": name,
        "summary": counted(comparison),
        "wrong": comparison.of(Fate.PROBLEM, Fate.CONFLICT),
        "new": comparison.of(Fate.NEW),
        "changed": comparison.of(Fate.CHANGED),
        "gone": comparison.of(Fate.GONE),
        "noted": [each for each in comparison.of(Fate.EQUAL, Fate.KNOWN) if each.note],
        "ticked": request.POST.getlist("out"),
        "errors": [{"text": error}] if error else [],
    }
    return render(request, "activities/activity_preview.html", context, status=status)


def _own(request: HttpRequest, year: int, institution: str) -> YearPlan:
    """A plan of the year that the person reports or approves. Who only reads it has no use for its spreadsheet."""
    user = reader(request)
    visible = YearPlan.objects.visible_to(user).whole()
    found = get_object_or_404(visible, round__plan=current_plan(), round__year=year, institution__code=institution)
    posts = permissions.reporting_post(user, found.institution), permissions.approving_post(user, found.institution)
    if not any(posts):
        raise PermissionDenied(_("Only the institution itself fills in its spreadsheet."))
    return found


def _reporter(request: HttpRequest, year_plan: YearPlan) -> User:
    user = cast(User, request.user)
    if permissions.reporting_post(user, year_plan.institution) is None:
        raise PermissionDenied(_("Only who reports for the institution uploads its spreadsheet."))
    return user


def _is_open(year_plan: YearPlan, at: dt.datetime) -> bool:
    return year_plan.is_writable and not refusal_of(year_plan, at)


def _form(request: HttpRequest) -> SheetForm:
    label = _("The template that you filled in")
    return SheetForm(request.POST, request.FILES, label=label) if request.method == "POST" else SheetForm(label=label)
