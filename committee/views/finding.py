"""What the addresses of the Committee lead to. What a person may not read does not exist (404)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from committee.models import InformationRequest
from committee.requests.desk import requests_of
from institutions.models import COMMITTEE_ROLES, User


def committee_member(request: HttpRequest) -> User:
    """Who sits in the Committee, in whatever post."""
    user = cast(User, request.user)
    if not user.has_role(*COMMITTEE_ROLES):
        raise PermissionDenied
    return user


def found_request(request: HttpRequest, number: str) -> InformationRequest:
    return get_object_or_404(requests_of(cast(User, request.user)).whole(), number=number)
