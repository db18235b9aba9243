"""What the addresses of the planning of a year lead to. To who may not read it, it does not exist (404); who reads only acts not (403)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from activities.models import PlanningRound
from activities.planning.standing import keeping_post
from committee.views.meeting_finding import plan_of_meetings
from institutions.models import COMMITTEE_ROLES, Institution, Role, User


def found_round(request: HttpRequest, year: int) -> PlanningRound:
    visible = PlanningRound.objects.visible_to(cast(User, request.user)).whole()
    return get_object_or_404(visible, plan=plan_of_meetings(), year=year)


def kept_round(request: HttpRequest, year: int) -> PlanningRound:
    """A round that this person may change."""
    found = found_round(request, year)
    keeper_of_planning(request)
    return found


def keeper_of_planning(request: HttpRequest) -> User:
    user = cast(User, request.user)
    if keeping_post(user) is None:
        raise PermissionDenied
    return user


def reads_all(user: User) -> bool:
    """The Committee and its observers read every institution's plan; the others their own."""
    return user.has_role(*COMMITTEE_ROLES, Role.OBSERVER)


def askable() -> list[Institution]:
    """Institutions that take part in the plan."""
    return list(Institution.objects.participating().order_by("order", "code"))
