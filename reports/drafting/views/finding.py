"""What the addresses of drafts lead to. A draft that one may not read does not exist (404); whoever only reads may not act (403)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from indicators.earlier_plans import read_under, require_current
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
    """A draft to be read, of whatever plan."""
    draft = get_object_or_404(visible_drafts(person(request)), pk=pk)
    read_under(request, draft.plan_id, reverse("draft", args=[pk]))
    return draft


def prepared_draft(request: HttpRequest, pk: int) -> ReportDraft:
    """One of the plan in force, of which alone reports are prepared."""
    draft = found_draft(request, pk)
    require_current(request)
    return draft


def steered_draft(request: HttpRequest, pk: int) -> ReportDraft:
    """A draft that this person leads."""
    draft = found_draft(request, pk)
    if steering_post(person(request), draft) is None:
        raise PermissionDenied
    require_current(request)
    return draft


def require_writer(request: HttpRequest, draft: ReportDraft) -> User:
    user = person(request)
    if writing_post(user, draft) is None:
        raise PermissionDenied
    return user
