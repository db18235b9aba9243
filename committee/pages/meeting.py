"""One meeting as its page shows it: what stands, and what the person can do next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import PlanningRound
from committee.agreements.listing import Row, rows_of
from committee.meetings.quorum import quorum_fact, quorum_of
from committee.minutes.closing import Lack, lacks_of
from committee.minutes.composing import LANGUAGES, represented
from committee.models import AgendaItem, Attendance, Meeting, PlanningPoint, ReportPoint, ReviewSession
from committee.planning.meeting_point import waiting_for_a_meeting
from committee.points.closing import has_decided, plans_before, reports_before
from committee.points.deciding import OPEN_TO_POINTS
from committee.reporting.waiting import WaitingReport, waiting_reports
from committee.review.opening import HOLDS_A_REVIEW
from documents.formatting import instant, period_label
from documents.speaking import language

KEYS = {"planned": "prepared", "held": "draft", "closed": "validated", "cancelled": "closed"}
"""States as components/status.html knows them."""

SEAT_KEYS = {"": "not_started", "present": "validated", "excused": "ready", "absent": "not_applicable"}


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """`rows`: its agreements. `lacks`: what keeps the minutes from being closed, for who closes them.

    `review`: the six-monthly review held in it; `can_review`: one may be opened in it now. `plans` of a year stand before it;
    `waiting_plans` before no meeting, for who may put them before this one. The same with `reports` and `waiting_reports`.
    """

    meeting: Meeting
    key: str
    facts: list[dict[str, Any]]
    points: list[AgendaItem]
    seats: list[dict[str, Any]]
    rows: list[Row]
    lacks: list[Lack]
    files: list[dict[str, str]]
    can_keep: bool
    has_begun: bool
    review: ReviewSession | None
    can_review: bool
    plans: list[PlanningPoint]
    waiting_plans: list[PlanningRound]
    reports: list[ReportPoint]
    has_decided: bool
    waiting_reports: list[WaitingReport]

    @property
    def can_change(self) -> bool:
        return self.can_keep and self.meeting.state in (Meeting.State.PLANNED, Meeting.State.HELD)


def page_of(meeting: Meeting, *, can_keep: bool, at: dt.datetime, is_only_read: bool = False) -> MeetingPage:
    """In a fixed number of queries. `is_only_read`: it is of an earlier plan."""
    seats = list(meeting.attendances.select_related("institution"))
    agreements = list(meeting.agreements.whole().order_by("ordinal"))
    is_held = meeting.state == Meeting.State.HELD
    review = ReviewSession.objects.filter(meeting=meeting).select_related("period").first()
    takes_plans = can_keep and meeting.state in OPEN_TO_POINTS
    takes_reports = can_keep and meeting.is_coming(at)
    plans, reports = plans_before(meeting), reports_before(meeting)
    is_decided = has_decided(meeting, [*plans, *reports])
    return MeetingPage(
        meeting=meeting,
        key=KEYS[meeting.state],
        facts=_facts(meeting, seats, len(agreements), is_decided=is_decided),
        points=list(meeting.agenda.order_by("ordinal")),
        seats=[_seat(seat) for seat in seats],
        rows=rows_of(agreements, on=None if is_only_read else timezone.localtime(at).date()),
        lacks=lacks_of(meeting, at=at) if is_held and can_keep else [],
        files=files_of(meeting),
        can_keep=can_keep,
        has_begun=at >= meeting.starts_at,
        review=review,
        can_review=can_keep and _has_room(meeting, review),
        plans=plans,
        waiting_plans=list(waiting_for_a_meeting(meeting.plan)) if takes_plans else [],
        reports=reports,
        has_decided=is_decided,
        waiting_reports=list(waiting_reports(meeting.plan, at)) if takes_reports else [],
    )


def _has_room(meeting: Meeting, review: ReviewSession | None) -> bool:
    """Whether a review may be opened in it: the plan has one open at a time."""
    is_free = review is None or review.state == ReviewSession.State.CANCELLED
    is_possible = is_free and meeting.state in HOLDS_A_REVIEW
    return is_possible and not ReviewSession.objects.open().filter(plan=meeting.plan).exists()


def _facts(meeting: Meeting, seats: list[Attendance], agreements: int, *, is_decided: bool) -> list[dict[str, Any]]:
    starts = timezone.localtime(meeting.starts_at)
    ends = timezone.localtime(meeting.ends_at) if meeting.ends_at else None
    hours = f"{starts:%H:%M}" + (f" – {ends:%H:%M}" if ends else "")
    is_noted = meeting.state in (Meeting.State.HELD, Meeting.State.CLOSED)
    label = _("Institutions represented") if is_noted else _("Institutions called")
    period = period_label(meeting.period.code, language()) if meeting.period else "–"
    quorum = quorum_of(seat.presence for seat in seats) if is_noted else None
    came = {"label": label, "value": represented(seats) if is_noted else str(len(seats))}
    return [
        {"label": _("Hours (Lima)"), "value": hours},
        {"label": _("Semester"), "value": period},
        came | {"note": quorum_fact(quorum)["note"] if quorum is not None else ""},
        {
            "label": _("Agreements"),
            "value": str(agreements),
            "note": _("apart from what it decided") if is_decided else "",
        },
    ]


def _seat(seat: Attendance) -> dict[str, Any]:
    return {
        "institution": seat.institution,
        "key": SEAT_KEYS[seat.presence],
        "label": seat.get_presence_display() if seat.presence else _("Not noted yet"),
        "person": seat.person,
        "post": seat.post,
    }


def files_of(meeting: Meeting) -> list[dict[str, str]]:
    """The minutes in both languages and forms; a cancelled meeting has none."""
    if meeting.state == Meeting.State.CANCELLED:
        return []
    names = {"es": _("Spanish"), "en": _("English")}
    return [
        {
            "name": f"{names[code]}, {form.upper()}",
            "url": reverse("meeting_minutes", args=[meeting.number, code, form]),
            "note": "",
        }
        for code in LANGUAGES
        for form in ("pdf", "docx")
    ]


def closed_words(meeting: Meeting) -> str:
    """Who closed the minutes, and when."""
    if meeting.closed_by is None:
        return ""
    text = _("Closed by %(person)s, %(moment)s.")
    return text % {"person": meeting.closed_by.user.name, "moment": instant(meeting.closed_at, language())}
