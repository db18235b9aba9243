"""Dashboards on a page: where a cell leads, and an institution's own figures in words. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Collection

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from documents import formatting
from documents.charts import Look, dumbbell, sparkline
from documents.charts.sparkline import Sparkline
from reports.charts.drawing import missing_or
from reports.figures.listing import Listed
from reports.figures.matrix import Cell
from reports.scorecard import board_wording
from reports.scorecard.own_values import OwnValue
from reports.wording.figures import figure_text, language

register = template.Library()
register.filter("before_text", board_wording.before_text)
register.filter("own_change_text", board_wording.own_change_text)
register.filter("own_move_text", board_wording.own_move_text)


@register.filter
def semester_query(period: str) -> str:
    """What chooses a semester in an address of figures."""
    return urlencode({"semestre": period})


def safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  # documents.charts escapes every text it is given


@register.simple_tag
def cell_url(cell: Cell, period: str, own: Collection[str], can_review: bool) -> str:
    """Where a report is answered, for its own institution; where it is reviewed, once sent, for the Committee; else nowhere."""
    if cell.institution in own and cell.is_expected:
        return reverse("entry", args=[period, cell.institution, cell.indicator])
    if can_review and cell.is_received:
        return reverse("review", args=[period, cell.institution, cell.indicator])
    return ""


@register.simple_tag
def draw_own_change(value: OwnValue) -> SafeString:
    chart = board_wording.own_change_chart(value)
    return safe(dumbbell.draw(chart, Look.PAGE, f"own-{value.indicator.code}-{value.code}") if chart else "")


@register.simple_tag
def draw_past(row: Listed) -> SafeString:
    """The last semesters of a series; nothing where fewer than two hold a value."""
    values = [None if each.figure.state == "not_assigned" else missing_or(each.figure.exact) for each in row.past]
    if sum(each.figure.value is not None for each in row.past) < 2:
        return safe("")
    said = "; ".join(
        f"{formatting.period_label(each.period, language())} {figure_text(each.figure)}" for each in row.past
    )
    prefix = f"past-{row.figures.indicator.code}-{row.series.code}"
    return safe(sparkline.draw(Sparkline(said, values), Look.PAGE, prefix))
