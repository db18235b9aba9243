"""Which activities expect a note for a semester, and which note of it each has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from activities.known import day_of, known_of
from activities.models import Activity, ProgressNote, Status
from activities.models.activity import ActivityQuerySet
from activities.progress import DONE, expects_note
from indicators.models import ReportingPeriod


@dataclass(frozen=True, slots=True)
class Expected:
    """One activity that expects a note, with what its institution wrote of it, if anything."""

    activity: Activity
    note: ProgressNote | None

    @property
    def is_sent(self) -> bool:
        return self.note is not None and self.note.is_sent

    @property
    def is_validated(self) -> bool:
        return self.note is not None and self.note.status == Status.VALIDATED

    @property
    def awaits_approval(self) -> bool:
        return self.note is not None and self.note.status == Status.PREPARED


def followed(institutions: Iterable[int], period: ReportingPeriod) -> ActivityQuerySet:
    """Activities of frozen plans that should have begun by the semester's end, cancelled ones too, with their notes.

    And those moved beyond it since, where a note of the semester was sent: what was said of it stays listed.
    """
    period_notes = ProgressNote.objects.sent().filter(period=period)
    planned = Activity.objects.planned().filter(plan=period.plan_id, institution__in=list(institutions))
    return (
        planned.filter(Q(starts_on__lte=period.ends_on) | Q(pk__in=period_notes.values("activity")))
        .with_continuation()
        .select_related("year_plan__round__plan", "institution", "action__objective__pillar")
        .prefetch_related("notes__period")
    )


def expected_of(institutions: Iterable[int], period: ReportingPeriod) -> list[Expected]:
    """In a fixed number of queries, in the order of the plan."""
    return list(_expected(followed(institutions, period).order_by("institution__order", "year", "ordinal"), period))


def _expected(activities: Iterable[Activity], period: ReportingPeriod) -> Iterator[Expected]:
    for activity in activities:
        note = note_for(activity, period)
        if note is not None or expects(activity, period):
            yield Expected(activity, note)


def note_for(activity: Activity, period: ReportingPeriod) -> ProgressNote | None:
    """In no query where the notes of the activity were read."""
    return next((note for note in activity.notes.all() if note.period_id == period.pk), None)


def expects(activity: Activity, period: ReportingPeriod) -> bool:
    """Whether something is to be said of it for the semester. What was said before counts once it was sent.

    The activity was read with its notes and `with_continuation`, as `ActivityQuerySet.whole` does.
    """
    before = known_of(note for note in activity.notes.all() if note.period.ordinal < period.ordinal)
    return expects_note(
        activity.starts_on,
        period_starts_on=period.starts_on,
        period_ends_on=period.ends_on,
        done_before=before is not None and before.progress == DONE,
        cancelled_on=None if activity.cancelled_at is None else day_of(activity.cancelled_at),
        continued_year=activity.continued_year,
    )
