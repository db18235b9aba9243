"""Two semesters side by side on a page: words and drawings of `reports.figures.between`. Nothing is computed here."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.charts import Look, dumbbell
from reports.comparing import wording as comparison_wording
from reports.figures.between import SeriesBetween
from reports.wording.figures import from_to_text

register = template.Library()
register.filter("then_text", comparison_wording.then_text)
register.filter("now_text", comparison_wording.now_text)
register.filter("is_rebased", comparison_wording.is_rebased)
register.filter("change_text", comparison_wording.change_text)
register.filter("reach_of_change", comparison_wording.reach_of_change)
register.filter("added_text", comparison_wording.added_text)
register.filter("state_text", comparison_wording.state_text)
register.filter("comparison_headline", comparison_wording.comparison_headline)


@register.simple_tag
def draw_between(series: SeriesBetween, indicator: str) -> SafeString:
    """The comparable values then and now, in ink: no colour says which way is better."""
    change = series.change
    if change is None or change.before is None or change.after is None:
        return mark_safe("")
    chart = dumbbell.Dumbbell(from_to_text(change), change.before, change.after)
    drawn = dumbbell.draw(chart, Look.PAGE, f"between-{indicator}-{series.code}")
    return mark_safe(drawn)  # noqa: S308  # documents.charts escapes every text it is given
