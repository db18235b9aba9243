"""What the addresses of activities lead to. What a person may not read does not exist (404)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Institution, Role, User


def reader(request: HttpRequest) -> User:
    """Who may read something of activities: who reports or approves for an institution, the Committee, its observers."""
    user = cast(User, request.user)
    if not may_read(user):
        raise PermissionDenied
    return user


def may_read(user: User) -> bool:
    """A subordinate unit plans nothing of its own: its institution does."""
    return user.has_role(*COMMITTEE_ROLES, Role.OBSERVER) or bool(own_institutions(user))


def own_institutions(user: User) -> list[Institution]:
    """Those for which the person reports or approves, each once."""
    own = {
        p.institution_id: p.institution for p in user.posts if p.role in REPORTING_ROLES and not p.institution.is_unit
    }
    return list(own.values())


def current_plan() -> ActionPlan:
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404
    return plan
