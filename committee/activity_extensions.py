"""More time for a semester holds for what is said of its activities too: activities know nothing of answers and their extensions."""

from __future__ import annotations

import datetime as dt

from django.db.models import Max

from indicators.models import ReportingPeriod
from measurements.models import DeadlineExtension


def granted_until(period: ReportingPeriod, institution_id: int) -> dt.datetime | None:
    """The latest instant granted to the institution for all that it owes of the semester; for one indicator is not for activities."""
    granted = DeadlineExtension.objects.granted().filter(
        period=period, institution=institution_id, indicator__isnull=True
    )
    latest: dt.datetime | None = granted.aggregate(latest=Max("granted_until"))["latest"]
    return latest
