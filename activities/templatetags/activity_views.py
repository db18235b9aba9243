"""Drawings of activities on a page. Nothing is computed here."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.charts import gantt

register = template.Library()


@register.simple_tag
def bars_over_months(chart: gantt.Gantt, prefix: str) -> SafeString:
    """Wide and narrow; the page shows the one that fits. `prefix` is unique on the page."""
    return mark_safe(gantt.draw_both(chart, prefix))  # noqa: S308  (our own drawing escapes every text)


@register.simple_tag
def bar_key(shape: str) -> SafeString:
    return mark_safe(gantt.draw_key(shape))  # noqa: S308  (our own drawing)
