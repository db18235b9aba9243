"""Rules about baselines and targets: whether there are any, and whether they agree with each other and with the direction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import joined, period_label
from reports.arithmetic.progress import Direction
from reports.arithmetic.trajectory import follows_direction
from reports.diagnosis.facts import Defined, Facts, SeriesFacts
from reports.diagnosis.finding import Looked, of_indicators
from reports.diagnosis.reaching import IN_A_ROW
from reports.figures.goals import Goal
from reports.wording.figures import language, plain
from reports.wording.goals import plain_target

MOVING = (Direction.INCREASE, Direction.DECREASE)


def measured(facts: Facts) -> list[Defined]:
    """Indicators whose figure can be held against a target."""
    return [each for each in facts.defined if each.has_numbers]


def moving(facts: Facts) -> list[Defined]:
    """Those with a baseline and a target of which more, or less, is better."""
    return [each for each in measured(facts) if each.revision.direction in MOVING and any(with_both(each))]


def with_targets(facts: Facts, *, at_least: int = 1) -> list[Defined]:
    return [each for each in measured(facts) if any(len(one.goals.goals) >= at_least for one in each.series)]


def without_target(facts: Facts) -> Looked:
    """The bounds of a range are a goal without a target; where neither more nor less is better there is nothing to aim at."""
    untargeted = (Direction.RANGE, Direction.NEUTRAL)
    judged = [each for each in measured(facts) if each.revision.direction not in untargeted]
    return of_indicators(judged, say_without_target)


def say_without_target(each: Defined) -> Iterator[str]:
    lacking = [series for series in each.series if not series.goals.goals]
    if lacking and len(lacking) == len(each.series):
        yield _("It has no target.")
    elif lacking:
        yield _("No target for: %(series)s.") % {"series": listed(lacking)}


def without_baseline(facts: Facts) -> Looked:
    return of_indicators(measured(facts), say_without_baseline)


def say_without_baseline(each: Defined) -> Iterator[str]:
    lacking = [series for series in each.series if series.goals.start is None]
    if lacking and len(lacking) == len(each.series):
        yield _("It has no baseline.")
    elif lacking:
        yield _("No baseline for: %(series)s.") % {"series": listed(lacking)}


def listed(series: list[SeriesFacts]) -> str:
    return joined([each.label for each in series], language())


def target_as_baseline(facts: Facts) -> Looked:
    return of_indicators(moving(facts), say_as_baseline)


def say_as_baseline(each: Defined) -> Iterator[str]:
    for series, last in with_both(each):
        start = series.goals.start
        if start is not None and last.value == start.value:
            text = _("the last target, %(target)s, is the same as the baseline: it asks for no change.")
            yield each.say(series, text % {"target": said(each, last)})


def target_against_direction(facts: Facts) -> Looked:
    return of_indicators(moving(facts), say_against)


def say_against(each: Defined) -> Iterator[str]:
    wants_more = each.revision.direction == Direction.INCREASE
    for series, last in with_both(each):
        start = series.goals.start
        if start is None or last.value == start.value or (last.value > start.value) == wants_more:
            continue
        words = {"target": said(each, last), "baseline": as_set(start.value, is_percent=each.revision.is_percent)}
        if wants_more:
            text = _("more is better, yet the last target, %(target)s, is below the baseline, %(baseline)s.")
        else:
            text = _("less is better, yet the last target, %(target)s, is above the baseline, %(baseline)s.")
        yield each.say(series, text % words)


def with_both(each: Defined) -> Iterator[tuple[SeriesFacts, Goal]]:
    """Series with a baseline and targets taken over the same: a semester's figure is no measure of a year's."""
    for series in each.series:
        last = series.goals.goals[-1] if series.goals.goals else None
        if last is not None and series.goals.start is not None and last.scope == "period":
            yield series, last


def trajectory_turns(facts: Facts) -> Looked:
    return of_indicators(with_targets(facts, at_least=2), say_turns)


def say_turns(each: Defined) -> Iterator[str]:
    for series in each.series:
        for before, after in turns(series, Direction(each.revision.direction)):
            text = _("the target goes from %(before)s to %(after)s, against the direction.")
            yield each.say(series, text % {"before": said(each, before), "after": said(each, after)})


def turns(series: SeriesFacts, direction: Direction) -> Iterator[tuple[Goal, Goal]]:
    """Successive targets, of the same scope, that do not go the declared way."""
    for scope in dict.fromkeys(goal.scope for goal in series.goals.goals):
        path = [goal for goal in series.goals.goals if goal.scope == scope]
        for before, after in pairwise(path):
            if not follows_direction([(before.ordinal, before.value), (after.ordinal, after.value)], direction):
                yield before, after


def past_the_time_frame(facts: Facts) -> Looked:
    """Looked at once the plan says on which day it ends."""
    if facts.plan.ends_on is None:
        return Looked([], [])
    ends = facts.plan.ends_on.year * 2 + (facts.plan.ends_on.month > 6)
    return of_indicators(with_targets(facts), lambda each: say_past(each, ends))


def say_past(each: Defined, ends: int) -> Iterator[str]:
    for series in each.series:
        late = [goal for goal in series.goals.goals if goal.ordinal > ends]
        if late:
            text = _("the target %(target)s comes after the plan's last day.")
            yield each.say(series, text % {"target": said(each, late[0])})


def reached_again_and_again(facts: Facts) -> Looked:
    """Only those with a target that can be raised, or lowered where less is better."""
    raisable = [each for each in with_targets(facts) if each.revision.direction in MOVING]
    return of_indicators(raisable, say_reached)


def say_reached(each: Defined) -> Iterator[str]:
    for series in each.series:
        if series.reached >= IN_A_ROW:
            text = ngettext(
                "what was expected has been reached %(n)s semester in a row.",
                "what was expected has been reached %(n)s semesters in a row.",
                series.reached,
            )
            yield each.say(series, text % {"n": series.reached})


def said(each: Defined, goal: Goal) -> str:
    """A target and its semester: “40 (2026-II)”."""
    value = as_set(goal.value, is_percent=each.revision.is_percent)
    return f"{value} ({period_label(goal.period, language())})"


def as_set(value: Decimal, *, is_percent: bool) -> str:
    """A target or baseline with all its places, so that two that differ are never printed alike; a percentage has two."""
    return plain_target(value, is_percent=True) if is_percent else plain(value)
