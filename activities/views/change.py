"""One change of a frozen plan: what would read otherwise, why, how it stands; judged and withdrawn here."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.content import differences, read_back
from activities.history import answer_of, history_of
from activities.models import ActivityChange
from activities.own import is_own
from activities.planning.changing import withdraw
from activities.refusals import Refused
from activities.stepping import steps_of
from activities.views.acting import CONFLICT, Answered, act, typed_words
from activities.views.finding import reader
from activities.views.plans import found_change, page, writer_of
from documents.forms.versioned import VersionedForm
from institutions import permissions
from institutions.typed_before import survives_sign_in


@require_http_methods(["GET", "POST"])
@survives_sign_in
def activity_change(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    found, now = found_change(request, year, institution, number), timezone.now()
    if request.method == "GET":
        return _page(request, found, now, typed_words(request))
    answered = act(request, found, reader(request), at=now)
    if not answered.is_done:
        return _page(request, found, now, answered)
    visible = ActivityChange.objects.visible_to(reader(request)).filter(pk=found.pk)
    return redirect("activity_change", year, institution, number) if visible.exists() else redirect("activity_queue")


@require_http_methods(["GET", "POST"])
def activity_change_withdraw(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    """Withdrawn after it was asked whether they are sure."""
    found = found_change(request, year, institution, number)
    writer_of(request, found.year_plan)
    errors: list[dict[str, str]] = []
    if request.method == "GET" and not (found.is_writable and found.is_under_way):
        return redirect("activity_change", year, institution, number)
    if request.method == "POST":
        form = VersionedForm(request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        try:
            withdraw(found, version=version, by=reader(request), at=timezone.now())
        except Refused as refused:
            found.refresh_from_db()
            errors = [{"text": str(refused)}]
        else:
            messages.success(request, _("The change is withdrawn."))
            return redirect("activity_change", year, institution, number)
    status = CONFLICT if errors else 200
    return page(request, "activity_change_withdraw.html", found.year_plan, change=found, errors=errors, status=status)


def _page(
    request: HttpRequest, found: ActivityChange, now: dt.datetime, answered: Answered | None = None
) -> HttpResponse:
    user = reader(request)
    reports = permissions.reporting_post(user, found.year_plan.institution) is not None
    content = read_back(found.content)
    steps = list(found.steps.select_related("post__user", "post__institution"))
    return page(
        request,
        "activity_change.html",
        found.year_plan,
        status=answered.status if answered else 200,
        change=found,
        content=content,
        differences=() if found.before is None else differences(read_back(found.before), content),
        steps=steps_of(found, user, at=now),
        answered=answered,
        answer=answer_of(found, steps) if found.is_under_way else None,
        history=history_of(steps, is_own=is_own(user, found.year_plan.institution)),
        can_write=reports and found.is_writable and found.is_under_way,
    )
