"""The effect of a decision on a page: words and drawings of `revisions.impact`. Nothing is computed here."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.charts import Look, line
from revisions.impact import Impact, charting, wording
from revisions.impact.past import SeriesImpact

PATH = line.Size("chart-path", 480, 260, 30, 4, is_labelled=False)
"""One of two that stand side by side."""
register = template.Library()
register.filter("impact_lead", wording.lead)
register.filter("lacking_text", wording.lacking_text)
register.filter("kept_answers_text", wording.kept_answers_text)
register.filter("editions_text", wording.editions_text)
register.filter("basis_text", wording.basis_text)


@register.filter
def shift_sentences(impact: Impact) -> list[str]:
    return [wording.shift_text(each, impact) for each in impact.shifts]


@register.filter
def drawn_paths(series: SeriesImpact) -> list[tuple[str, SafeString]]:
    """Both paths with their titles; none where there is neither a value nor a target."""
    charts = charting.paths(series)
    sides = zip(charts, ("before", "after"), strict=False)
    return [(chart.title, safe(line.draw(chart, Look.PAGE, f"{side}-{series.code}", PATH))) for chart, side in sides]


def safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  # documents.charts escapes every text it is given
