"""Opening the planning of a year, and its steps, each behind a page that says what follows. What is refused keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.models import PlanningRound
from activities.planning import rounds
from activities.refusals import NotReady
from committee.forms.planning import AskForm, MoveForm, OpenForm, PutForm, WhyForm
from committee.models import Meeting
from committee.planning import meeting_point, steps
from committee.planning.opening import asked_first, suggested_year
from committee.points.deciding import OPEN_TO_POINTS
from committee.views.meeting_finding import CONFLICT, plan_of_meetings, tell
from committee.views.planning_finding import askable, found_round, keeper_of_planning, kept_round
from documents.forms.versioned import VersionedForm
from documents.speaking import language
from institutions.models import User
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused, WrongState


@require_http_methods(["GET", "POST"])
@survives_sign_in
def planning_open(request: HttpRequest) -> HttpResponse:
    by, plan, now = keeper_of_planning(request), plan_of_meetings(), timezone.now()
    if request.method == "GET":
        return _open_page(request, OpenForm(institutions=askable(), initial=_initial(request)))
    form = OpenForm(request.POST, institutions=askable())
    if not form.is_valid():
        return _open_page(request, form)
    year = form.cleaned_data["year"]
    try:
        rounds.open_round(plan, year, form.asked, form.chosen, by=by, at=now)
    except Refused as refusal:
        return _open_page(request, form, status=_say(form, refusal, field="year"))
    messages.success(request, _("The planning of %(year)s is open, and the institutions are told.") % {"year": year})
    return redirect("planning_round", year)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What is suggested; after signing in again, what was typed before."""
    typed = _typed(request)
    if typed:
        return typed
    plan, wanted = plan_of_meetings(), request.GET.get("anio", "")
    year = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == 4 else 0
    return {
        "year": year or suggested_year(plan, at=timezone.now()),
        "language": language(),
        "institutions": [each.code for each in asked_first(plan)],
    }


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed before signing in again; nothing where nothing was."""
    typed = typed_before(request)
    return {} if typed is None else typed.dict() | {"institutions": typed.getlist("institutions")}


def _open_page(request: HttpRequest, form: OpenForm, *, status: int = 200) -> HttpResponse:
    return render(request, "committee/planning_open.html", {"form": form}, status=status)


def _say(form: Form, refusal: Refused, *, field: str | None = None) -> int:
    """Say it beside the boxes that it is about. What is not about a box stands on top."""
    if isinstance(refusal, NotReady):
        for problem in refusal.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.text)
        return 200
    form.add_error(field, str(refusal))
    return CONFLICT if isinstance(refusal, WrongState) else 200


@require_http_methods(["GET", "POST"])
@survives_sign_in
def planning_step(request: HttpRequest, year: int, step: str) -> HttpResponse:
    """One step: its form, or a question before it is taken."""
    found = kept_round(request, year)
    if step not in steps.STEPS:
        raise Http404
    if request.method == "GET":
        if found.state not in steps.FROM[step]:
            return redirect("planning_round", year)
        return _step_page(request, found, step, _form(found, step, initial=_typed(request)))
    form = _form(found, step, request.POST)
    if not form.is_valid():
        return _step_page(request, found, step, form)
    try:
        TAKEN[step](found, form, cast(User, request.user))
    except NotReady as refusal:
        return _step_page(request, found, step, form, status=_say(form, refusal))
    except Refused as refusal:
        now = found_round(request, year)
        return _step_page(request, now, step, form, status=tell(form, refusal, now.version))
    messages.success(request, _said(step))
    return redirect("planning_round", year)


def _form(found: PlanningRound, step: str, data: Any = None, *, initial: dict[str, Any] | None = None) -> Any:
    """The boxes of a step. What was typed before signing in keeps no version: the page is made from what stands now."""
    begun = {**(initial or {}), "version": found.version}
    if step == steps.MOVE:
        return MoveForm(data, initial={"due_on": found.due_on} | begun)
    if step == steps.ASK:
        known = set(found.year_plans.asked().values_list("institution", flat=True))
        return AskForm(data, institutions=[each for each in askable() if each.pk not in known], initial=begun)
    if step == steps.PUT:
        open_ones = Meeting.objects.filter(plan=found.plan_id, state__in=OPEN_TO_POINTS)
        return PutForm(data, meetings=list(open_ones.order_by("starts_at")), initial=begun)
    return VersionedForm(data, initial=begun) if step == steps.CONSOLIDATE else WhyForm(data, initial=begun)


def _consolidate(found: PlanningRound, form: Any, by: User) -> None:
    rounds.consolidate(found, version=form.cleaned_data["version"], by=by, at=timezone.now())


def _move(found: PlanningRound, form: MoveForm, by: User) -> None:
    chosen = form.cleaned_data
    rounds.move_due(found, form.day, chosen["reason"], version=chosen["version"], by=by, at=timezone.now())


def _ask(found: PlanningRound, form: AskForm, by: User) -> None:
    rounds.ask(found, form.chosen, version=form.cleaned_data["version"], by=by, at=timezone.now())


def _put(found: PlanningRound, form: PutForm, by: User) -> None:
    meeting_point.put(found, form.chosen, version=form.cleaned_data["version"], by=by, at=timezone.now())


def _reopen(found: PlanningRound, form: WhyForm, by: User) -> None:
    chosen = form.cleaned_data
    meeting_point.reopen(found, chosen["reason"], version=chosen["version"], by=by, at=timezone.now())


def _cancel(found: PlanningRound, form: WhyForm, by: User) -> None:
    chosen = form.cleaned_data
    meeting_point.cancel(found, chosen["reason"], version=chosen["version"], by=by, at=timezone.now())


TAKEN: dict[str, Callable[[PlanningRound, Any, User], None]] = {
    steps.CONSOLIDATE: _consolidate,
    steps.MOVE: _move,
    steps.ASK: _ask,
    steps.PUT: _put,
    steps.REOPEN: _reopen,
    steps.CANCEL: _cancel,
}


def _said(step: str) -> str:
    """What is said once the step was taken."""
    return {
        steps.CONSOLIDATE: _("The plans are consolidated: put the planning before a meeting."),
        steps.MOVE: _("The last day is moved, and the institutions are told."),
        steps.ASK: _("They are asked and told."),
        steps.PUT: _("It stands before the meeting, and on its agenda."),
        steps.REOPEN: _("It is open to proposals again, and the institutions are told."),
        steps.CANCEL: _("The planning is cancelled, and the institutions are told."),
    }[step]


def _step_page(request: HttpRequest, found: PlanningRound, step: str, form: Any, *, status: int = 200) -> HttpResponse:
    context = {
        "round": found,
        "form": form,
        "step": step,
        "label": steps.label_of(step),
        "is_overdue": found.is_overdue(timezone.now()),
        "lacking": rounds.names_of(rounds.not_sent(found)) if step == steps.CONSOLIDATE else "",
        "undecided": rounds.names_of(rounds.undecided(found)) if step == steps.CONSOLIDATE else "",
    }
    return render(request, "committee/planning_step.html", context, status=status)
