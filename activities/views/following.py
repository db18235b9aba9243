"""What the addresses of the follow-up lead to. What a person may not read does not exist (404)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from activities.models import Activity, ProgressNote
from activities.models.activity import ActivityQuerySet
from activities.own import is_own
from activities.views.finding import current_plan
from indicators.models import ReportingPeriod
from institutions.models import User


def activities_seen(user: User) -> ActivityQuerySet:
    return Activity.objects.visible_to(user).whole().filter(plan=current_plan())


def found_activity(user: User, code: str) -> Activity:
    return get_object_or_404(activities_seen(user), code=code)


def found_period(code: str) -> ReportingPeriod:
    return get_object_or_404(ReportingPeriod.objects.filter(plan=current_plan()).select_related("plan"), code=code)


def found_note(user: User, activity: Activity, period: ReportingPeriod) -> ProgressNote | None:
    """None where its own institution has written nothing yet; to others what was not sent does not exist."""
    note = ProgressNote.objects.visible_to(user).whole().filter(activity=activity, period=period).first()
    if note is None and not is_own(user, activity.institution):
        raise Http404
    return note
