"""The page of a point in its meeting, whatever it is about: what is offered there, and the step that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.meetings.quorum import NoQuorum, quorum_in, quorum_words
from committee.models import MeetingPoint
from committee.models.point import Point
from committee.points.deciding import OPEN_TO_POINTS
from committee.views.meeting_finding import CONFLICT, is_keeper, keeper
from documents.forms.versioned import VersionedForm
from measurements.answer.refusals import Refused, Stale, WrongState

State = MeetingPoint.State


def decided(
    request: HttpRequest,
    find: Callable[[], Point],
    *,
    verbs: Mapping[str, Callable[..., Point]],
    said: Callable[[str, Point], str],
    page: Callable[[Point, str, int], HttpResponse],
) -> HttpResponse:
    """The page, or what was posted to it. `verbs` are those of its kind by the name of their button; `page` takes the point, what was
    refused and the status; `find` reads the point as it stands, after a refusal again.
    """
    point = find()
    if request.method == "GET":
        return page(point, "", 200)
    by, form, action = keeper(request), VersionedForm(request.POST), request.POST.get("action", "")
    if action not in verbs or not form.is_valid():
        return page(point, _("Choose what the meeting decided."), 200)
    try:
        verbs[action](point, version=form.cleaned_data["version"], by=by, at=timezone.now())
    except Refused as refusal:
        is_conflict = isinstance(refusal, Stale | WrongState) and not isinstance(refusal, NoQuorum)
        return page(find(), str(refusal), CONFLICT if is_conflict else 200)
    messages.success(request, said(action, point))
    return redirect("meeting", point.meeting.number)


def context_of(request: HttpRequest, point: MeetingPoint, error: str) -> dict[str, Any]:
    """What every such page says, and what it offers to the technical secretary while the minutes are open."""
    is_open = is_keeper(request) and point.meeting.state in OPEN_TO_POINTS
    quorum = quorum_in(point.meeting)
    is_proposed = is_open and point.state == State.PROPOSED
    return {
        "point": point,
        "meeting": point.meeting,
        "quorum": quorum_words(quorum) if quorum is not None else "",
        "can_adopt": is_proposed and quorum is not None and quorum.is_reached,
        "can_take_off": is_proposed,
        "can_take_back": is_open and point.state == State.ADOPTED,
        "errors": [{"text": error}] if error else [],
    }
