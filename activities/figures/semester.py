"""The activities of a semester's year as they stood on its last day, by what was sent until a cut-off: for reports of the semester.

A page shows a year as it stands today. A report of a semester speaks of that semester: notes of later ones and later cancellations are
left out, and of what was still to come on its last day nobody is asked. Days, and what was added, are those of the cut-off.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db.models import Prefetch
from django.utils import timezone

from activities.figures.facts import ActivityFacts
from activities.figures.reading import facts_of, is_told
from activities.known import known_of, last_sent, standing_on
from activities.models import Activity, AdoptedActivity, ProgressNote
from indicators.calendar import Semester
from indicators.models import ActionPlan, ReportingPeriod


def activities_of_semester(
    plan: ActionPlan, period: ReportingPeriod, *, at: dt.datetime, of: int | None = None
) -> tuple[ActivityFacts, ...]:
    """Those of the frozen plan of the semester's year, by institution and number; none where none was frozen. `of`: only those of this
    institution (id). In three queries.
    """
    notes = ProgressNote.objects.sent().filter(period__ordinal__lte=period.ordinal, submitted_at__lte=at)
    rows = (
        Activity.objects.planned()
        .filter(plan=plan, year=period.ends_on.year)
        .select_related("institution", "action__objective__pillar")
        .prefetch_related(
            Prefetch("notes", queryset=notes.select_related("period")),
            Prefetch("adopted_lines", queryset=AdoptedActivity.objects.defer("content")),
        )
        .order_by("institution__order", "institution__code", "ordinal")
    )
    return tuple(_facts_of(each, period, at) for each in (rows if of is None else rows.filter(institution=of)))


def last_day(period: ReportingPeriod, at: dt.datetime) -> dt.date:
    """The day of which a report of the semester speaks: its last, or today while it runs."""
    return min(period.ends_on, timezone.localtime(at).date())


def _facts_of(activity: Activity, period: ReportingPeriod, at: dt.datetime) -> ActivityFacts:
    notes, day = list(activity.notes.all()), last_day(period, at)
    known = known_of(notes)
    standing = standing_on(activity, known, day)
    ended = Semester.from_ordinal(period.ordinal) if day == period.ends_on else None
    told = is_told(activity, standing, known, last_sent(notes), ended)
    return replace(facts_of(activity, standing, known), is_told=told)
