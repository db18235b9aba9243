"""The steps of a point, whatever it is about. Where the meeting is called off, committee/meetings/withdrawing.py takes it off.

    proposed → adopted → proposed;  proposed → withdrawn.

The technical secretary acts. Adopting needs a meeting that was held, its attendance noted and a quorum, as any decision of the
Committee. `also` is what else a step does for one kind: it is called in the same transaction, before the point arrives. A step
that is pressed twice is taken once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from committee.meetings import agenda
from committee.meetings.meeting import require_secretary
from committee.meetings.quorum import require_quorum
from committee.meetings.withdrawing import arrive
from committee.models import Meeting, MeetingPoint
from committee.models.point import Point
from institutions.models import User
from measurements.answer.refusals import Stale, WrongState
from measurements.chain import chain

State = MeetingPoint.State
OPEN_TO_POINTS = (Meeting.State.PLANNED, Meeting.State.HELD)
START = {State.ADOPTED: State.PROPOSED, State.PROPOSED: State.ADOPTED, State.WITHDRAWN: State.PROPOSED}
"""The state from which a point arrives in each."""


def nothing(_point: Any) -> None:
    """A step that does nothing else."""


def require_free(standing: MeetingPoint | None) -> None:
    """Refuse what stands before a meeting already."""
    if standing is not None:
        text = _("“%(point)s” stands before meeting %(number)s: take it off there first.")
        raise WrongState(text % {"point": standing.title, "number": standing.meeting.number})


def room_for(meeting: Meeting, plan_id: int) -> Meeting:
    """The meeting as it stands now: one of the plan whose minutes are open. The caller holds the plan's lock."""
    room = Meeting.objects.whole().get(pk=meeting.pk)
    if room.state not in OPEN_TO_POINTS or room.plan_id != plan_id:
        raise WrongState(_("Choose a meeting that was not cancelled and whose minutes are open."))
    return room


def put(point: Point, *, by: User, at: dt.datetime) -> Point:
    """Store a new point before its meeting, whose agenda names it. The caller holds the plan's lock."""
    point.put_by, point.put_at, point.version = require_secretary(by), at, version_after(point)
    with translation.override(point.meeting.language):
        words = _("%(point)s: adopt it") % {"point": point.title}
    named = [agenda.Point(words, point.source)]
    agenda.add_points(point.meeting, named, version=point.meeting.version, by=by, at=at)
    point.save(force_insert=True)
    return point


def version_after(point: MeetingPoint) -> int:
    """Goes on from earlier points about the same subject: a page of one of those, which showed other content, decides nothing on this."""
    subject = {point.SUBJECT: getattr(point, point.SUBJECT)}
    earlier = type(point)._default_manager.filter(**subject)
    last: int | None = earlier.aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def adopt(point: Point, *, version: int, by: User, also: Callable[[Point], object] = nothing) -> Point:
    """Note that the meeting adopted it."""

    def decided(current: Point) -> None:
        require_quorum(current.meeting)
        also(current)

    return _take(point, State.ADOPTED, version=version, by=by, also=decided)


def take_back(point: Point, *, version: int, by: User, also: Callable[[Point], object] = nothing) -> Point:
    """Undo the adoption, until the minutes close."""
    return _take(point, State.PROPOSED, version=version, by=by, also=also)


def take_off(point: Point, *, version: int, by: User) -> Point:
    """Take it off the meeting, which did not adopt it. It may be put before another one."""
    return _take(point, State.WITHDRAWN, version=version, by=by, also=nothing)


def _take(point: Point, to: MeetingPoint.State, *, version: int, by: User, also: Callable[[Point], object]) -> Point:
    require_secretary(by)
    with transaction.atomic():
        current = _locked(point)
        if current.state == to and current.version == version + 1:
            return current
        _require(current, version, START[to])
        also(current)
        return arrive(current, to)


def _locked(point: Point) -> Point:
    """The point as it stands now, with the plan's lock held until the transaction ends."""
    chain.lock(point.meeting.plan_id)
    current: Point = type(point).objects.whole().get(pk=point.pk)  # type: ignore[attr-defined]
    return current


def _require(point: MeetingPoint, version: int, state: MeetingPoint.State) -> None:
    if point.version != version:
        raise Stale(_("Somebody changed this point while you were working on it. Nothing was changed."))
    if point.state != state:
        text = _("“%(point)s” stands in meeting %(number)s as “%(state)s”: the step is no longer possible.")
        words = {"point": point.title, "number": point.meeting.number, "state": point.get_state_display()}
        raise WrongState(text % words)
    if point.meeting.state not in OPEN_TO_POINTS:
        raise WrongState(_("The minutes of meeting %(number)s are closed.") % {"number": point.meeting.number})
