"""A pillar's figures on a page: words and small lines of `reports.figures.pillar`. Nothing is computed here."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.charts import Look, sparkline
from reports.charts.drawing import missing_or
from reports.figures.pillar import PillarRow
from reports.pillar import wording as pillar_wording

register = template.Library()
register.filter("standing", pillar_wording.standing)


@register.simple_tag
def draw_past(row: PillarRow) -> SafeString:
    """A line needs two values; with fewer the table's own numbers say it all."""
    if len(row.seen) < 2:
        return mark_safe("")
    values = [missing_or(point.figure.exact) for point in row.past]
    chart = sparkline.Sparkline(pillar_wording.past_finding(row), values)
    drawn = sparkline.draw(chart, Look.PAGE, f"past-{row.indicator.indicator.code}-{row.series.code}")
    return mark_safe(drawn)  # noqa: S308  # documents.charts escapes every text it is given
