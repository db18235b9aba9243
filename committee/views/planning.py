"""The planning of a year as the Committee reads it: the years, the desk of one, and the adopted plan to take away."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from activities.history import history_of
from activities.models import PlanningRound
from activities.planning.standing import keeping_post
from committee.planning import desk
from committee.planning.hub import KEYS, counted
from committee.planning.later_changes import later_changes
from committee.planning.meeting_point import point_of
from committee.planning.steps import steps_of
from committee.planning.table import adopted_table
from committee.views.meeting_finding import plan_of_meetings, reader
from committee.views.planning_finding import found_round, reads_all
from documents.taking_away import KINDS, answer_with
from institutions.models import REPORTING_ROLES, User


@require_GET
def planning_list(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    rounds = counted(user).filter(plan=plan_of_meetings())
    context = {
        "rows": [{"round": each, "key": KEYS[each.state], "is_overdue": _is_overdue(each)} for each in rounds],
        "can_open": keeping_post(user) is not None,
    }
    return render(request, "committee/planning_list.html", context)


def _is_overdue(round_: PlanningRound) -> bool:
    return round_.state == PlanningRound.State.OPEN and round_.is_overdue(timezone.now())


@require_GET
def planning_round(request: HttpRequest, year: int) -> HttpResponse:
    """The desk of one year. Who reports for an institution is led to its own plan."""
    found, user = found_round(request, year), cast(User, request.user)
    if not reads_all(user):
        return _own_plan(found, user)
    now = timezone.now()
    steps = found.steps.select_related("post__user", "post__institution")
    point = point_of(found)
    context: dict[str, Any] = {
        "round": found,
        "key": KEYS[found.state],
        "desk": desk.desk_of(found, user, at=now),
        "is_overdue": _is_overdue(found),
        "point": point,
        "steps": steps_of(found, point) if keeping_post(user) is not None else (),
        "history": history_of(steps),
        "later": later_changes(found) if found.is_sealed else None,
    }
    return render(request, "committee/planning_round.html", context)


def _own_plan(found: PlanningRound, user: User) -> HttpResponse:
    own = found.year_plans.filter(institution__in=user.institution_ids(*REPORTING_ROLES)).select_related("institution")
    first = own.order_by("institution__order", "institution__code").first()
    if first is None:
        raise Http404
    return redirect("year_plan", found.year, first.institution.code)


@require_GET
def planning_data(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The adopted plan of a year as a file, for the Committee and its observers."""
    found = found_round(request, year)
    reader(request)
    if kind not in KINDS or not found.is_sealed:
        raise Http404
    return answer_with(adopted_table(found), kind)
