"""How a series stands against what the Committee set: its value taken over the target's own scope, never another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from indicators.models import IndicatorRevision
from reports.arithmetic.margin import risk_edge
from reports.arithmetic.over_time import Accumulation, Scope
from reports.arithmetic.progress import Band, Direction, Progress, State, attainment, pace
from reports.arithmetic.trajectory import Mode, Point, expected_value, follows_direction
from reports.figures.answers import plain
from reports.figures.goals import Goal, Goals
from reports.figures.observing import Track
from reports.figures.reading import Reading
from reports.figures.totals import BROKEN, Figure, figure_over

KEPT_STATES = (State.NO_TARGET, State.NOT_APPLICABLE, State.NOT_DUE, State.PASSED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`pace` against the value expected by now gives the state; `attainment` of the final target never has a colour.

    `figure` is the value over the target's scope. `state` is on_track, at_risk, off_track, no_target, no_data,
    not_applicable, not_due, passed or not_judged (baseline missing, expected zero, contradictory settings). `baseline` is what is
    taken away from both sides, where the definition judges the progress since it. `low` and `high` are the bounds of a range,
    which are its goal with or without a target.
    """

    state: str
    pace: Progress
    attainment: Progress
    scope: str | None
    figure: Figure | None
    expected: Decimal | None
    target: Goal | None
    baseline: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def has_target(self) -> bool:
        """Whether there is anything to be judged by: a target, or the bounds of a range."""
        return self.target is not None or self.low is not None


def judge(reading: Reading, track: Track, revision: IndicatorRevision, goals: Goals, now: Figure) -> Judgement:
    """Judge the semester read. `now` is the figure of that semester alone. Words are held against no target."""
    points = () if track.is_spoken else goals.at(reading.period.ordinal)
    if not points:
        return judge_without_target(reading, revision, goals, now)
    scope, final = points[0].scope, points[-1]
    ordinal = reading.period.ordinal
    figure = figure_over(reading, track, reading.ordinals(scope))
    expected = expected_at(revision, goals, ordinal)
    judged = partial(
        pace,
        bands=reading.thresholds,
        is_due=is_due(revision, points, ordinal),
        has_passed=has_passed(revision, points, ordinal),
        has_target=True,
    )
    progress = by_the_rules(judged, revision, goals, figure, expected)
    reached = by_the_rules(attainment, revision, goals, figure, final.value)
    if not follows_direction([(goal.ordinal, goal.value) for goal in points], Direction(revision.direction)):
        progress, reached = in_error(progress), in_error(reached)
    start = goals.start.value if goals.start and is_adjusted(revision) else None
    bounds = bounds_of(revision)
    return Judgement(state_of(progress), progress, reached, scope, figure, expected, final, start, *bounds)


def judge_without_target(reading: Reading, revision: IndicatorRevision, goals: Goals, now: Figure) -> Judgement:
    """A range is judged by its bounds, in the semester alone; everything else has no target."""
    low, high = bounds_of(revision)
    progress = by_the_rules(partial(pace, bands=reading.thresholds), revision, goals, now, None)
    if low is None:
        return Judgement(state_of(progress), progress, progress, None, None, None, None)
    reached = by_the_rules(attainment, revision, goals, now, None)
    return Judgement(state_of(progress), progress, reached, str(Scope.PERIOD), now, None, None, None, low, high)


def in_error(progress: Progress) -> Progress:
    """What would have been judged, had its targets gone the declared way."""
    judged = (State.COMPUTED, State.MET, State.ZERO_TARGET)
    return Progress(State.CONFIGURATION_ERROR) if progress.state in judged else progress


def bounds_of(revision: IndicatorRevision) -> tuple[Decimal | None, Decimal | None]:
    """The bounds of a range; of every other direction none."""
    if revision.direction != Direction.RANGE or revision.range_low is None or revision.range_high is None:
        return None, None
    return plain(revision.range_low), plain(revision.range_high)


def by_the_rules(
    judged: Callable[..., Progress], revision: IndicatorRevision, goals: Goals, figure: Figure, against: Decimal | None
) -> Progress:
    """Judge as the revision declares: direction, method, tolerance, bounds; a figure over a break is not judged."""
    low, high = bounds_of(revision)
    progress = judged(
        figure.exact,
        against,
        direction=Direction(revision.direction),
        baseline=goals.start.value if goals.start else None,
        adjusted=is_adjusted(revision),
        tolerance=revision.tolerance,
        low=low,
        high=high,
        is_not_applicable=is_outside(figure),
    )
    if progress.state is State.NOT_REPORTED and figure.state == BROKEN:
        return Progress(State.BROKEN)
    return progress


def is_adjusted(revision: IndicatorRevision) -> bool:
    """Whether the way covered since the baseline is judged, instead of the value itself: always of an indicator of change."""
    return (
        revision.progress_method == IndicatorRevision.ProgressMethod.ADJUSTED
        or revision.kind == IndicatorRevision.Kind.CHANGE
    )


def is_outside(figure: Figure) -> bool:
    return figure.state == "not_applicable"


def expected_at(revision: IndicatorRevision, goals: Goals, ordinal: int) -> Decimal | None:
    """The value expected at a semester; a line to the first target starts at the baseline, when there is one."""
    points = goals.at(ordinal)
    path: list[Point] = [(goal.ordinal, goal.value) for goal in points]
    if not path or not is_due(revision, points, ordinal):
        return None
    start = goals.start
    if start and start.ordinal < path[0][0] and points[0].scope == Scope.PERIOD and revision.trajectory == Mode.LINEAR:
        path.insert(0, (start.ordinal, start.value))
    return expected_value(path, ordinal, Mode(revision.trajectory))


def edge_of(reading: Reading, revision: IndicatorRevision, goals: Goals, expected: Decimal | None) -> Decimal | None:
    """Where the margin of risk of an expected value ends, judged as the definition declares."""
    return risk_edge(
        expected,
        Decimal(reading.thresholds.low),
        direction=Direction(revision.direction),
        baseline=goals.start.value if goals.start else None,
        adjusted=is_adjusted(revision),
    )


def is_due(revision: IndicatorRevision, points: tuple[Goal, ...], ordinal: int) -> bool:
    """What a flow must reach in a calendar year is not due in its first half, unless the half has a target of its own."""
    if points[0].scope != Scope.YEAR or revision.accumulation != Accumulation.FLOW or ordinal % 2:
        return True
    return any(goal.ordinal == ordinal for goal in points)


def has_passed(revision: IndicatorRevision, points: tuple[Goal, ...], ordinal: int) -> bool:
    """Whether the last target lies behind: only that of a step holds on. One of a year lasts until the year ends."""
    last = points[-1].ordinal | 1 if points[-1].scope == Scope.YEAR else points[-1].ordinal
    return last < ordinal and revision.trajectory != Mode.STEP and revision.direction != Direction.RANGE


def state_of(progress: Progress) -> str:
    """One word for the state, as the tiles and lists show it."""
    if progress.band is not Band.NONE:
        return str(progress.band)
    if progress.state is State.NOT_REPORTED:
        return "no_data"
    return str(progress.state) if progress.state in KEPT_STATES else "not_judged"
