"""Closing a meeting's minutes: from then on what they print never changes, and their agreements bind. And their signed copy."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from committee.agreements import fulfilling
from committee.meetings import notices as meeting_notices
from committee.meetings.meeting import Incomplete, keep, lock, require, require_secretary
from committee.minutes.composing import frozen
from committee.models import Attendance, Meeting
from committee.planning import closing as planning_closing
from committee.points import closing as points_closing
from committee.review import closing as review_closing
from documents.inspection import Inspected
from documents.storing import store
from institutions.models import User
from measurements.answer.refusals import WrongState

State = Meeting.State
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Lack:
    """What the minutes still need, and the page's address name where it is written."""

    text: str
    page: str
    about: int | None = None
    """Of a point of the meeting what it is about: its page in the meeting is found by that too."""


def lacks_of(meeting: Meeting, *, at: dt.datetime) -> list[Lack]:
    """All that keeps the minutes from being closed. A review that is held in the meeting is a point by itself."""
    seats = list(meeting.attendances.select_related("institution"))
    missing = [seat.institution.short_name for seat in seats if not seat.presence]
    found = []
    if meeting.ends_at is None:
        found.append(Lack(_("Write when the meeting ended."), "meeting_record"))
    elif meeting.ends_at > at:
        found.append(Lack(_("The meeting has not ended yet."), "meeting_record"))
    if missing:
        text = _("Note whether these were represented: %(names)s.")
        found.append(Lack(text % {"names": ", ".join(missing)}, "meeting_record"))
    elif not any(seat.presence == Attendance.Presence.PRESENT for seat in seats):
        found.append(Lack(_("No institution was represented: there was no meeting to close."), "meeting_record"))
    review = review_closing.open_review_of(meeting)
    points = points_closing.points_before(meeting)
    if review is None and not meeting.agenda.exists() and not points:
        found.append(Lack(_("Write at least one point of the agenda."), "meeting_agenda"))
    if review is not None:
        found += [Lack(text, "revision_session") for text in review_closing.lacks_of(review)]
    return [*found, *(Lack(text, point.PAGE, point.about) for text, point in points_closing.lacks_of(meeting, points))]


def close_minutes(meeting: Meeting, *, version: int, by: User, at: dt.datetime) -> Meeting:
    """Freeze what the minutes print, in both languages, bind the agreements, close the review and freeze the plan of the year."""
    post = require_secretary(by)
    with transaction.atomic():
        current = lock(meeting)
        if current.state == State.CLOSED and current.version == version + 1 and _closed_by(current) == by.pk:
            return current
        require(current, version, State.HELD)
        lacks = lacks_of(current, at=at)
        if lacks:
            raise Incomplete(" ".join(lack.text for lack in lacks))
        current.state, current.closed_by, current.closed_at = State.CLOSED, post, at
        review = review_closing.open_review_of(current)
        if review is not None:
            review_closing.close(review, post, at=at)
        planning_closing.close(current, post, at=at)
        current.minutes = frozen(current)
        keep(current)
        agreements = list(current.agreements.select_related("institution").order_by("ordinal"))
        fulfilling.bind(agreements, post, at=at)
        meeting_notices.tell_bound(current, agreements, at=at)
    return current


def _closed_by(meeting: Meeting) -> int | None:
    return meeting.closed_by.user_id if meeting.closed_by else None


def file_signed_minutes(meeting: Meeting, file: Inspected, *, version: int, by: User, at: dt.datetime) -> Meeting:
    """Keep the signed copy of closed minutes. A better scan may replace it; the file before it is kept too."""
    post = require_secretary(by)
    if file.media_type != PDF:
        raise Incomplete(_("“%(name)s” is not a PDF: the signed minutes are kept as PDF.") % {"name": file.name})
    digest = hashlib.sha256(file.content).hexdigest()
    with transaction.atomic():
        current = lock(meeting)
        if current.signed_file is not None and current.signed_file.sha256 == digest:
            return current
        if current.state != State.CLOSED:
            raise WrongState(_("Close the minutes first: what is signed is what they say then."))
        require(current, version, State.CLOSED)
        current.signed_file = store(
            file.content, name=file.name, media_type=file.media_type, institution=post.institution
        )
        keep(current)
    return current
