"""A planning before a meeting: put, adopted, taken back, and taken off when it goes back. The steps: committee/points/deciding.py.

When the minutes close, what was adopted is frozen (committee/planning/closing.py).
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from activities.models import PlanningRound
from activities.planning import adopting, rounds
from committee.meetings.meeting import act_of, require_secretary
from committee.meetings.withdrawing import withdraw
from committee.models import Meeting, PlanningPoint
from committee.points import deciding
from indicators.models import ActionPlan
from institutions.models import User
from measurements.answer.refusals import Stale, WrongState
from measurements.chain import chain


def point_of(round_: PlanningRound) -> PlanningPoint | None:
    """Where a planning stands before a meeting; None while it stands before none."""
    return PlanningPoint.objects.whole().standing().filter(round=round_).first()


def waiting_for_a_meeting(plan: ActionPlan) -> QuerySet[PlanningRound]:
    """Consolidated plannings that stand before no meeting."""
    consolidated = PlanningRound.objects.filter(plan=plan, state=PlanningRound.State.CONSOLIDATED)
    return consolidated.exclude(points__in=PlanningPoint.objects.standing()).order_by("year")


def put(round_: PlanningRound, meeting: Meeting, *, version: int, by: User, at: dt.datetime) -> PlanningPoint:
    """Put a consolidated planning before a meeting whose minutes are open; its agenda names it. `version` is the round's."""
    require_secretary(by)
    with transaction.atomic():
        chain.lock(round_.plan_id)
        current = PlanningRound.objects.whole().get(pk=round_.pk)
        standing = point_of(current)
        if standing is not None and standing.meeting_id == meeting.pk:
            return standing
        if current.version != version:
            raise Stale(_("Somebody changed this planning while you were working on it. Nothing was changed."))
        deciding.require_free(standing)
        if current.state != PlanningRound.State.CONSOLIDATED:
            raise WrongState(_("Consolidate the planning first: what institutions still change is not adopted."))
        room = deciding.room_for(meeting, current.plan_id)
        return deciding.put(PlanningPoint(meeting=room, round=current), by=by, at=at)


def adopt(point: PlanningPoint, *, version: int, by: User, at: dt.datetime) -> PlanningPoint:
    """Note that the meeting adopted it."""

    def adopt_round(current: PlanningPoint) -> None:
        adopting.adopt(current.round, act_of(current.meeting), version=current.round.version, by=by, at=at)

    return deciding.adopt(point, version=version, by=by, also=adopt_round)


def take_back(point: PlanningPoint, *, version: int, by: User, at: dt.datetime) -> PlanningPoint:
    """Undo the adoption, until the minutes close."""

    def take_round_back(current: PlanningPoint) -> None:
        adopting.take_back(current.round, version=current.round.version, by=by, at=at)

    return deciding.take_back(point, version=version, by=by, also=take_round_back)


def take_off(point: PlanningPoint, *, version: int, by: User, at: dt.datetime) -> PlanningPoint:
    return deciding.take_off(point, version=version, by=by)


def reopen(round_: PlanningRound, reason: str, *, version: int, by: User, at: dt.datetime) -> None:
    """Let institutions propose again; if it stands before a meeting it is taken off."""
    with transaction.atomic():
        rounds.reopen(round_, reason, version=version, by=by, at=at)
        withdraw(PlanningPoint.objects.filter(round=round_))


def cancel(round_: PlanningRound, reason: str, *, version: int, by: User, at: dt.datetime) -> None:
    """Call the planning off; if it stands before a meeting it is taken off."""
    with transaction.atomic():
        rounds.cancel(round_, reason, version=version, by=by, at=at)
        withdraw(PlanningPoint.objects.filter(round=round_))
