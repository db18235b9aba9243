"""The plan of a year in a meeting: adopted after a page that says what it holds, taken back, or taken off the meeting."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.meeting import secretary_post
from committee.models import Meeting, PlanningPoint
from committee.planning import desk, meeting_point
from committee.review.adopting import NoQuorum, quorum_in
from committee.review.wording import quorum_words
from committee.views.meeting_finding import CONFLICT, found_meeting, keeper
from documents.forms.versioned import VersionedForm
from institutions.models import User
from measurements.refusals import Refused, Stale, WrongState

VERBS = {"adopt": meeting_point.adopt, "take-back": meeting_point.take_back, "take-off": meeting_point.take_off}


@require_http_methods(["GET", "POST"])
def meeting_planning(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """Read by whoever reads the meeting; the technical secretary notes what the meeting decided."""
    point = _found(found_meeting(request, number), year)
    if request.method == "GET":
        return _page(request, point)
    by, form, action = keeper(request), VersionedForm(request.POST), request.POST.get("action", "")
    if action not in VERBS or not form.is_valid():
        return _page(request, point, error=_("Choose what the meeting decided."))
    try:
        VERBS[action](point, version=form.cleaned_data["version"], by=by, at=timezone.now())
    except Refused as refusal:
        is_conflict = isinstance(refusal, Stale | WrongState) and not isinstance(refusal, NoQuorum)
        now = _found(point.meeting, year)
        return _page(request, now, error=str(refusal), status=CONFLICT if is_conflict else 200)
    messages.success(request, _said(action, year))
    return redirect("meeting", number)


def _found(meeting: Meeting, year: int) -> PlanningPoint:
    """Where the plan of a year stands, or stood last, in the meeting."""
    points = PlanningPoint.objects.whole().filter(meeting=meeting, round__year=year).order_by("-put_at", "-pk")
    return get_object_or_404(points[:1])


def _said(action: str, year: int) -> str:
    texts = {
        "adopt": _("The plan of %(year)s is adopted. It is frozen when the minutes close."),
        "take-back": _("The adoption of the plan of %(year)s is taken back."),
        "take-off": _(
            "The plan of %(year)s is taken off the meeting. Its point stays on the agenda: remove it there if it is not discussed."
        ),
    }
    return texts[action] % {"year": year}


def _page(request: HttpRequest, point: PlanningPoint, *, error: str = "", status: int = 200) -> HttpResponse:
    user = cast(User, request.user)
    is_open = point.meeting.state in meeting_point.OPEN_TO_POINTS and secretary_post(user) is not None
    quorum = quorum_in(point.meeting)
    context: dict[str, Any] = {
        "point": point,
        "meeting": point.meeting,
        "round": point.round,
        "desk": desk.desk_of(point.round, user, at=timezone.now()),
        "quorum": quorum_words(quorum) if quorum is not None else "",
        "can_adopt": is_open and point.state == "proposed" and quorum is not None and quorum.is_reached,
        "can_take_off": is_open and point.state == "proposed",
        "can_take_back": is_open and point.state == "adopted",
        "errors": [{"text": error}] if error else [],
    }
    return render(request, "committee/meeting_planning.html", context, status=status)
