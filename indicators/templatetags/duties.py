"""Who reports an indicator, on the page of the plan."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from indicators.models import Commitment, ReportingPeriod
from indicators.outline import Duty, duties_of

register = template.Library()


@register.filter
def duties_from(commitments: Iterable[Commitment], period: ReportingPeriod) -> list[Duty]:
    """Each institution once, since it has owed the indicator without a gap."""
    return duties_of(commitments, period)
