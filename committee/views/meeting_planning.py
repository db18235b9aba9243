"""The plan of a year in a meeting: adopted after a page that says what it holds, taken back, or taken off the meeting."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.models import Meeting, PlanningPoint
from committee.planning import desk, meeting_point
from committee.views import points
from committee.views.meeting_finding import found_meeting
from institutions.models import User

VERBS = {"adopt": meeting_point.adopt, "take-back": meeting_point.take_back, "take-off": meeting_point.take_off}


@require_http_methods(["GET", "POST"])
def meeting_planning(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """Read by whoever reads the meeting; the technical secretary notes what the meeting decided."""

    def page(point: PlanningPoint, error: str, status: int) -> HttpResponse:
        answers = desk.desk_of(point.round, cast(User, request.user), at=timezone.now())
        context = points.context_of(request, point, error) | {"round": point.round, "desk": answers}
        return render(request, "committee/meeting_planning.html", context, status=status)

    return points.decided(
        request, lambda: _found(found_meeting(request, number), year), verbs=VERBS, said=_said, page=page
    )


def _found(meeting: Meeting, year: int) -> PlanningPoint:
    """Where the plan of a year stands, or stood last, in the meeting."""
    found = PlanningPoint.objects.whole().filter(meeting=meeting, round__year=year).order_by("-put_at", "-pk")
    return get_object_or_404(found[:1])


def _said(action: str, point: PlanningPoint) -> str:
    texts = {
        "adopt": _("The plan of %(year)s is adopted. It is frozen when the minutes close."),
        "take-back": _("The adoption of the plan of %(year)s is taken back."),
        "take-off": _(
            "The plan of %(year)s is taken off the meeting. Its point stays on the agenda: remove it there if it is not discussed."
        ),
    }
    return texts[action] % {"year": point.round.year}
