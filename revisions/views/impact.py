"""What a drafted decision would do: read by the Committee and its observers, and changes nothing."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from institutions.models import COMMITTEE_ROLES, User
from revisions.impact import foreseen
from revisions.views.finding import found_decision, found_session


@require_safe
def revision_impact(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """To whom a review is not shown, none of its decisions exists."""
    session = found_session(request, number)
    decision = found_decision(session, code)
    context = {
        "decision": decision,
        "session": session,
        "impact": foreseen(decision, timezone.now()),
        "reads_requests": cast(User, request.user).has_role(*COMMITTEE_ROLES),
    }
    return render(request, "revisions/impact.html", context)
