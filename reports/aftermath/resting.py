"""Which editions rest on a semester: what is reported of it anew may leave them outdated."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from indicators.models import ReportingPeriod
from indicators.reopening import RestingReport
from reports.consulting.naming import title_of
from reports.models import ReportEdition


def editions_resting_on(period: ReportingPeriod) -> Iterator[RestingReport]:
    """As indicators/reopening.py asks: neither superseded nor withdrawn, of that semester or a later one, which prints it too."""
    in_force = ReportEdition.objects.whole().filter(superseded_by__isnull=True, withdrawal__isnull=True)
    resting = in_force.filter(plan=period.plan_id, period__ordinal__gte=period.ordinal).defer("snapshot")
    for edition in resting.order_by("year", "serial"):
        yield RestingReport(edition.code, title_of(edition), reverse("edition", args=[edition.code]))
