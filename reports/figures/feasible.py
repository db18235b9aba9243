"""The values that a pace is read from, and what a series aims at: from a reading to `reports.arithmetic.feasibility`.

Values are alike when the same institutions stand in them, none is partial, and no definition broke in between. They are taken
over the target's own scope: a yearly target of a flow is set against whole years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.models import IndicatorRevision
from reports.arithmetic.feasibility import Aim, Feasibility, feasibility
from reports.arithmetic.over_time import Accumulation, Scope, ordinals_in_scope
from reports.arithmetic.progress import Direction
from reports.figures.goals import Goal, Goals
from reports.figures.judging import bounds_of
from reports.figures.lineage import is_broken
from reports.figures.observing import Track, counted_at
from reports.figures.reading import Reading
from reports.figures.totals import Figure, figure_over


@dataclass(frozen=True, slots=True)
class Seen:
    """A value over the scope up to a semester, and who stands in it."""

    ordinal: int
    figure: Figure
    counted: tuple[frozenset[str], ...]


def feasibility_of(reading: Reading, track: Track, revision: IndicatorRevision, goals: Goals) -> Feasibility | None:
    """Whether the last target that the semester is judged by can be reached; None where nothing is aimed at.

    The reading holds every semester of the indicator. Definition and targets may be drafted ones that are not saved.
    """
    points = goals.at(reading.period.ordinal)
    aim = None if track.is_spoken else aim_of(revision, points[-1] if points else None)
    if aim is None:
        return None
    scope = Scope(points[-1].scope) if points else Scope.PERIOD
    step = 2 if scope is Scope.YEAR and track.accumulation == Accumulation.FLOW else 1
    seen = list(seen_over(reading, track, scope, step))
    whole = [each for each in seen if not each.figure.is_partial]
    alike = [each for each in whole if each.counted == whole[-1].counted]
    return feasibility(
        [(each.ordinal, each.figure.exact) for each in alike if each.figure.exact is not None],
        aim,
        here=reading.period.ordinal,
        step=step,
        is_percent=track.is_percent,
        left_out=len(seen) - len(alike),
    )


def aim_of(revision: IndicatorRevision, final: Goal | None) -> Aim | None:
    """What must hold by the final target; a range must hold at any time."""
    low, high = bounds_of(revision)
    if low is not None:
        return Aim(low, high, None)
    if final is None:
        return None
    aims: dict[str, tuple[Decimal | None, Decimal | None]] = {
        Direction.INCREASE: (final.value, None),
        Direction.DECREASE: (None, final.value),
        Direction.MAINTAIN: (final.value - revision.tolerance, final.value + revision.tolerance),
    }
    found = aims.get(revision.direction)
    return None if found is None else Aim(*found, final.ordinal)


def seen_over(reading: Reading, track: Track, scope: Scope, step: int) -> Iterator[Seen]:
    """Every value with something in it since the definition last broke; of a flow by year, that of each whole year."""
    first, here = reading.periods[0].ordinal, reading.period.ordinal
    known = {each.ordinal for each in reading.periods}
    for ordinal in sorted(known):
        if ordinal > here or (step == 2 and ordinal % 2 == 0) or is_broken(reading, track.indicator, ordinal, here):
            continue
        covered = [each for each in ordinals_in_scope(scope, ordinal, first) if each in known]
        if step == 2 and len(covered) < 2:
            continue
        figure = figure_over(reading, track, covered)
        if figure.exact is not None:
            counts = covered if scope is Scope.YEAR and step == 2 else [ordinal]
            yield Seen(ordinal, figure, tuple(counted_at(reading, track, each) for each in counts))
