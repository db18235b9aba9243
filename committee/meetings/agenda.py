"""The points of a meeting's agenda: added by hand or from what is pending, put in order, removed. Until the minutes are closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from committee.meetings.meeting import Incomplete, keep, lock, require, require_secretary
from committee.models import AgendaItem, Meeting
from institutions.models import User

OPEN = (Meeting.State.PLANNED, Meeting.State.HELD)
LONGEST = 200
APART = 10_000
"""Added to every ordinal while points change places: no two ever hold the same one."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point to be added. `source` names what was pending; empty for one written by hand."""

    title: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point stands from now on, and its words."""

    ordinal: int
    title: str


def add_points(meeting: Meeting, points: Sequence[Point], *, version: int, by: User, at: dt.datetime) -> Meeting:
    """Put points at the end. What comes from a source that the agenda has already is not added again."""
    require_secretary(by)
    with transaction.atomic():
        current = lock(meeting)
        known = {(each.source or each.title) for each in current.agenda.all()}
        new = [point for point in points if (point.source or point.title.strip()) not in known]
        if current.state in OPEN and points and not new:
            return current
        require(current, version, *OPEN)
        if not new or not all(point.title.strip() for point in new):
            raise Incomplete(_("Choose or write at least one point."))
        last = current.agenda.aggregate(last=Max("ordinal"))["last"] or 0
        AgendaItem.objects.bulk_create(
            AgendaItem(meeting=current, ordinal=last + n, title=fitting(point.title), source=point.source)
            for n, point in enumerate(new, start=1)
        )
        keep(current)
    return current


def arrange(meeting: Meeting, places: Mapping[int, Place], *, version: int, by: User, at: dt.datetime) -> Meeting:
    """Put the points that `places` names in the order of their numbers, with these words; what it does not name is removed."""
    require_secretary(by)
    with transaction.atomic():
        current = lock(meeting)
        points = list(current.agenda.all())
        wanted = sorted(
            (point for point in points if point.pk in places),
            key=lambda point: (places[point.pk].ordinal, point.ordinal),
        )
        stands = [(point.pk, point.title) for point in points]
        if current.state in OPEN and stands == [(point.pk, places[point.pk].title.strip()) for point in wanted]:
            return current
        require(current, version, *OPEN)
        if not all(places[point.pk].title.strip() for point in wanted):
            raise Incomplete(_("Write what each point is about, or remove it."))
        current.agenda.exclude(pk__in=places).delete()
        _number(wanted, places)
        keep(current)
    return current


def fitting(title: str) -> str:
    """The words of a point, cut with an ellipsis where they are too long."""
    return str(Truncator(title.strip()).chars(LONGEST))


def _number(wanted: Sequence[AgendaItem], places: Mapping[int, Place]) -> None:
    for start in (APART, 1):
        for n, point in enumerate(wanted):
            point.ordinal, point.title = start + n, fitting(places[point.pk].title)
        AgendaItem.objects.bulk_update(wanted, ["ordinal", "title"])
