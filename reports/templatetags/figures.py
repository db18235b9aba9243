"""Figures on a page: words and drawings of `reports.figures` dataclasses. Nothing is computed here."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe

from documents.charts import Look, bars, dumbbell, gap, line, stacked, steps
from documents.charts.steps import Steps
from measurements.answer import figure_words
from reports.charts import drawing as charting
from reports.charts import kinds as charting_kinds
from reports.figures.board import ChangeRow, GapRow
from reports.figures.breakdown import Breakdown, BreakdownRow
from reports.figures.by_institution import InstitutionHistory, InstitutionPoint
from reports.figures.goals import Goal
from reports.figures.history import IndicatorHistory
from reports.figures.judging import Judgement
from reports.figures.totals import Figure
from reports.wording import answers as in_words
from reports.wording import figures as wording
from reports.wording import goals as goal_wording

register = template.Library()
STEPS = (("chart-wide", steps.WIDE), ("chart-narrow", steps.NARROW))
register.filter("figure_text", wording.figure_text)
register.filter("parts_text", wording.parts_text)
register.filter("share_of", wording.share_text)
register.filter("reach_text", wording.reach_text)
register.filter("goal_note", goal_wording.goal_note)
register.filter("path_note", goal_wording.path_note)
register.filter("relation_text", goal_wording.relation_text)
register.filter("rule_text", in_words.rule_text)
register.filter("step_title", in_words.step_title)
register.filter("step_count", in_words.step_count)
register.filter("difference_text", wording.difference_text)
register.filter("move_text", wording.move_text)
register.filter("comparable_text", wording.comparable_text)
register.filter("women_and_men", figure_words.women_and_men)


@register.filter
def state_word(state: str) -> str:
    return str(wording.STATES[state])


@register.filter
def state_icon(state: str) -> str:
    return wording.ICONS.get(state, state)


@register.filter
def cell_word(state: str) -> str:
    return str(wording.CELLS[state])


@register.filter
def as_figure(value: Decimal | None, is_percent: bool) -> str:
    """A number of a comparison or a target, as a percentage where the indicator is one."""
    return wording.plain(value, is_percent=is_percent)


@register.filter
def as_expected(value: Decimal | None, is_percent: bool) -> str:
    return wording.plain_expected(value, is_percent=is_percent)


@register.filter
def as_target(value: Decimal, is_percent: bool) -> str:
    return goal_wording.plain_target(value, is_percent=is_percent)


@register.filter
def goal_by(goal: Goal, is_percent: bool) -> str:
    return goal_wording.goal_by(goal, is_percent=is_percent)


@register.filter
def goal_text(goal: Goal, is_percent: bool) -> str:
    return goal_wording.goal_text(goal, is_percent=is_percent)


@register.filter
def own_pace(judgement: Judgement, is_percent: bool) -> str:
    return goal_wording.own_pace_text(judgement, is_percent=is_percent)


@register.filter
def own_attainment(judgement: Judgement, is_percent: bool) -> str:
    return goal_wording.own_attainment_text(judgement, is_percent=is_percent)


@register.filter
def nearer_bound(percent: Decimal | None) -> str:
    return goal_wording.nearer_bound_text(percent)


@register.filter
def point_text(point: InstitutionPoint, is_percent: bool) -> str:
    return wording.point_text(point, is_percent=is_percent)


@register.filter
def pace_division(judgement: Judgement, is_percent: bool) -> str:
    """How the pace was divided, where it is read since the baseline."""
    value = judgement.figure.exact if judgement.figure else None
    return wording.since_baseline_text(value, judgement.expected, judgement.baseline, is_percent=is_percent)


@register.filter
def attainment_division(judgement: Judgement, is_percent: bool) -> str:
    value = judgement.figure.exact if judgement.figure else None
    target = judgement.target.value if judgement.target else None
    return wording.since_baseline_text(value, target, judgement.baseline, is_percent=is_percent)


def safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  # documents.charts escapes every text it is given


@register.simple_tag
def draw_history(history: IndicatorHistory) -> SafeString:
    return safe(line.draw_both(charting.line_chart(history), "history"))


@register.simple_tag
def draw_steps(figure: Figure) -> SafeString:
    """The stages, across and one under the other; nothing where no one stage holds of all."""
    chart = charting_kinds.steps_chart(figure)
    if chart is None:
        return safe("")
    return safe("".join(drawn_steps(chart, kind, width) for kind, width in STEPS))


def drawn_steps(chart: Steps, kind: str, width: float) -> str:
    """One variant; charts.css shows the one that fits."""
    drawing = steps.plot(chart, Look.PAGE, width)
    drawing.kind = kind
    return drawing.finished(title=chart.title, description=chart.description, prefix=kind.replace("chart", "steps"))


@register.simple_tag
def draw_institution(history: IndicatorHistory, institution: InstitutionHistory) -> SafeString:
    chart = charting.institution_chart(history, institution)
    return safe(line.draw(chart, Look.PAGE, f"institution-{institution.institution.code}", line.SMALL))


@register.simple_tag
def draw_change(row: ChangeRow) -> SafeString:
    chart = charting.change_chart(row)
    return safe(dumbbell.draw(chart, Look.PAGE, f"change-{row.indicator.code}-{row.series.code}") if chart else "")


@register.simple_tag
def draw_gap(row: GapRow) -> SafeString:
    return safe(gap.draw(charting.gap_chart(row), Look.PAGE, f"gap-{row.indicator.code}-{row.series.code}"))


@register.simple_tag
def draw_states(counts: dict[str, int], prefix: str) -> SafeString:
    return safe(stacked.draw(charting.states_bar(counts), Look.PAGE, f"states-{prefix}"))


@register.simple_tag
def draw_breakdown(breakdown: Breakdown, row: BreakdownRow) -> SafeString:
    chart = charting.breakdown_bar(breakdown, row)
    prefix = f"bar-{breakdown.dimension}-{row.code}"
    return safe(bars.draw_share_bar(chart, Look.PAGE, prefix) if chart else "")


@register.filter
def has_line(history: IndicatorHistory) -> bool:
    """With one value the page shows the number instead of a chart."""
    return charting.line_chart(history).has_line


@register.filter
def finding(history: IndicatorHistory) -> str:
    return wording.history_finding(history)
