"""What closing the minutes asks of the points before the meeting. committee/minutes/closing.py calls it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from committee.meetings.quorum import has_quorum
from committee.models import Meeting, MeetingPoint, PlanningPoint, ReportPoint, ReviewDecision, ReviewSession

State = MeetingPoint.State


def plans_before(meeting: Meeting) -> list[PlanningPoint]:
    """The plans of a year that stand before the meeting, in the order of their years."""
    return list(PlanningPoint.objects.whole().standing().filter(meeting=meeting).order_by("round__year"))


def reports_before(meeting: Meeting) -> list[ReportPoint]:
    """The reports that stand before the meeting, in the order in which they were put."""
    return list(ReportPoint.objects.whole().standing().filter(meeting=meeting).order_by("put_at", "pk"))


def points_before(meeting: Meeting) -> list[MeetingPoint]:
    return [*plans_before(meeting), *reports_before(meeting)]


def has_decided(meeting: Meeting, points: Iterable[MeetingPoint]) -> bool:
    """Whether it adopted a plan or a report, which are its points, or something of its review: the minutes tell that from agreements."""
    if any(point.state == State.ADOPTED for point in points):
        return True
    adopted = ReviewDecision.objects.filter(session__meeting=meeting, state=ReviewDecision.State.ADOPTED)
    return adopted.exclude(session__state=ReviewSession.State.CANCELLED).exists()


def lacks_of(meeting: Meeting, points: Iterable[MeetingPoint]) -> Iterator[tuple[str, MeetingPoint]]:
    """What keeps the minutes from being closed, and of which point."""
    is_quorate = has_quorum(meeting)
    for point in points:
        if point.state == State.PROPOSED:
            yield _("“%(point)s”: adopt it, or take it off the meeting.") % {"point": point.title}, point
        elif not is_quorate:
            text = _("The attendance noted now makes no quorum, but “%(point)s” was adopted: take it back.")
            yield text % {"point": point.title}, point
