"""Beginning a plan of a year: with what was planned before, or by saying that nothing is planned."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from activities.forms.activity import ReasonForm
from activities.handing_in import refusal_of
from activities.models import YearPlan
from activities.planning.copying import copy_from_last_year, copyable, earlier_plan
from activities.planning.writing import declare_none, undo_none
from activities.refusals import NotReady, Refused
from activities.views.acting import CONFLICT
from activities.views.finding import reader
from activities.views.plans import (
    found_year_plan,
    page,
    refusal_to_write,
    sent_back,
    tell,
    typed_version,
    writer_of,
)
from documents.speaking import language
from institutions.models import User
from institutions.typed_before import survives_sign_in, typed_before


@require_http_methods(["GET", "POST"])
@survives_sign_in
def year_plan_none(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    """Say that no activity is planned and why; or take that back."""
    found, refusal = _written(request, year, institution)
    is_sent, is_undone = request.method == "POST", request.POST.get("action") == "undo"
    if refusal and not is_sent:
        return sent_back(request, refusal, found)
    typed = None if is_sent else typed_before(request)
    initial = {"version": found.version, "reason": found.reason} | (typed.dict() if typed else {})
    form, status = ReasonForm(request.POST if is_sent else None, initial=initial), 200
    if is_sent and (form.is_valid() or is_undone):
        try:
            _declare(found, form, is_undone=is_undone, by=reader(request), at=timezone.now())
        except Refused as refused:
            found.refresh_from_db()
            status = tell(form, refused, found.version)
        else:
            messages.success(request, _("Taken back: activities can be written.") if is_undone else _("It is kept."))
            return redirect("year_plan", year, institution)
    return page(request, "year_plan_none.html", found, form=form, status=status)


def _declare(found: YearPlan, form: ReasonForm, *, is_undone: bool, by: User, at: dt.datetime) -> None:
    if is_undone:
        undo_none(found, version=typed_version(form), by=by, at=at)
    else:
        reason, version = form.cleaned_data["reason"], typed_version(form)
        declare_none(found, reason, version=version, by=by, at=at, language=language())


@require_http_methods(["GET", "POST"])
@survives_sign_in
def year_plan_copy(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    """Choose which activities of the earlier year are planned again. At first all that can be, but what was cancelled."""
    found, refusal = _written(request, year, institution)
    if request.method == "POST":
        return _copied(request, found)
    if refusal:
        return sent_back(request, refusal, found)
    typed = typed_before(request)
    offered = {row.activity.code for row in copyable(found) if row.is_offered}
    return _copy_page(request, found, offered if typed is None else set(typed.getlist("codes")))


def _copied(request: HttpRequest, found: YearPlan) -> HttpResponse:
    codes = request.POST.getlist("codes")
    try:
        made = copy_from_last_year(found, codes, by=reader(request), at=timezone.now())
    except Refused as refused:
        status = 200 if isinstance(refused, NotReady) else CONFLICT
        return _copy_page(request, found, set(codes), problem=str(refused), status=status)
    said = ngettext("%(n)s activity was copied.", "%(n)s activities were copied.", len(made))
    messages.success(request, said % {"n": len(made)})
    return redirect("year_plan", found.year, found.institution.code)


def _copy_page(
    request: HttpRequest, found: YearPlan, ticked: set[str], *, problem: str = "", status: int = 200
) -> HttpResponse:
    errors = [{"text": problem}] if problem else []
    context = {"rows": copyable(found), "ticked": ticked, "earlier": earlier_plan(found), "errors": errors}
    return page(request, "year_plan_copy.html", found, status=status, **context)


def _written(request: HttpRequest, year: int, institution: str) -> tuple[YearPlan, str]:
    """A plan that this person writes, and why it cannot be written now; empty where it can."""
    found = found_year_plan(request, year, institution)
    writer_of(request, found)
    return found, refusal_to_write(found, refusal_of(found, timezone.now()))
