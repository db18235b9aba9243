"""The semesters of which an institution's notes are written now, and what each still owes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from activities.deadlines import NoteWindow, window_of
from activities.models import ProgressNote
from activities.noting.expected import Expected, expected_of
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution


@dataclass(frozen=True, slots=True)
class SemesterOfNotes:
    """The notes of one institution for one semester. Of what is not sent nothing is said of the activity: it is missing, not zero."""

    period: ReportingPeriod
    institution: Institution
    window: NoteWindow
    expected: tuple[Expected, ...]

    @property
    def sent(self) -> int:
        return sum(each.is_sent for each in self.expected)

    @property
    def validated(self) -> int:
        return sum(each.is_validated for each in self.expected)

    @property
    def missing(self) -> int:
        return len(self.expected) - self.sent


def semester_of(period: ReportingPeriod, institution: Institution) -> SemesterOfNotes:
    found = tuple(expected_of([institution.pk], period))
    return SemesterOfNotes(period, institution, window_of(period, institution.pk), found)


def open_semesters(
    institutions: Iterable[Institution], plan: ActionPlan, *, at: dt.datetime
) -> Iterator[SemesterOfNotes]:
    """Those whose time to report has come and is not over for the institution; none where no note is expected."""
    own = list(institutions)
    if not own:
        return
    for period in plan.periods.filter(opens_at__lte=at).near(at=at).order_by("ordinal"):
        for institution in own:
            window = window_of(period, institution.pk)
            if window.is_closed(at):
                continue
            found = tuple(expected_of([institution.pk], period))
            if found:
                yield SemesterOfNotes(period, institution, window, found)


def is_late(note: ProgressNote, window: NoteWindow) -> bool:
    """Whether it was late when it was first sent; what was returned and sent again is judged by its first sending."""
    return note.first_submitted_at is not None and window.is_overdue(note.first_submitted_at)
