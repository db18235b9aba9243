"""What the addresses of meetings lead to. To who may not read it a meeting does not exist (404); who only reads changes nothing (403)."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from committee.meetings.meeting import require_secretary, secretary_post
from committee.models import Agreement, Meeting
from indicators.earlier_plans import earlier_plan, read_under, require_current
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, Role, User
from measurements.answer.refusals import NotAllowed, Refused, Stale, WrongState

CONFLICT = 409


def may_read_meetings(user: User) -> bool:
    """As `Meeting.objects.visible_to`."""
    return user.has_role(*COMMITTEE_ROLES, Role.OBSERVER)


def reader(request: HttpRequest) -> User:
    """The Committee and its observers."""
    user = cast(User, request.user)
    if not may_read_meetings(user):
        raise PermissionDenied
    return user


def keeper(request: HttpRequest) -> User:
    """The technical secretary, who keeps the meetings."""
    user = cast(User, request.user)
    try:
        require_secretary(user)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return user


def is_keeper(request: HttpRequest) -> bool:
    """Whether the page offers what only the technical secretary does."""
    return secretary_post(cast(User, request.user)) is not None and earlier_plan(request) is None


def plan_of_meetings() -> ActionPlan:
    plan = ActionPlan.objects.current()
    if plan is None:
        raise Http404
    return plan


def found_meeting(request: HttpRequest, number: str) -> Meeting:
    """Of whatever plan: no two give the same number."""
    visible = Meeting.objects.visible_to(cast(User, request.user)).whole()
    meeting = get_object_or_404(visible, number=number)
    read_under(request, meeting.plan_id, reverse("meeting", args=[number]))
    return meeting


def kept_meeting(request: HttpRequest, number: str) -> Meeting:
    """A meeting that this person may change."""
    meeting = found_meeting(request, number)
    keeper(request)
    require_current(request)
    return meeting


def found_agreement(request: HttpRequest, number: str, ordinal: int) -> Agreement:
    visible = Agreement.objects.visible_to(cast(User, request.user)).whole()
    agreement = get_object_or_404(visible, meeting__number=number, ordinal=ordinal)
    read_under(request, agreement.meeting.plan_id, reverse("agreement", args=[number, ordinal]))
    return agreement


def tell(form: Form, refusal: Refused, version: int, *, field: str | None = None) -> int:
    """Say beside the form why nothing was changed, keep what was typed, and give the status of the answer.

    Who read an older version sends the same again from the version that stands now, after looking at it.
    """
    is_conflict = isinstance(refusal, Stale | WrongState)
    form.add_error(None if is_conflict else field, str(refusal))
    if not is_conflict:
        return 200
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(version)
    form.data = data
    return CONFLICT
