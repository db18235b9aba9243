"""The notes of a semester in rows: one institution's, what is missing first; and all institutions, with what each still owes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import pgettext

from activities.deadlines import NoteWindow
from activities.models import SENT, Activity, Progress, ProgressNote, Status
from activities.noting.expected import Expected, expected_of
from activities.noting.semesters import SemesterOfNotes, is_late
from activities.own import is_own
from indicators.models import ReportingPeriod
from institutions import permissions
from institutions.models import COMMITTEE_ROLES, Institution, User

MISSING = "missing"
ORDER = (MISSING, Status.RETURNED, Status.DRAFT, Status.PREPARED, Status.SUBMITTED, Status.VALIDATED)
"""What is to be done first stands first; to who only approves, what waits for the approval."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One activity with what was said of it. `key` and `state`: components/status.html. Without `url` it may not be opened."""

    activity: Activity
    note: ProgressNote | None
    key: str
    state: str
    progress: str
    is_late: bool
    url: str


@dataclass(frozen=True, slots=True)
class SemesterPage:
    """`to_send`: what was handed over and waits for the approver."""

    semester: SemesterOfNotes
    rows: tuple[NoteRow, ...]
    to_send: tuple[ProgressNote, ...]
    is_own: bool
    can_send: bool
    is_closed: bool
    is_overdue: bool

    @property
    def period(self) -> ReportingPeriod:
        return self.semester.period

    @property
    def institution(self) -> Institution:
        return self.semester.institution

    @property
    def window(self) -> NoteWindow:
        return self.semester.window


def page_of(semester: SemesterOfNotes, user: User, *, at: dt.datetime) -> SemesterPage:
    """To others than its own people what was not sent is missing, however far it is."""
    institution, window = semester.institution, semester.window
    own = is_own(user, institution)
    seen = _statuses_seen(user, is_own=own)
    rows = [_row(each, semester, seen, is_own=own) for each in semester.expected]
    prepared = [each.note for each in semester.expected if each.note is not None and each.awaits_approval]
    can_send = permissions.approving_post(user, institution) is not None and not window.is_closed(at)
    reports = permissions.reporting_post(user, institution) is not None
    order = (Status.PREPARED, *ORDER) if can_send and not reports else ORDER
    return SemesterPage(
        semester=semester,
        rows=tuple(sorted(rows, key=lambda row: order.index(row.note.status if row.note else MISSING))),
        to_send=tuple(prepared) if own else (),
        is_own=own,
        can_send=can_send,
        is_closed=window.is_closed(at),
        is_overdue=window.is_overdue(at),
    )


def _statuses_seen(user: User, *, is_own: bool) -> tuple[str, ...]:
    """As `ProgressNoteQuerySet.visible_to` decides it."""
    if is_own:
        return tuple(Status.values)
    return SENT if user.has_role(*COMMITTEE_ROLES) else (Status.VALIDATED,)


def _row(each: Expected, semester: SemesterOfNotes, seen: tuple[str, ...], *, is_own: bool) -> NoteRow:
    note = each.note if each.note is not None and each.note.status in seen else None
    may_open = is_own or note is not None
    return NoteRow(
        activity=each.activity,
        note=note,
        key=note.status if note else "not_started",
        state=str(note.get_status_display()) if note else pgettext("progress note", "Missing"),
        progress=str(Progress(note.progress).label) if note else "",
        is_late=note is not None and is_late(note, semester.window),
        url=reverse("note", args=[each.activity.code, semester.period.code]) if may_open else "",
    )


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """How far one institution is. An institution of which no note is expected has no line: nothing is not zero."""

    institution: Institution
    expected: int
    sent: int
    validated: int
    url: str

    @property
    def missing(self) -> int:
        return self.expected - self.sent


@dataclass(frozen=True, slots=True)
class Overview:
    """`earlier`: how many of the notes are of activities of plans before this year's, which were not said to be done."""

    period: ReportingPeriod
    lines: tuple[InstitutionLine, ...]
    earlier: int

    @property
    def expected(self) -> int:
        return sum(line.expected for line in self.lines)

    @property
    def sent(self) -> int:
        return sum(line.sent for line in self.lines)

    @property
    def validated(self) -> int:
        return sum(line.validated for line in self.lines)


def overview_of(period: ReportingPeriod) -> Overview:
    """All institutions, in a fixed number of queries."""
    own = Institution.objects.filter(year_plans__isnull=False).distinct().values_list("pk", flat=True)
    by_institution: dict[Institution, list[Expected]] = {}
    expected = expected_of(own, period)
    for each in expected:
        by_institution.setdefault(each.activity.institution, []).append(each)
    lines = [
        InstitutionLine(
            institution=institution,
            expected=len(found),
            sent=sum(each.is_sent for each in found),
            validated=sum(each.is_validated for each in found),
            url=reverse("notes", args=[period.code, institution.code]),
        )
        for institution, found in by_institution.items()
    ]
    earlier = sum(each.activity.year < period.starts_on.year for each in expected)
    return Overview(period, tuple(lines), earlier)
