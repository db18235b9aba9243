"""The requests for more time that a person may see, and which of them wait for that person's decision."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from indicators.calendar import add_business_days
from indicators.models import Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Institution, User
from institutions.permissions import reviewable_institution_ids
from measurements.deadlines.deadlines import Deadline
from measurements.deadlines.extension_notes import day_of
from measurements.models import DeadlineExtension, Measurement
from measurements.models.extension import DeadlineExtensionQuerySet
from measurements.tasks.task_list import owed_by

SUGGESTED = 5
"""Business days that the form proposes."""

STATUS_KEYS = {"requested": "submitted", "granted": "validated", "refused": "returned"}
"""States as components/status.html knows them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One request in words. `key` is its state as components/status.html knows it."""

    extension: DeadlineExtension
    key: str
    asked: str
    granted: str


def rows_of(found: DeadlineExtensionQuerySet) -> list[Row]:
    return [row_of(each) for each in found.whole()]


def row_of(extension: DeadlineExtension) -> Row:
    granted = day_of(extension.granted_until) if extension.granted_until else ""
    return Row(extension, STATUS_KEYS[extension.state], day_of(extension.asked_until), granted)


def waiting_first(requests: DeadlineExtensionQuerySet) -> DeadlineExtensionQuerySet:
    """What waits, the oldest first; then what was decided, the latest first."""
    is_decided = Case(When(state="requested", then=Value(0)), default=Value(1), output_field=IntegerField())
    return requests.order_by(is_decided, "-decided_at", "requested_at", "pk")


def decidable(user: User) -> DeadlineExtensionQuerySet:
    """What waits for this person's decision, oldest first."""
    waiting = DeadlineExtension.objects.visible_to(user).waiting().exclude(requested_by=user)
    mine = reviewable_institution_ids(user)
    if mine is None:
        return waiting.exclude(institution__in=user.institution_ids()).order_by("requested_at", "pk")
    return waiting.filter(institution__in=mine).order_by("requested_at", "pk")


def named_indicators(institution: Institution, period: ReportingPeriod) -> list[tuple[Indicator, str]]:
    """What the institution owes for the semester and the Committee has not validated, each with its name in force."""
    validated = Measurement.objects.validated().for_period(period).filter(institution=institution)
    done = set(validated.values_list("indicator_id", flat=True))
    names = {r.indicator_id: r.name for r in IndicatorRevision.objects.in_force(period)}
    return [
        (indicator, names.get(indicator.pk, ""))
        for indicator in owed_by(institution, period)
        if indicator.pk not in done
    ]


def suggested_day(deadline: Deadline, *, at: dt.datetime) -> dt.date:
    """Five business days after the deadline, or after today once that has passed."""
    start = max(deadline.due_on, timezone.localtime(at).date())
    return add_business_days(start, SUGGESTED)
