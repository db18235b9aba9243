"""The only code that puts a planning before a meeting, adopts it there, takes that back, and takes it off; where the meeting is called off,
committee/planning/cancelling.py does.

    proposed → adopted → proposed;  proposed → withdrawn.

The technical secretary acts. Adopting needs a meeting that was held, its attendance noted and a quorum, as any decision of the
Committee. When the minutes close, what was adopted is frozen (committee/planning/closing.py).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from activities.models import PlanningRound
from activities.planning import adopting, rounds
from committee import agenda
from committee.agenda import Point
from committee.meeting import require_secretary
from committee.models import Meeting, PlanningPoint
from committee.planning.cancelling import arrive, withdraw_with
from committee.review.adopting import act_of, require_quorum
from indicators.models import ActionPlan
from institutions.models import User
from measurements import chain
from measurements.refusals import Stale, WrongState

State = PlanningPoint.State
OPEN_TO_POINTS = (Meeting.State.PLANNED, Meeting.State.HELD)


def point_of(round_: PlanningRound) -> PlanningPoint | None:
    """Where a planning stands before a meeting; None while it stands before none."""
    return PlanningPoint.objects.whole().standing().filter(round=round_).first()


def waiting_for_a_meeting(plan: ActionPlan) -> QuerySet[PlanningRound]:
    """Consolidated plannings that stand before no meeting."""
    consolidated = PlanningRound.objects.filter(plan=plan, state=PlanningRound.State.CONSOLIDATED)
    return consolidated.exclude(points__in=PlanningPoint.objects.standing()).order_by("year")


def put(round_: PlanningRound, meeting: Meeting, *, version: int, by: User, at: dt.datetime) -> PlanningPoint:
    """Put a consolidated planning before a meeting whose minutes are open; its agenda names it. `version` is the round's."""
    post = require_secretary(by)
    with transaction.atomic():
        chain.lock(round_.plan_id)
        current = PlanningRound.objects.whole().get(pk=round_.pk)
        room = Meeting.objects.whole().get(pk=meeting.pk)
        standing = point_of(current)
        if standing is not None and standing.meeting_id == room.pk:
            return standing
        if current.version != version:
            raise Stale(_("Somebody changed this planning while you were working on it. Nothing was changed."))
        if standing is not None:
            text = _("The planning of %(year)s stands before meeting %(number)s: take it off there first.")
            raise WrongState(text % {"year": current.year, "number": standing.meeting.number})
        if current.state != PlanningRound.State.CONSOLIDATED:
            raise WrongState(_("Consolidate the planning first: what institutions still change is not adopted."))
        if room.state not in OPEN_TO_POINTS or room.plan_id != current.plan_id:
            raise WrongState(_("Choose a meeting that was not cancelled and whose minutes are open."))
        agenda.add_points(room, [Point(_title(current, room), source_of(current))], version=room.version, by=by, at=at)
        return PlanningPoint.objects.create(meeting=room, round=current, put_by=post, put_at=at)


def source_of(round_: PlanningRound) -> str:
    """What the point of an agenda comes from, so that it is not proposed twice."""
    return f"planning:{round_.year}"


def _title(round_: PlanningRound, meeting: Meeting) -> str:
    with translation.override(meeting.language):
        return _("Plan of the year %(year)s: adopt it") % {"year": round_.year}


def adopt(point: PlanningPoint, *, version: int, by: User, at: dt.datetime) -> PlanningPoint:
    """Note that the meeting adopted it. Pressed twice it is adopted once."""
    require_secretary(by)
    with transaction.atomic():
        current = _locked(point)
        if current.state == State.ADOPTED and current.version == version + 1:
            return current
        _require(current, version, State.PROPOSED)
        require_quorum(current.meeting)
        adopting.adopt(current.round, act_of(current.meeting), version=current.round.version, by=by, at=at)
        return arrive(current, State.ADOPTED)


def take_back(point: PlanningPoint, *, version: int, by: User, at: dt.datetime) -> PlanningPoint:
    """Undo the adoption, until the minutes close."""
    require_secretary(by)
    with transaction.atomic():
        current = _locked(point)
        if current.state == State.PROPOSED and current.version == version + 1:
            return current
        _require(current, version, State.ADOPTED)
        adopting.take_back(current.round, version=current.round.version, by=by, at=at)
        return arrive(current, State.PROPOSED)


def take_off(point: PlanningPoint, *, version: int, by: User, at: dt.datetime) -> PlanningPoint:
    """Take it off the meeting, which did not adopt it. It may be put before another one."""
    require_secretary(by)
    with transaction.atomic():
        current = _locked(point)
        if current.state == State.WITHDRAWN and current.version == version + 1:
            return current
        _require(current, version, State.PROPOSED)
        return arrive(current, State.WITHDRAWN)


def reopen(round_: PlanningRound, reason: str, *, version: int, by: User, at: dt.datetime) -> None:
    """Let institutions propose again; if it stands before a meeting it is taken off."""
    with transaction.atomic():
        rounds.reopen(round_, reason, version=version, by=by, at=at)
        withdraw_with(round_)


def cancel(round_: PlanningRound, reason: str, *, version: int, by: User, at: dt.datetime) -> None:
    """Call the planning off; if it stands before a meeting it is taken off."""
    with transaction.atomic():
        rounds.cancel(round_, reason, version=version, by=by, at=at)
        withdraw_with(round_)


def _locked(point: PlanningPoint) -> PlanningPoint:
    """The point as it stands now, with the plan's lock held until the transaction ends."""
    chain.lock(point.round.plan_id)
    return PlanningPoint.objects.whole().get(pk=point.pk)


def _require(point: PlanningPoint, version: int, *states: State) -> None:
    if point.version != version:
        raise Stale(_("Somebody changed this point while you were working on it. Nothing was changed."))
    if point.state not in states:
        text = _("The plan of %(year)s stands in meeting %(number)s as “%(state)s”: the step is no longer possible.")
        words = {"year": point.round.year, "number": point.meeting.number, "state": point.get_state_display()}
        raise WrongState(text % words)
    if point.meeting.state not in OPEN_TO_POINTS:
        raise WrongState(_("The minutes of meeting %(number)s are closed.") % {"number": point.meeting.number})
