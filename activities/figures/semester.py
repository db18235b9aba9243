"""The activities of a semester's year as they stood on its last day, by what was sent until a cut-off: for reports of the semester.

A page shows a year as it stands today. A report of a semester speaks of that semester: notes of later ones and later cancellations are
left out, and of what was still to come on its last day nobody is asked. Days, and what was added, are those of the cut-off.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch
from django.utils import timezone

from activities.figures.facts import ActivityFacts, Part, told_of
from activities.known import is_cancelled_on, known_of, last_sent
from activities.models import Activity, AdoptedActivity, ProgressNote
from activities.progress import DONE, standing_of
from activities.standing_words import KEYS, label_of
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
    notes = list(activity.notes.all())
    note, known = last_sent(notes), known_of(notes)
    day = last_day(period, at)
    is_cancelled = is_cancelled_on(activity, day)
    standing = standing_of(activity.starts_on, activity.ends_on, known, on=day, is_cancelled=is_cancelled)
    adopted = next(iter(activity.adopted_lines.all()), None)
    institution, action = activity.institution, activity.action
    pillar = action.objective.pillar
    return ActivityFacts(
        code=activity.code,
        title=activity.title,
        language=activity.language,
        institution=Part(institution.code, institution.short_name, institution.order),
        pillar=Part(pillar.code, pillar.name, pillar.order),
        action=Part(action.code, action.text, action.order),
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        standing=standing,
        responsible_post=activity.responsible_post,
        expected_product=activity.expected_product,
        adopted=(adopted.starts_on, adopted.ends_on) if adopted else None,
        known=known,
        is_told=told_of(
            activity.starts_on,
            last_day=period.ends_on if day == period.ends_on else None,
            noted=note.period.ordinal if note else None,
            semester=period.ordinal,
            is_done=known is not None and known.progress == DONE,
            is_cancelled=is_cancelled,
        ),
        key=KEYS[standing],
        label=label_of(standing),
    )
