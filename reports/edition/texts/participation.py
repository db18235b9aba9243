"""Female participation: each category beside the goal of the United Nations for the year. A goal judges nothing."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from documents.formatting import lower_first
from reports.edition.participation import goal_in, introduction, pairs_of, year_of
from reports.edition.reading import Row, Snapshot, figure_of
from reports.edition.texts.shape import bulleted, paragraphs
from reports.figures.totals import Figure
from reports.strategy.wording import distance_words
from reports.wording import figures as wording


def tell(s: Snapshot) -> str:
    """Nothing for a plan without the indicator that names the strategy."""
    strategy, pairs = s["un_strategy"], pairs_of(s)
    if strategy is None or not pairs:
        return ""
    row = s.indicators[strategy["indicator"]]
    return paragraphs(introduction(row), bulleted(*(beside_goal(s, row, series, goals) for series, goals in pairs)))


def beside_goal(s: Snapshot, row: Row, series: Row, goals: list[Row]) -> str:
    """One category: its share, from how many of how many, and on which side of the goal of the calendar year it lies."""
    figure = figure_of(series["figure"])
    goal = goal_in(goals, year_of(s))
    words = {
        "label": s.series_label(row["code"], series["code"]) or row["code"],
        "value": wording.figure_text(figure),
        "parts": wording.parts_text(figure),
        "period": s.period,
    }
    if figure.exact is None:
        nothing = words | {"value": lower_first(words["value"])}
        found = _("%(label)s: there is no validated figure in %(period)s (%(value)s)") % nothing
    else:
        found = _("%(label)s: %(value)s women in %(period)s (%(parts)s)") % words
        found += partly(figure)
    return f"{found}; {goal_words(s, goal, figure.exact)}."


def partly(figure: Figure) -> str:
    return _(", from %(reach)s") % {"reach": wording.reach_text(figure)} if figure.is_partial else ""


def goal_words(s: Snapshot, goal: Row | None, value: Decimal | None) -> str:
    year = year_of(s)
    if goal is None:
        return _("the strategy has no goal for %(year)s") % {"year": year}
    percent = s.plain_percent(goal["percent"])
    if goal["is_interpolated"]:
        percent = _("%(goal)s, interpolated between two published goals") % {"goal": percent}
    if value is None:
        return _("the goal of the United Nations for %(year)s is %(goal)s") % {"year": year, "goal": percent}
    return f"{distance_words(value - Decimal(goal['percent']), year)} ({percent})"
