"""Asking for a change of a frozen plan: an activity altered or moved, cancelled, or added."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.content import content_of, read_back
from activities.forms.activity import ChangeForm, ProblemForm, ReasonForm, as_initial, initial_of
from activities.models import Activity, ActivityChange, YearPlan
from activities.planning.changing import Asked, Kind, ask_change, open_change_of, rewrite
from activities.planning.choosing import offered
from activities.refusals import Refused
from activities.views.finding import reader
from activities.views.following import found_activity
from activities.views.plans import (
    found_change,
    found_year_plan,
    page,
    sent_back,
    tell,
    typed_version,
    writer_of,
)
from documents.speaking import language
from institutions.typed_before import survives_sign_in, typed_before


@require_http_methods(["GET", "POST"])
@survives_sign_in
def activity_change_new(request: HttpRequest, code: str) -> HttpResponse:
    """Alter or move an activity of a frozen plan."""
    return _of_activity(request, code, Kind.ALTER)


@require_http_methods(["GET", "POST"])
@survives_sign_in
def activity_cancel(request: HttpRequest, code: str) -> HttpResponse:
    return _of_activity(request, code, Kind.CANCEL)


@require_http_methods(["GET", "POST"])
@survives_sign_in
def activity_addition(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    """Add an activity to a frozen plan."""
    found = found_year_plan(request, year, institution)
    writer_of(request, found)
    if not found.round.is_sealed and request.method == "GET":
        return sent_back(request, _("The plan of the year was not adopted yet: change the activity itself."), found)
    form = _form(request, found, Kind.ADD, {})
    return _answer(request, found, Kind.ADD, form)


@require_http_methods(["GET", "POST"])
@survives_sign_in
def activity_change_edit(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    """Say a change otherwise, before it is sent or after it was returned."""
    change = found_change(request, year, institution, number)
    writer_of(request, change.year_plan)
    if request.method == "GET" and not (change.is_writable and change.is_under_way):
        return redirect("activity_change", year, institution, number)
    said = initial_of(read_back(change.content)) | {"reason": change.reason, "version": change.version}
    form = _form(request, change.year_plan, Kind(change.kind), said)
    return _answer(request, change.year_plan, Kind(change.kind), form, change=change, activity=change.activity)


def _of_activity(request: HttpRequest, code: str, kind: ActivityChange.Kind) -> HttpResponse:
    activity = found_activity(reader(request), code)
    found = activity.year_plan
    writer_of(request, found)
    other = open_change_of(activity)
    if other is not None and request.method == "GET":
        messages.warning(request, _("This change is under way: wait for its answer, or withdraw it."))
        return redirect("activity_change", found.year, found.institution.code, other.ordinal)
    if request.method == "GET" and not Activity.objects.in_force().filter(pk=activity.pk).exists():
        text = _("%(code)s is not in force: no change of it can be asked for.")
        return sent_back(request, text % {"code": activity.code}, found)
    form = _form(request, found, kind, initial_of(content_of(activity), activity.version))
    return _answer(request, found, kind, form, activity=activity)


def _form(request: HttpRequest, found: YearPlan, kind: ActivityChange.Kind, said: dict[str, Any]) -> ProblemForm:
    """With what was sent; else what was typed before the session ended; else what stands."""
    is_sent = request.method == "POST"
    typed = None if is_sent else typed_before(request)
    initial = said if typed is None else said | as_initial(typed)
    data = request.POST if is_sent else None
    if kind == Kind.CANCEL:
        return ReasonForm(data, initial=initial)
    chosen = str((data or initial).get("plan_action", ""))
    return ChangeForm(data, year=found.year, offered=offered(found.round.plan_id, chosen), initial=initial)


def _answer(
    request: HttpRequest,
    found: YearPlan,
    kind: ActivityChange.Kind,
    form: ProblemForm,
    *,
    activity: Activity | None = None,
    change: ActivityChange | None = None,
) -> HttpResponse:
    """Keep what was asked and go to its page; or show the form, with what was refused."""
    status = 200
    if request.method == "POST" and form.is_valid():
        content = form.content if isinstance(form, ChangeForm) else None
        asked = Asked(kind, form.cleaned_data["reason"], content, language())
        try:
            kept = _keep(request, found, asked, activity, change, typed_version(form))
        except Refused as refused:
            status = tell(form, refused, _version_now(activity, change))
        else:
            messages.success(request, _("The change is kept: hand it over, so that it reaches the Committee."))
            return redirect("activity_change", found.year, found.institution.code, kept.ordinal)
    context = {"form": form, "activity": activity, "change": change, "kind": kind}
    return page(request, "activity_change_form.html", found, status=status, **context)


def _keep(
    request: HttpRequest,
    found: YearPlan,
    asked: Asked,
    activity: Activity | None,
    change: ActivityChange | None,
    version: int,
) -> ActivityChange:
    by, at = reader(request), timezone.now()
    if change is None:
        return ask_change(found, asked, activity=activity, version=version, by=by, at=at)
    rewrite(change, asked, version=version, by=by, at=at)
    return change


def _version_now(activity: Activity | None, change: ActivityChange | None) -> int:
    """That of what is changed: the change itself once it is kept, else its activity."""
    if change is not None:
        return ActivityChange.objects.get(pk=change.pk).version
    return 0 if activity is None else Activity.objects.get(pk=activity.pk).version
