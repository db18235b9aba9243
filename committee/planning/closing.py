"""What closing the minutes asks of the plan of the year, and does with it. committee/closing.py calls it."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from activities.planning import adopting
from committee.models import Meeting, PlanningPoint
from committee.review.adopting import quorum_in
from institutions.models import Appointment

State = PlanningPoint.State


def points_of(meeting: Meeting) -> list[PlanningPoint]:
    """The plans of a year that stand before the meeting, in the order of their years."""
    return list(PlanningPoint.objects.whole().standing().filter(meeting=meeting).order_by("round__year"))


def lacks_of(meeting: Meeting) -> list[tuple[str, int]]:
    """What keeps the minutes from being closed, and of which year."""
    found = []
    quorum = quorum_in(meeting)
    for point in points_of(meeting):
        year = point.round.year
        if point.state == State.PROPOSED:
            text = _("Adopt the plan of %(year)s, or take it off the meeting.")
            found.append((text % {"year": year}, year))
        elif quorum is None or not quorum.is_reached:
            text = _("The attendance noted now makes no quorum, but the plan of %(year)s was adopted: take it back.")
            found.append((text % {"year": year}, year))
    return found


def close(meeting: Meeting, post: Appointment, *, at: dt.datetime) -> None:
    """Freeze what the meeting adopted. The caller holds the lock and has asked `lacks_of`."""
    for point in points_of(meeting):
        adopting.seal(point.round, post, at=at)
