"""What the addresses of activities lead to. What a person may not read does not exist (404)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from activities.own import own_institutions
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, Role, User


def reader(request: HttpRequest) -> User:
    """Who may read something of activities: who reports or approves for an institution, the Committee, its observers."""
    user = cast(User, request.user)
    if not may_read(user):
        raise PermissionDenied
    return user


def may_read(user: User) -> bool:
    """A subordinate unit plans nothing of its own: its institution does."""
    return user.has_role(*COMMITTEE_ROLES, Role.OBSERVER) or bool(own_institutions(user))


def current_plan() -> ActionPlan:
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404
    return plan
