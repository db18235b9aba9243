"""The share of women as drawings; computes nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents import formatting
from documents.charts.line import Break, LineChart
from reports.charts.drawing import figure_or_gap, point_value
from reports.figures.by_institution import InstitutionHistory
from reports.figures.women import WomenShare
from reports.indicator.women_wording import institution_women_finding, women_finding
from reports.wording.figures import language


def women_chart(share: WomenShare) -> LineChart:
    return LineChart(
        title=women_finding(share),
        lang=language(),
        periods=[formatting.period_label(point.period, language()) for point in share.points],
        values=[figure_or_gap(point.figure) for point in share.points],
        breaks=[Break(n, _("definition changed")) for n, point in enumerate(share.points) if point.is_break],
        partial=[n for n, point in enumerate(share.points) if point.figure.is_partial],
        series_label=_("Percentage of women"),
        unit="percent",
    )


def institution_women_chart(share: WomenShare, each: InstitutionHistory) -> LineChart:
    """One of the small charts; all have the same scale."""
    every = [point.exact for one in share.institutions for point in one.points if point.exact is not None]
    return LineChart(
        title=institution_women_finding(each),
        lang=language(),
        periods=[formatting.period_label(point.period, language()) for point in each.points],
        values=[point_value(point) for point in each.points],
        breaks=[Break(n) for n, point in enumerate(share.points) if point.is_break],
        unit="percent",
        top=max(every, default=None),
    )
