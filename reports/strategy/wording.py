"""An indicator beside the goals of another strategy, in words: neither status nor praise, and our own goals always marked."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from documents import formatting
from reports.figures.context import Observed, YearGoal
from reports.figures.strategy import StrategyLine, StrategyPoint
from reports.wording.figures import figure_text, language, plain

OURS = "\u00a0*"
"""Stands after every goal that is our own straight line between published ones."""


def goal_text(goal: YearGoal | None) -> str:
    """The goal of a year: "13 % *"; nothing where the strategy sets none."""
    if goal is None:
        return ""
    return formatting.percent(goal.percent, language(), None) + (OURS if goal.is_interpolated else "")


def distance_text(point: StrategyPoint) -> str:
    """How far a figure is from the goal of its year, in points."""
    return "" if point.distance is None else formatting.points(point.distance, language())


def distance_sentence(point: StrategyPoint) -> str:
    """The distance with its side and its year. It says where the figure lies, not whether that is good."""
    if point.distance is None or point.goal is None:
        return ""
    return distance_words(point.distance, point.year)


def distance_words(distance: Decimal, year: int) -> str:
    """On which side of the goal of the year a share lies, and how far, as both print."""
    words = {"points": formatting.points(abs(distance), language()).lstrip("+"), "year": year}
    if not formatting.rounded(distance, 1):
        return _("as the goal of the United Nations for %(year)s") % words
    if distance > 0:
        return _("%(points)s above the goal of the United Nations for %(year)s") % words
    return _("%(points)s below the goal of the United Nations for %(year)s") % words


def line_finding(line: StrategyLine) -> str:
    """What a chart of the strategy shows, in one sentence."""
    if not line.seen:
        return _("%(label)s: no semester has a validated value yet") % {"label": line.label}
    last = line.seen[-1]
    words = {
        "label": line.label,
        "value": figure_text(last.figure),
        "period": formatting.period_label(last.period, language()),
        "year": last.year,
        "goal": goal_text(last.goal),
    }
    if last.goal is None:
        return _("%(label)s: %(value)s in %(period)s") % words
    return _("%(label)s: %(value)s in %(period)s; the goal for %(year)s is %(goal)s") % words


def month_text(observed: Observed) -> str:
    """A month with its year; of a whole year, its number."""
    if not observed.month:
        return str(observed.year)
    tongue = "en" if formatting.is_english(language()) else "es"
    month = formatting.MONTHS[tongue][observed.month - 1]
    return f"{month} {observed.year}" if tongue == "en" else f"{month} de {observed.year}"


def observed_parts(observed: Observed) -> str:
    """The two numbers that the source gives."""
    if observed.whole is None:
        return ""
    return _("%(part)s of %(whole)s") % {"part": plain(observed.part), "whole": plain(observed.whole)}
