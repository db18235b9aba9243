"""What closing the minutes does with the plan of the year. committee/minutes/closing.py calls it."""

from __future__ import annotations

import datetime as dt

from activities.planning import adopting
from committee.models import Meeting
from committee.points.closing import plans_before
from institutions.models import Appointment


def close(meeting: Meeting, post: Appointment, *, at: dt.datetime) -> None:
    """Freeze what the meeting adopted. The caller holds the lock and has asked `lacks_of`."""
    for point in plans_before(meeting):
        adopting.seal(point.round, post, at=at)
