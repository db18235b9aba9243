"""The page of one activity, for whoever may read it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from activities.known import day_of
from activities.planning.against import against_of
from activities.standing_words import stand_of
from activities.views.activity_page import budget_items_of, change_under_way, changes_of, semesters_of
from activities.views.finding import reader
from activities.views.following import activities_seen, found_activity
from institutions import permissions


@require_GET
def activity(request: HttpRequest, code: str) -> HttpResponse:
    user, now = reader(request), timezone.now()
    found = found_activity(user, code)
    seen = activities_seen(user)
    is_reporter = permissions.reporting_post(user, found.institution) is not None
    is_frozen = found.year_plan.round.is_sealed
    semesters = semesters_of(found, user, at=now)
    context = {
        "activity": found,
        "stand": stand_of(found, day_of(now)),
        "is_frozen": is_frozen,
        "against": against_of(found) if is_frozen else None,
        "adopted": next(iter(found.adopted_lines.all()), None),
        "changes": changes_of(found, user),
        "under_way": change_under_way(found, user),
        "semesters": semesters,
        "to_write": [row for row in reversed(semesters) if row.can_be_written and is_reporter],
        "items": budget_items_of(found, user),
        "before": seen.filter(pk=found.continues_id).first() if found.continues_id else None,
        "after": seen.filter(continues=found).order_by("year").first(),
        "may_require": permissions.reviewing_post(user, found.institution) is not None,
        "can_write": is_reporter and is_frozen,
        "can_ask": is_reporter and is_frozen and found.cancelled_at is None,
    }
    return render(request, "activities/activity.html", context)
