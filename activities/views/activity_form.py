"""Writing, changing and taking out an activity while its plan is in the hands of who reports."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.content import Difference, content_of, differences
from activities.forms.activity import ActivityForm, as_initial, initial_of
from activities.handing_in import refusal_of
from activities.models import Activity, YearPlan
from activities.planning.choosing import offered
from activities.planning.writing import add_activity, change_activity, take_out
from activities.refusals import Refused
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
from documents.forms.versioned import VersionedForm
from institutions.typed_before import survives_sign_in, typed_before


@require_http_methods(["GET", "POST"])
@survives_sign_in
def activity_new(request: HttpRequest, year: int, institution: str) -> HttpResponse:
    found, now = found_year_plan(request, year, institution), timezone.now()
    writer_of(request, found)
    refusal = refusal_to_write(found, refusal_of(found, now))
    if refusal and request.method == "GET":
        return sent_back(request, refusal, found)
    form, status = _form(request, found), 200
    if request.method == "POST" and form.is_valid():
        try:
            made = add_activity(found, form.content, by=reader(request), at=now)
        except Refused as refused:
            status = tell(form, refused, 0)
        else:
            messages.success(request, _("%(code)s is in the plan.") % {"code": made.code})
            if request.POST.get("next") == "another":
                return redirect("activity_new", year, institution)
            return redirect("year_plan", year, institution)
    return page(request, "activity_form.html", found, form=form, status=status)


@require_http_methods(["GET", "POST"])
@survives_sign_in
def activity_edit(request: HttpRequest, year: int, institution: str, ordinal: int) -> HttpResponse:
    found, activity, refusal = _written(request, year, institution, ordinal)
    is_sent = request.method == "POST"
    if refusal and not is_sent:
        return sent_back(request, refusal, found)
    form, status = _form(request, found, activity), 200
    meanwhile: tuple[Difference, ...] = ()
    if is_sent and activity is None:
        form.add_error(None, _("Somebody took this activity out meanwhile. Sent again, it is written as a new one."))
        status = CONFLICT
    elif activity is not None and is_sent and form.is_valid():
        try:
            change_activity(activity, form.content, version=typed_version(form), by=reader(request), at=timezone.now())
        except Refused as refused:
            stands = Activity.objects.whole().filter(pk=activity.pk).first()
            status = tell(form, refused, stands.version if stands else 0)
            meanwhile = differences(content_of(stands), form.content) if stands and status == CONFLICT else ()
            activity = stands
        else:
            messages.success(request, _("%(code)s is saved.") % {"code": activity.code})
            return redirect("year_plan", year, institution)
    return page(request, "activity_form.html", found, activity=activity, form=form, meanwhile=meanwhile, status=status)


@require_http_methods(["GET", "POST"])
def activity_take_out(request: HttpRequest, year: int, institution: str, ordinal: int) -> HttpResponse:
    """Taken out after it was asked whether they are sure."""
    found, activity, refusal = _written(request, year, institution, ordinal)
    if activity is None or (refusal and request.method == "GET"):
        gone = _("Somebody took this activity out meanwhile. Nothing was changed.")
        return sent_back(request, refusal or gone, found)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        form = VersionedForm(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        try:
            take_out(activity, version=version, by=reader(request), at=timezone.now())
        except Refused as refused:
            errors = [{"text": str(refused)}]
            stands = Activity.objects.whole().filter(pk=activity.pk).first()
            if stands is None:
                return sent_back(request, gone, found)
            activity = stands
        else:
            messages.success(request, _("%(code)s is no longer in the plan.") % {"code": activity.code})
            return redirect("year_plan", year, institution)
    status = CONFLICT if errors else 200
    return page(request, "activity_take_out.html", found, activity=activity, errors=errors, status=status)


def _written(request: HttpRequest, year: int, institution: str, ordinal: int) -> tuple[YearPlan, Activity | None, str]:
    """The activity of a plan that this person writes, and why it cannot be written now. None: sent to one that was taken out."""
    found = found_year_plan(request, year, institution)
    writer_of(request, found)
    activity = found.activities.whole().filter(ordinal=ordinal).first()
    if activity is None and not (request.method == "POST" and 0 < ordinal <= found.last_ordinal):
        raise Http404
    return found, activity, refusal_to_write(found, refusal_of(found, timezone.now()))


def _form(request: HttpRequest, found: YearPlan, activity: Activity | None = None) -> ActivityForm:
    """With what was sent; else what was typed before the session ended; else what stands."""
    is_sent = request.method == "POST"
    typed = None if is_sent else typed_before(request)
    initial = (
        initial_of(content_of(activity), activity.version)
        if activity
        else {"plan_action": request.GET.get("accion", "")}
    )
    if typed is not None:
        initial |= as_initial(typed)
    chosen = str((request.POST if is_sent else initial).get("plan_action", ""))
    return ActivityForm(
        request.POST if is_sent else None,
        year=found.year,
        offered=offered(found.round.plan_id, chosen),
        initial=initial,
    )
