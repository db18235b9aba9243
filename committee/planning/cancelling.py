"""What becomes of a plan of the year that stands before a meeting, when the meeting is called off or the planning goes back."""

from __future__ import annotations

from activities.models import PlanningRound
from committee.models import Meeting, PlanningPoint

State = PlanningPoint.State


def take_off_with(meeting: Meeting) -> None:
    """A meeting that is called off adopts nothing: what stood before it may stand before another. The caller holds the plan's lock."""
    for point in PlanningPoint.objects.filter(meeting=meeting, state=State.PROPOSED):
        arrive(point, State.WITHDRAWN)


def withdraw_with(round_: PlanningRound) -> None:
    """A planning that is opened again, or called off, stands before no meeting. The caller holds the plan's lock."""
    for point in PlanningPoint.objects.filter(round=round_, state=State.PROPOSED):
        arrive(point, State.WITHDRAWN)


def arrive(point: PlanningPoint, state: State) -> PlanningPoint:
    """Store where it stands now, in its next version."""
    point.state = state
    point.version += 1
    point.save()
    return point
