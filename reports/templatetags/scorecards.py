"""A scorecard on a page: words and drawings of its dataclasses. Nothing is computed here."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.charts import Look, sparkline, stacked
from reports.scorecard import Contribution, Promise, Scorecard, Semester, wording
from reports.wording.figures import figure_text, parts_text, plain, point_text, reach_text

register = template.Library()
register.filter("ratio_text", wording.ratio_text)
register.filter("percent_text", wording.percent_text)
register.filter("part_text", wording.part_text)
register.filter("days_text", wording.days_text)
register.filter("observed_text", wording.observed_text)
register.filter("requests_text", wording.requests_text)
register.filter("past_label", wording.past_label)
register.filter("promise_text", wording.promise_text)
register.filter("year_label", wording.year_label)
register.filter("told_said", wording.told_said)
register.filter("budget_said", wording.budget_said)
register.filter("execution_said", wording.execution_said)


@register.filter
def received_text(semester: Semester) -> str:
    return wording.standing_text(semester, semester.received)


@register.filter
def on_time_text(semester: Semester) -> str:
    return wording.standing_text(semester, semester.on_time)


@register.filter
def own_text(one: Contribution) -> str:
    """Its value, or the words for why there is none; of a proportion also the two numbers behind it."""
    said = point_text(one.own, is_percent=one.is_percent)
    if one.own.numerator is None or one.own.denominator is None:
        return said
    part = wording.part_text_of(one.own.numerator, one.own.denominator)
    return f"{said} ({part})"


@register.filter
def total_text(one: Contribution) -> str:
    parts = parts_text(one.total)
    return f"{figure_text(one.total)} ({parts})" if parts and one.total.value is not None else figure_text(one.total)


@register.filter
def reach_of(one: Contribution) -> str:
    return reach_text(one.total)


@register.filter
def share_said(one: Contribution) -> str:
    return plain(one.share, is_percent=True) if one.share is not None else "–"


def safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  # documents.charts escapes every text it is given


@register.simple_tag
def draw_semester(semester: Semester) -> SafeString:
    return safe(stacked.draw(wording.semester_bar(semester), Look.PAGE, f"semester-{semester.period.code}"))


@register.simple_tag
def draw_spark(card: Scorecard, measure: str) -> SafeString:
    return safe(sparkline.draw(wording.spark(card, measure), Look.PAGE, f"spark-{measure}"))


@register.filter
def requests_of(card: Scorecard, semester: Semester) -> str:
    """The requests that ask about that semester."""
    return wording.requests_text(card.requests_by_semester[semester.period.code])


@register.filter
def promises_of(card: Scorecard, one: Contribution) -> list[Promise]:
    """The commitments behind one row: in force, and to come."""
    return [each for each in card.promises if each.indicator.code == one.indicator.code]
