"""The strategy's figures on a page: words and drawings of `reports.figures.strategy`. Nothing is computed here."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.charts import goal_steps
from reports.figures.strategy import StrategyLine
from reports.strategy import charting as strategy_charting
from reports.strategy import wording as strategy_wording

register = template.Library()
register.filter("goal_text", strategy_wording.goal_text)
register.filter("distance_text", strategy_wording.distance_text)
register.filter("distance_sentence", strategy_wording.distance_sentence)
register.filter("line_finding", strategy_wording.line_finding)
register.filter("month_text", strategy_wording.month_text)
register.filter("observed_parts", strategy_wording.observed_parts)


@register.simple_tag
def draw_goals(line: StrategyLine) -> SafeString:
    drawn = goal_steps.draw_both(strategy_charting.steps_of(line), f"goals-{line.code}")
    return mark_safe(drawn)  # noqa: S308  # documents.charts escapes every text it is given
