"""What the addresses of plans of a year, their activities and their changes lead to, and what is said when a verb refuses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from activities.forms.activity import ProblemForm
from activities.models import ActivityChange, YearPlan
from activities.refusals import NotAllowed, NotReady, Refused
from activities.views.acting import CONFLICT
from activities.views.finding import current_plan, reader
from institutions import permissions


def found_year_plan(request: HttpRequest, year: int, institution: str) -> YearPlan:
    """To who may not read it, it does not exist (404)."""
    visible = YearPlan.objects.visible_to(reader(request)).whole()
    return get_object_or_404(visible, round__plan=current_plan(), round__year=year, institution__code=institution)


def found_change(request: HttpRequest, year: int, institution: str, number: int) -> ActivityChange:
    visible = ActivityChange.objects.visible_to(reader(request)).whole()
    return get_object_or_404(
        visible,
        year_plan__round__plan=current_plan(),
        year_plan__round__year=year,
        year_plan__institution__code=institution,
        ordinal=number,
    )


def writer_of(request: HttpRequest, year_plan: YearPlan) -> None:
    """Who reports for its institution; who only reads it may not (403)."""
    if permissions.reporting_post(reader(request), year_plan.institution) is None:
        raise PermissionDenied(_("Who reports for the institution writes its plan."))


def typed_version(form: ProblemForm) -> int:
    """The version that the page was made from; 0, which none ever has, where it does not say."""
    return int(form.cleaned_data.get("version") or 0)


def tell(form: ProblemForm, refusal: Refused, version: int) -> int:
    """Say in the form why nothing was changed, keep what was typed, and give the status of the answer.

    Who read an older version sends the same again from the one that stands now, after looking at it.
    """
    if isinstance(refusal, NotAllowed):
        raise PermissionDenied(str(refusal)) from refusal
    if isinstance(refusal, NotReady):
        form.tell(refusal.problems)
        return 200
    form.add_error(None, str(refusal))
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(version or "")
    form.data = data
    return CONFLICT


def sent_back(request: HttpRequest, refusal: str, year_plan: YearPlan) -> HttpResponse:
    """A page that has nothing to offer now: back to the plan of the year, with the reason."""
    messages.warning(request, refusal)
    return redirect("year_plan", year_plan.year, year_plan.institution.code)


def refusal_to_write(year_plan: YearPlan, refusal: str) -> str:
    """Why the plan cannot be written now; empty where it can."""
    if refusal or year_plan.is_writable:
        return refusal
    text = _("The plan of the year is “%(status)s”: nothing in it can be changed now.")
    return text % {"status": year_plan.get_status_display()}


def page(
    request: HttpRequest, template: str, year_plan: YearPlan, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of this room: each knows the plan of the year that it belongs to."""
    return render(request, f"activities/{template}", {"year_plan": year_plan} | context, status=status)
