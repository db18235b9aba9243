"""How a figure was judged: where the expected value comes from, and what was divided by what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.models import Bands, IndicatorRevision, Series
from reports.arithmetic.change import Change, change
from reports.arithmetic.over_time import Scope
from reports.arithmetic.progress import Bands as Thresholds
from reports.arithmetic.trajectory import Mode, expected_value
from reports.explaining.backing import Backing
from reports.explaining.formula import Formula, Visible, formula_of
from reports.figures.current import SeriesFigures, track_of
from reports.figures.goals import Goal, Goals, Start
from reports.figures.judging import Judgement
from reports.figures.own import SHARED, judge_own, own_goals
from reports.figures.reading import Reading


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A point of the way to the target. `goal` is the target that it is; none for the baseline."""

    period: str
    ordinal: int
    value: Decimal
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """How the expected value was read from the points. `how`: exact (a target of that semester), step, line, nothing."""

    how: str
    at: int
    before: PathPoint | None = None
    after: PathPoint | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """`over` is the count of the figure that was judged where its scope is not the semester alone. `whose` says of the value
    of one institution whether it is held against targets of its own (`own`) or those of all (`shared`); empty for the total.
    """

    judgement: Judgement
    direction: str
    tolerance: Decimal
    expected: Expected
    goals: tuple[Goal, ...]
    start: Start | None
    since_baseline: Change | None
    thresholds: Thresholds
    bands: Bands | None
    over: Formula | None
    whose: str = ""


def judged_of(
    reading: Reading, revision: IndicatorRevision, series: Series, figures: SeriesFigures, backing: Backing
) -> Judged:
    """How the figure of all institutions was judged."""
    goals = reading.goals[series.pk]
    return judged_against(reading, revision, goals, figures.judgement, figures.since_baseline, backing)


def judged_of_one(
    reading: Reading,
    revision: IndicatorRevision,
    series: Series,
    institution: str,
    own: Decimal | None,
    backing: Backing,
) -> Judged | None:
    """How one institution's value was judged; None where no target is set for it."""
    goals = own_goals(reading, revision, series, institution)
    judgement = judge_own(reading, revision, series, institution, goals)
    if judgement is None:
        return None
    moved = change(goals.start.value, own) if goals.start else None
    judged = judged_against(reading, revision, goals, judgement, moved, backing)
    return replace(judged, whose="shared" if revision.institution_targets == SHARED else "own")


def judged_against(
    reading: Reading,
    revision: IndicatorRevision,
    goals: Goals,
    judgement: Judgement,
    since_baseline: Change | None,
    backing: Backing,
) -> Judged:
    return Judged(
        judgement=judgement,
        direction=revision.direction,
        tolerance=revision.tolerance,
        expected=expected_of(revision, goals, reading, judgement.expected),
        goals=goals.at(reading.period.ordinal),
        start=goals.start,
        since_baseline=since_baseline,
        thresholds=reading.thresholds,
        bands=backing.bands,
        over=None,
    )


def with_formula(
    judged: Judged, reading: Reading, revision: IndicatorRevision, series: Series, visible: Visible
) -> Judged:
    """The same with the count behind the judged figure, when it reaches over more than the semester."""
    figure = judged.judgement.figure
    if figure is None or len(figure.semesters) < 2:
        return judged
    return replace(judged, over=formula_of(reading, track_of(revision, series), figure, visible))


def expected_of(revision: IndicatorRevision, goals: Goals, reading: Reading, expected: Decimal | None) -> Expected:
    """The points between which the value lies. Where they do not give that very value, nothing is said of them."""
    ordinal, mode = reading.period.ordinal, Mode(revision.trajectory)
    path = path_of(revision, goals, ordinal)
    if expected is None or expected_value([(each.ordinal, each.value) for each in path], ordinal, mode) != expected:
        return Expected("nothing", ordinal)
    exact = next((each for each in path if each.ordinal == ordinal), None)
    if exact is not None:
        return Expected("exact", ordinal, before=exact)
    before = [each for each in path if each.ordinal < ordinal]
    after = [each for each in path if each.ordinal > ordinal]
    if mode is Mode.STEP:
        return Expected("step", ordinal, before[-1])
    return Expected("line", ordinal, before[-1], after[0])


def path_of(revision: IndicatorRevision, goals: Goals, ordinal: int) -> list[PathPoint]:
    """The targets of the scope that the semester is judged by; a line to the first one starts at the baseline."""
    points = goals.at(ordinal)
    path = [PathPoint(each.period, each.ordinal, each.value, each) for each in points]
    start = goals.start
    is_line = bool(path) and points[0].scope == Scope.PERIOD and revision.trajectory == Mode.LINEAR
    if start is not None and is_line and start.ordinal < path[0].ordinal:
        path.insert(0, PathPoint(start.period, start.ordinal, start.value))
    return path
