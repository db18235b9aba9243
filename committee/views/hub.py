"""“Comité”: everything that waits for the Committee, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from committee.pages import hub
from committee.pages.meeting_hub import meetings_part
from committee.planning.hub import planning_part
from committee.review.hub import review_part
from committee.views.finding import committee_member
from institutions.models import REVIEWING_ROLES


@require_GET
def committee(request: HttpRequest) -> HttpResponse:
    user, now = committee_member(request), timezone.now()
    context = {
        "requests": list(hub.requests_lines(user, at=now)),
        "decisions": list(hub.decisions_lines(user)),
        "meetings": meetings_part(user, at=now),
        "review": review_part(user),
        "planning": planning_part(user),
        "links": list(hub.links_of(user)),
        "may_require": user.has_role(*REVIEWING_ROLES),
    }
    return render(request, "committee/committee.html", context)
