"""A target in words: its value with the two numbers behind it, the act that approved it, whose path it follows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from documents import formatting
from documents.acts import act_in
from reports.arithmetic.percent import HUNDRED
from reports.arithmetic.progress import State
from reports.figures.goals import Goal
from reports.figures.history import IndicatorHistory
from reports.figures.judging import Judgement
from reports.wording.figures import language, plain, plain_expected

MARK = " *"
"""Beside a target that lies between two values which its source publishes."""


def plain_target(value: Decimal, *, is_percent: bool) -> str:
    """A target as the Committee wrote it, without needless zeros; one written as two numbers to two places."""
    short = formatting.rounded(value, 2)
    return formatting.percent(short, language(), None) if is_percent else formatting.number(short, language())


def goal_text(goal: Goal, *, is_percent: bool) -> str:
    """The value, the two numbers that it is written as, and the mark of an interpolated one."""
    said = plain_target(goal.value, is_percent=is_percent)
    if goal.numerator is not None and goal.denominator is not None:
        parts = _("%(part)s of %(whole)s") % {"part": plain(goal.numerator), "whole": plain(goal.denominator)}
        said = f"{said} ({parts})"
    return said + (MARK if goal.is_interpolated else "")


def goal_by(goal: Goal, *, is_percent: bool) -> str:
    """The target and its semester."""
    words = {
        "value": goal_text(goal, is_percent=is_percent),
        "period": formatting.period_label(goal.period, language()),
    }
    return _("%(value)s by %(period)s") % words


def act_text(act: str, source: str, *, is_interpolated: bool) -> str:
    """By what it was approved and whose path it follows."""
    said = [act]
    if source:
        said.append(_("path of: %(source)s") % {"source": source})
    if is_interpolated:
        said.append(_("interpolated between two values that its source publishes"))
    return "; ".join(said)


def goal_note(goal: Goal) -> str:
    return act_text(act_in(goal.act, language()), goal.source, is_interpolated=goal.is_interpolated)


def path_note(history: IndicatorHistory) -> str:
    """Whose path the targets drawn follow, and which of them lie between published values."""
    sources = unlike(goal.source for goal in history.goals if goal.source)
    between = [formatting.period_label(goal.period, language()) for goal in history.goals if goal.is_interpolated]
    said = []
    if sources:
        said.append(_("The targets follow: %(sources)s.") % {"sources": "; ".join(sources)})
    if between:
        periods = formatting.joined(between, language())
        said.append(
            _("* Interpolated between two values that the source publishes: %(periods)s.") % {"periods": periods}
        )
    return " ".join(said)


def unlike(texts: Iterable[str]) -> list[str]:
    """Each text once, in the order of its first appearance."""
    return list(dict.fromkeys(texts))


def own_pace_text(judgement: Judgement, *, is_percent: bool) -> str:
    """How much of what its own targets ask by now an institution has reached; where it is not judged for that, why."""
    if judgement.pace.state is State.BASELINE_MISSING:
        return _("It is judged since its own baseline, which was not set.")
    if judgement.expected is None or judgement.pace.raw_percent is None:
        return ""
    return _("%(percent)s of what was expected by now (%(expected)s)") % {
        "percent": formatting.percent(judgement.pace.raw_percent, language()),
        "expected": plain_expected(judgement.expected, is_percent=is_percent),
    }


def own_attainment_text(judgement: Judgement, *, is_percent: bool) -> str:
    """Its final target, and how much of it is reached."""
    if judgement.target is None:
        return ""
    target = goal_by(judgement.target, is_percent=is_percent)
    if judgement.attainment.raw_percent is None:
        return target
    percent = formatting.percent(judgement.attainment.raw_percent, language())
    return _("%(target)s; %(percent)s reached") % {"target": target, "percent": percent}


def nearer_bound_text(percent: Decimal | None) -> str:
    """How much of its nearer bound a figure outside its range is; nothing of one within it, whose percentage is always 100."""
    if percent is None or percent == HUNDRED:
        return ""
    return _("%(percent)s of the nearer bound") % {"percent": formatting.percent(percent, language())}


def relation_text(relation: str) -> str:
    """How the targets of single institutions stand to that of all."""
    return {
        "sum": _("The targets of the institutions add up to the target of all."),
        "shared": _("The target of all holds for each institution."),
    }.get(relation, _("The targets of the institutions are independent of the target of all."))
