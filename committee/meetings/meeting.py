"""The only code that calls a meeting, changes it, cancels it and notes who came. Its minutes: committee/minutes/closing.py.

    planned → held → closed;  planned → cancelled.

The technical secretary acts; the Committee and its observers read. Each verb checks who acts and which version was read, and
writes in one transaction under the plan's lock. The same step twice is one step.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.meetings import notices as meeting_notices
from committee.meetings.withdrawing import cancel_review_with, require_frozen_before, take_off_with
from committee.models import Attendance, Meeting
from documents.acts import minutes_of
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Appointment, Institution, Role, User
from measurements.answer.refusals import NotAllowed, Refused, Stale, WrongState
from measurements.chain import chain

State = Meeting.State


class NotYet(Refused):
    """The clock has not reached the instant that the step needs."""


class OtherYear(Refused):
    """A meeting keeps the year that its number names."""


class Incomplete(Refused):
    """Something is lacking that the step needs. The message says what."""


@dataclass(frozen=True, slots=True)
class Called:
    """To what people are called."""

    kind: str
    starts_at: dt.datetime
    place: str
    period: ReportingPeriod | None = None
    language: str = "es"


@dataclass(frozen=True, slots=True)
class Seat:
    """Whether one institution was represented, and by whom. An empty presence is not noted yet."""

    presence: str = ""
    person: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is noted of a meeting that was held: seats by institution, notes by point of the agenda."""

    ends_at: dt.datetime | None = None
    notes: str = ""
    seats: Mapping[int, Seat] = field(default_factory=dict)
    points: Mapping[int, str] = field(default_factory=dict)


def secretary_post(user: User) -> Appointment | None:
    """The post in which the person keeps the Committee's meetings."""
    return user.post_as(Role.TECHNICAL_SECRETARY)


def require_secretary(user: User) -> Appointment:
    post = secretary_post(user)
    if post is None:
        raise NotAllowed(_("Only the technical secretary keeps the Committee's meetings."))
    return post


def call(plan: ActionPlan, called: Called, *, by: User, at: dt.datetime) -> Meeting:
    """Call a meeting, number it in its year and tell the Committee.

    One that was held already gets its number too, to be noted; nobody is called to it any more.
    """
    post = require_secretary(by)
    with transaction.atomic():
        ActionPlan.objects.lock_all()
        same = {"kind": called.kind, "starts_at": called.starts_at, "place": called.place}
        known = Meeting.objects.filter(plan=plan, state=State.PLANNED, **same).first()
        if known is not None:
            return known
        year = timezone.localtime(called.starts_at).year
        last = Meeting.objects.filter(year=year).aggregate(last=Max("ordinal"))["last"] or 0
        number = f"S-{year}-{last + 1:02}"
        meeting = Meeting(plan=plan, year=year, ordinal=last + 1, number=number, **same)
        meeting.period, meeting.language = called.period, called.language
        meeting.called_by, meeting.called_at = post, at
        meeting.save(force_insert=True)
        seats = [Attendance(meeting=meeting, institution=each) for each in institutions_of(plan, called.starts_at)]
        Attendance.objects.bulk_create(seats)
        if called.starts_at > at:
            meeting_notices.tell_called(meeting, at=at)
    return meeting


def institutions_of(plan: ActionPlan, starts_at: dt.datetime) -> list[Institution]:
    """Who is called: the participating institutions that report to the plan by that day, and the ministry."""
    day = timezone.localtime(starts_at).date()
    committed = Q(commitments__indicator__plan=plan, commitments__from_period__starts_on__lte=day) & (
        Q(commitments__until_period__isnull=True) | Q(commitments__until_period__ends_on__gte=day)
    )
    ministry = Q(kind=Institution.Kind.MINISTRY)
    found = Institution.objects.participating().filter(committed | ministry).values("pk")
    return list(Institution.objects.filter(pk__in=found))


def change(meeting: Meeting, called: Called, *, version: int, by: User, at: dt.datetime) -> Meeting:
    """Another day, place, kind or semester, while the meeting is planned. The Committee is told."""
    require_secretary(by)
    with transaction.atomic():
        current = lock(meeting)
        before = called_of(current)
        if current.state == State.PLANNED and before == called:
            return current
        require(current, version, State.PLANNED)
        if timezone.localtime(called.starts_at).year != current.year:
            text = _("%(number)s is of %(year)s: cancel it and call another for that day.")
            raise OtherYear(text % {"number": current.number, "year": current.year})
        require_frozen_before(current, called.starts_at)
        current.kind, current.starts_at = called.kind, called.starts_at
        current.place, current.period, current.language = called.place, called.period, called.language
        keep(current)
        is_moved = (before.starts_at, before.place) != (called.starts_at, called.place)
        if is_moved and max(before.starts_at, called.starts_at) > at:
            meeting_notices.tell_changed(current, before.starts_at, at=at)
    return current


def called_of(meeting: Meeting) -> Called:
    return Called(meeting.kind, meeting.starts_at, meeting.place, meeting.period, meeting.language)


def cancel(meeting: Meeting, *, reason: str, version: int, by: User, at: dt.datetime) -> Meeting:
    """Call it off, with the reason, while it is planned, and the review that was to be held in it. Its number stays used."""
    post = require_secretary(by)
    words = reason.strip()
    if not words:
        raise Incomplete(_("Write why the meeting is cancelled."))
    with transaction.atomic():
        current = lock(meeting)
        if current.state == State.CANCELLED and current.reason == words:
            return current
        require(current, version, State.PLANNED)
        current.state, current.reason = State.CANCELLED, words
        keep(current)
        cancel_review_with(current, post, at=at)
        take_off_with(current)
        meeting_notices.tell_cancelled(current, at=at)
    return current


def hold(meeting: Meeting, record: Record, *, version: int, by: User, at: dt.datetime) -> Meeting:
    """Note that it was held: until when, who came, what was said. It can be corrected until the minutes are closed."""
    require_secretary(by)
    with transaction.atomic():
        current = lock(meeting)
        if current.state == State.HELD and current.version == version + 1 and _is_noted(current, record):
            return current
        require(current, version, State.PLANNED, State.HELD)
        if at < current.starts_at:
            raise NotYet(_("The meeting has not begun yet."))
        if wrong := wrong_end(current.starts_at, record.ends_at, at=at):
            raise Incomplete(wrong)
        _note(current, record)
        current.state, current.ends_at, current.notes = State.HELD, record.ends_at, record.notes.strip()
        keep(current)
    return current


def wrong_end(starts_at: dt.datetime, ends_at: dt.datetime | None, *, at: dt.datetime) -> str:
    """What is wrong with when a meeting is said to have ended; nothing where that is not noted yet."""
    if ends_at is not None and ends_at <= starts_at:
        return _("A meeting ends after it starts.")
    if ends_at is not None and ends_at > at:
        return _("That is still to come: note when it ended once it has ended.")
    return ""


def _note(meeting: Meeting, record: Record) -> None:
    """Write the seats and the notes that the record names; what it does not name stays."""
    for attendance in meeting.attendances.select_related("institution"):
        seat = record.seats.get(attendance.institution_id)
        if seat is None:
            continue
        is_present = seat.presence == Attendance.Presence.PRESENT
        if is_present and not seat.person.strip():
            raise Incomplete(_("%(name)s: write who represented it.") % {"name": attendance.institution.short_name})
        kept = _as_kept(seat)
        attendance.presence, attendance.person, attendance.post = kept.presence, kept.person, kept.post
        attendance.save()
    for point in meeting.agenda.filter(pk__in=record.points):
        point.note = record.points[point.pk].strip()
        point.save(update_fields=["note"])


def _as_kept(seat: Seat) -> Seat:
    """Who did not come was represented by nobody."""
    if seat.presence != Attendance.Presence.PRESENT:
        return Seat(seat.presence)
    return Seat(seat.presence, seat.person.strip(), seat.post.strip())


def _is_noted(meeting: Meeting, record: Record) -> bool:
    """Whether all of it stands already, word by word: whatever differs would be lost without a word."""
    if (meeting.ends_at, meeting.notes) != (record.ends_at, record.notes.strip()):
        return False
    seats = {each.institution_id: Seat(each.presence, each.person, each.post) for each in meeting.attendances.all()}
    notes = dict(meeting.agenda.values_list("pk", "note"))
    return all(seats.get(key) == _as_kept(seat) for key, seat in record.seats.items()) and all(
        notes.get(key) == note.strip() for key, note in record.points.items()
    )


def act_of(meeting: Meeting) -> str:
    """How what the meeting adopted cites it, in the language of the meeting."""
    return minutes_of(meeting.number, meeting.language)


# --- One writer at a time --------------------------------------------------------------------------------------------


def lock(meeting: Meeting) -> Meeting:
    """The meeting as it stands now, with the plan's lock held until the transaction ends."""
    chain.lock(meeting.plan_id)
    return Meeting.objects.whole().get(pk=meeting.pk)


def require(meeting: Meeting, version: int, *states: str) -> None:
    """Refuse a step from another state, or by somebody who read an older version."""
    if meeting.state not in states:
        text = _("%(number)s: this cannot be done. It stands as “%(state)s”.")
        raise WrongState(text % {"number": meeting.number, "state": meeting.get_state_display()})
    if meeting.version != version:
        raise Stale(_("Somebody changed this meeting while you were working on it. Nothing was changed."))


def keep(meeting: Meeting) -> None:
    meeting.version += 1
    meeting.save()
