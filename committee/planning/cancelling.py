"""What becomes of a plan of the year whose meeting is called off. committee/meeting.py calls it."""

from __future__ import annotations

from committee.models import Meeting, PlanningPoint

State = PlanningPoint.State


def take_off_with(meeting: Meeting) -> None:
    """A meeting that is called off adopts nothing: what stood before it may stand before another. The caller holds the plan's lock."""
    for point in PlanningPoint.objects.filter(meeting=meeting, state=State.PROPOSED):
        point.state = State.WITHDRAWN
        point.version += 1
        point.save()
