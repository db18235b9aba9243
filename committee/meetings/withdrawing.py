"""What becomes of the points and of the review that stand before a meeting when the meeting is cancelled or moved."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from committee.models import IndicatorProposal, Meeting, MeetingPoint, PlanningPoint, ReportPoint, ReviewSession
from committee.models.point import Point
from documents.formatting import instant
from documents.speaking import language
from institutions.models import Appointment
from measurements.answer.refusals import WrongState

State = MeetingPoint.State


def take_off_with(meeting: Meeting) -> None:
    """A meeting that is called off adopts nothing: what stood before it may stand before another. The caller holds the plan's lock."""
    withdraw(PlanningPoint.objects.filter(meeting=meeting))
    withdraw(ReportPoint.objects.filter(meeting=meeting))


def cancel_review_with(meeting: Meeting, post: Appointment, *, at: dt.datetime) -> None:
    """A meeting that is called off takes its review with it. Nothing can have been adopted in a meeting not held yet."""
    for session in ReviewSession.objects.open().filter(meeting=meeting):
        session.state, session.reason = ReviewSession.State.CANCELLED, meeting.reason
        session.closed_by, session.closed_at = post, at
        session.version += 1
        session.save()
        wait_again(session)


def wait_again(session: ReviewSession) -> None:
    """What was answered in a review that is called off was not answered by the Committee. The caller holds the plan's lock."""
    for each in IndicatorProposal.objects.filter(session=session):
        each.state, each.answer, each.session, each.decision = IndicatorProposal.State.WAITING, "", None, None
        each.answered_by = each.answered_at = None
        each.version += 1
        each.save()


def require_frozen_before(meeting: Meeting, starts_at: dt.datetime) -> None:
    """A meeting is not moved to before what it decides on was frozen."""
    late = ReportPoint.objects.standing().filter(meeting=meeting, put_at__gte=starts_at).first()
    if late is not None:
        text = _(
            "“%(point)s” was put before this meeting on %(moment)s. To move it to an earlier time, first take the report off it."
        )
        raise WrongState(text % {"point": late.title, "moment": instant(late.put_at, language())})


def withdraw(points: QuerySet[Point]) -> None:
    """Take off those that are to be adopted. The caller holds the plan's lock."""
    for point in points.filter(state=State.PROPOSED):
        arrive(point, State.WITHDRAWN)


def arrive(point: Point, state: MeetingPoint.State) -> Point:
    """Store where it stands now, in its next version."""
    point.state = state
    point.version += 1
    point.save()
    return point
