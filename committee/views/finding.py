"""What the addresses of the Committee lead to. What a person may not read does not exist (404)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from committee.models import InformationRequest
from indicators.earlier_plans import read_under
from institutions.models import COMMITTEE_ROLES, User


def committee_member(request: HttpRequest) -> User:
    """Who sits in the Committee, in whatever post."""
    user = cast(User, request.user)
    if not user.has_role(*COMMITTEE_ROLES):
        raise PermissionDenied
    return user


def found_request(request: HttpRequest, number: str) -> InformationRequest:
    """Of whatever plan: no two give the same number."""
    visible = InformationRequest.objects.visible_to(cast(User, request.user)).whole()
    found = get_object_or_404(visible, number=number)
    read_under(request, found.plan_id, reverse("information_request", args=[number]))
    return found
