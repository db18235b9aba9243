"""A report before a meeting: put, adopted, taken back, taken off. The steps: committee/points/deciding.py.

What is adopted is what the digest names; it was frozen when it was put, so closing the minutes changes nothing of it. Hence it is put
until the meeting begins: nobody there has read what is frozen afterwards. (The plan of a year and a review are frozen when the minutes
close, so a meeting whose minutes are open takes them, to be noted.)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from committee.meetings.meeting import require_secretary
from committee.models import Meeting, ReportPoint
from committee.points import deciding
from documents.formatting import instant
from documents.speaking import language
from indicators.models import ActionPlan
from institutions.models import User
from measurements.answer.refusals import WrongState
from measurements.chain import chain


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is put: which draft, its title in both languages, and the SHA-256 of its frozen content."""

    reference: int
    title_es: str
    title_en: str
    digest: str


def point_of(reference: int) -> ReportPoint | None:
    """Where a draft stands before a meeting; None while it stands before none."""
    return ReportPoint.objects.whole().standing().filter(reference=reference).first()


def rooms(plan: ActionPlan, *, at: dt.datetime) -> QuerySet[Meeting]:
    """The meetings before which a report can be put, the next first."""
    return Meeting.objects.filter(plan=plan).coming(at=at)


def put(proposed: Proposed, meeting: Meeting, plan: ActionPlan, *, by: User, at: dt.datetime) -> ReportPoint:
    """Put a report before a meeting that has not begun; its agenda names it. The caller has frozen the content."""
    require_secretary(by)
    with transaction.atomic():
        chain.lock(plan.pk)
        deciding.require_free(point_of(proposed.reference))
        point = ReportPoint(
            meeting=_room_for(meeting, plan, at),
            reference=proposed.reference,
            title_es=proposed.title_es,
            title_en=proposed.title_en,
            digest=proposed.digest,
        )
        return deciding.put(point, by=by, at=at)


def _room_for(meeting: Meeting, plan: ActionPlan, at: dt.datetime) -> Meeting:
    room = deciding.room_for(meeting, plan.pk)
    if room.state != Meeting.State.PLANNED:
        text = _("Meeting %(number)s was already held. Choose one that is still to be held, or call one.")
        raise WrongState(text % {"number": room.number})
    if not room.is_coming(at):
        raise WrongState(began(room))
    return room


def began(meeting: Meeting) -> str:
    """Why a meeting that nobody noted takes no report, and what to do."""
    text = _(
        "Meeting %(number)s began on %(moment)s, and a report is put before a meeting until it begins. Note that it was held, or "
        "cancel it, and choose one that is still to be held, or call one."
    )
    return text % {"number": meeting.number, "moment": instant(meeting.starts_at, language())}


def adopt(point: ReportPoint, *, version: int, by: User, at: dt.datetime) -> ReportPoint:
    return deciding.adopt(point, version=version, by=by)


def take_back(point: ReportPoint, *, version: int, by: User, at: dt.datetime) -> ReportPoint:
    return deciding.take_back(point, version=version, by=by)


def take_off(point: ReportPoint, *, version: int, by: User, at: dt.datetime) -> ReportPoint:
    """Its texts can be written again then."""
    return deciding.take_off(point, version=version, by=by)
