"""What a report must have before it can be opened or issued."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents import formatting
from indicators.models import ReportingPeriod
from measurements.answer.refusals import NotOpen
from reports.models import ReportEdition

if TYPE_CHECKING:  # which asks here whether a semester has begun
    from reports.report_kinds.scope import ReportScope


def require_begun(period: ReportingPeriod, at: dt.datetime) -> None:
    """Raises NotOpen for a semester whose window has not opened."""
    if at < period.opens_at:
        language = get_language() or "es"
        words = {
            "period": formatting.period_label(period.code, language),
            "day": formatting.plain_date(formatting.in_lima(period.opens_at), language),
        }
        raise NotOpen(_("There is nothing to report of %(period)s yet: its window opens on %(day)s.") % words)


def last_edition(scope: ReportScope) -> ReportEdition | None:
    """The latest edition of the same report."""
    same = ReportEdition.objects.filter(
        plan=scope.plan,
        kind=scope.kind,
        first_period=scope.first,
        period=scope.period,
        institution=scope.institution,
    )
    return same.order_by("-number").first()
