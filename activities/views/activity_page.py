"""What the page of one activity says: how it stands, how it was adopted, what moved it, its notes and its budget items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from activities.content import Difference, differences, read_back
from activities.deadlines import window_of
from activities.known import day_of
from activities.models import (
    Activity,
    ActivityChange,
    BudgetItem,
    BudgetStatement,
    NoteFile,
    ProgressNote,
    Status,
)
from activities.noting.attached import Attached, attached
from activities.noting.expected import expects
from activities.noting.semesters import is_late
from activities.own import is_own
from indicators.models import ReportingPeriod
from institutions.models import User


@dataclass(frozen=True, slots=True)
class Moved:
    """One change that took effect: what it changed, when, and why."""

    change: ActivityChange
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class SemesterRow:
    """One semester of an activity: its note, or that it is missing. `url` leads to where it is read or written."""

    period: ReportingPeriod
    note: ProgressNote | None
    is_late: bool
    files: tuple[Attached, ...]
    url: str
    can_be_written: bool


def changes_of(activity: Activity, user: User) -> list[Moved]:
    """Those that the Committee validated, the latest first."""
    found = ActivityChange.objects.visible_to(user).filter(activity=activity, status=Status.VALIDATED)
    rows = found.select_related("submitted_by", "validated_by", "year_plan__institution").order_by("-validated_at")
    return [Moved(change, _differences(change)) for change in rows]


def _differences(change: ActivityChange) -> tuple[Difference, ...]:
    if change.before is None or change.kind != ActivityChange.Kind.ALTER:
        return ()
    return differences(read_back(change.before), read_back(change.content))


def change_under_way(activity: Activity, user: User) -> ActivityChange | None:
    return ActivityChange.objects.visible_to(user).open().filter(activity=activity).first()


def semesters_of(activity: Activity, user: User, *, at: dt.datetime) -> list[SemesterRow]:
    """Those of which a note is there or expected, the latest first; nothing before the plan of the year is frozen."""
    if not activity.year_plan.round.is_sealed:
        return []
    seen = ProgressNote.objects.visible_to(user).filter(activity=activity)
    notes = {note.period_id: note for note in seen}
    files = _files_of(notes.values(), user)
    periods = activity.plan.periods.near(at=at).filter(ends_on__gte=activity.starts_on, starts_on__lte=day_of(at))
    own = is_own(user, activity.institution)
    return [
        _row(activity, period, notes.get(period.pk), files, own=own, at=at)
        for period in periods.order_by("-ordinal")
        if period.pk in notes or expects(activity, period)
    ]


def _row(
    activity: Activity,
    period: ReportingPeriod,
    note: ProgressNote | None,
    files: dict[int, list[Attached]],
    *,
    own: bool,
    at: dt.datetime,
) -> SemesterRow:
    window = window_of(period, activity.institution_id)
    return SemesterRow(
        period=period,
        note=note,
        is_late=note is not None and is_late(note, window),
        files=tuple(files.get(note.pk, ())) if note else (),
        url=reverse("note", args=[activity.code, period.code]) if own or note else "",
        can_be_written=own and window.is_open(at) and (note is None or note.is_writable),
    )


def _files_of(notes: Iterable[ProgressNote], user: User) -> dict[int, list[Attached]]:
    rows = NoteFile.objects.visible_to(user).held().filter(note__in=notes)
    found: dict[int, list[Attached]] = {}
    for row in rows.select_related("stored_file", "added_by"):
        found.setdefault(row.note_id, []).append(attached(row))
    return found


def budget_items_of(activity: Activity, user: User) -> list[BudgetItem]:
    """Of the last statement of each fiscal year that was sent and that the person may read."""
    sent = (
        BudgetStatement.objects.sent().visible_to(user).filter(plan=activity.plan_id, institution=activity.institution)
    )
    last = dict(sent.order_by("year", "ordinal").values_list("year", "pk"))
    items = BudgetItem.objects.filter(activity=activity, statement__in=last.values())
    return list(items.select_related("statement").order_by("-statement__year", "ordinal"))
