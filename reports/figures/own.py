"""One institution on its own: its value against its own targets, never against those of all unless they hold for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from indicators.models import IndicatorRevision, Series
from reports.arithmetic.over_time import Accumulation
from reports.figures.current import track_of
from reports.figures.expecting import expectation, expected_then
from reports.figures.goals import Goal, Goals, Start
from reports.figures.judging import Judgement, judge
from reports.figures.reading import Reading
from reports.figures.totals import figure_at

SHARED = IndicatorRevision.InstitutionTargets.SHARED


@dataclass(frozen=True, slots=True)
class OwnPath:
    """What one institution should reach: its targets, what they ask by each semester shown and ahead, and how it stands."""

    goals: tuple[Goal, ...]
    start: Start | None
    expected: tuple[Decimal | None, ...]
    ahead: tuple[Decimal | None, ...]
    judgement: Judgement | None

    @property
    def final(self) -> Goal | None:
        return self.goals[-1] if self.goals else None


def own_goals(reading: Reading, revision: IndicatorRevision, series: Series, institution: str) -> Goals:
    """The targets that hold for the institution. Its baseline is its own in any case: that of all says nothing of it."""
    own = reading.own_goals.get((series.pk, institution)) or Goals(revision.pk, None)
    if revision.institution_targets == SHARED:
        return replace(own, goals=reading.goals[series.pk].goals)
    return own


def judge_own(
    reading: Reading, revision: IndicatorRevision, series: Series, institution: str, goals: Goals | None = None
) -> Judgement | None:
    """How the institution's own value stands; None where nothing is set for it. Words are held against no target."""
    held = goals or own_goals(reading, revision, series, institution)
    track = track_of(revision, series)
    is_bound = revision.institution_targets == SHARED and revision.range_low is not None
    if track.is_spoken or not (held.goals or is_bound):
        return None
    points = held.at(reading.period.ordinal)
    added = reading.ordinals(points[0].scope) if points and track.accumulation == Accumulation.FLOW else ()
    seen = alone(reading, institution, is_over_several=len(added) > 1)
    return judge(seen, track, revision, held, figure_at(seen, track, reading.period.ordinal))


def alone(reading: Reading, institution: str, *, is_over_several: bool) -> Reading:
    """The same reading with one institution in it, whose figure is then made as any other.

    Over one semester an institution's value is what it reported; items that others count too matter to the total alone.
    """
    joined = {
        indicator: [each for each in entries if each.institution == institution]
        for indicator, entries in reading.joined.items()
        if is_over_several
    }
    return replace(reading, institutions={institution: reading.institutions[institution]}, joined=joined)


def path_of(
    reading: Reading, revision: IndicatorRevision, series: Series, institution: str, shown: list[int], ahead: list[int]
) -> OwnPath | None:
    """The institution's way to its targets over the semesters shown and those ahead; None where it never had one."""
    goals = own_goals(reading, revision, series, institution)
    of_one = partial(own_goals, reading, institution=institution)
    expected = tuple(
        expected_then(reading, revision.indicator_id, series.code, ordinal, of_one).value for ordinal in shown
    )
    judgement = judge_own(reading, revision, series, institution)
    if judgement is None and not any(each is not None for each in expected):
        return None
    still = tuple(expectation(reading, revision, goals, ordinal).value for ordinal in ahead)
    return OwnPath(tuple(goals.goals), goals.start, expected, still, judgement)
