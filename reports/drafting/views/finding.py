"""What the addresses of drafts lead to. A draft that one may not read does not exist (404); whoever only reads may not act (403)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from indicators.models import ActionPlan
from institutions.models import User
from reports.drafting.permissions import steering_post, writing_post
from reports.drafting.under_way import visible_drafts
from reports.models import ReportDraft

CONFLICT = 409


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def current_plan() -> ActionPlan:
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404
    return plan


def found_draft(request: HttpRequest, pk: int) -> ReportDraft:
    return get_object_or_404(visible_drafts(person(request)), plan=ActionPlan.objects.current(), pk=pk)


def steered_draft(request: HttpRequest, pk: int) -> ReportDraft:
    """A draft that this person leads."""
    draft = found_draft(request, pk)
    if steering_post(person(request), draft) is None:
        raise PermissionDenied
    return draft


def require_writer(request: HttpRequest, draft: ReportDraft) -> User:
    user = person(request)
    if writing_post(user, draft) is None:
        raise PermissionDenied
    return user
