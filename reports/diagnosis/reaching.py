"""In how many semesters in a row a series reached what was expected: then its target asks for nothing more."""

from __future__ import annotations

from dataclasses import replace
from itertools import count, takewhile

from reports.arithmetic.percent import HUNDRED
from reports.arithmetic.progress import Progress, State
from reports.figures.current import track_of
from reports.figures.definitions import in_force
from reports.figures.judging import judge
from reports.figures.reading import Reading
from reports.figures.totals import figure_at

IN_A_ROW = 3
"""A target reached so many semesters in a row is one to raise."""


def reached_in_a_row(reading: Reading, indicator: int, series: str) -> int:
    """Semesters in a row in which the value reached the expected one: up to the latest, or the one before while that has no figure."""
    latest = reading.period.ordinal
    if reached(reading, indicator, series, latest) is None:
        latest -= 1
    row = takewhile(lambda ordinal: reached(reading, indicator, series, ordinal), count(latest, -1))
    return sum(1 for _semester in row)


def reached(reading: Reading, indicator: int, series: str, ordinal: int) -> bool | None:
    """Whether it did in that semester, under the definition then in force; None where nothing was judged."""
    period = next((each for each in reading.periods if each.ordinal == ordinal), None)
    revision = in_force(reading.all_revisions.values(), period).get(indicator) if period else None
    own = [each for each in reading.series.get(revision.pk, ()) if each.code == series] if revision else []
    if period is None or revision is None or not own or not reading.goals[own[0].pk].goals:
        return None
    then, track = replace(reading, period=period), track_of(revision, own[0])
    judgement = judge(then, track, revision, reading.goals[own[0].pk], figure_at(then, track, ordinal))
    return is_reached(judgement.pace)


def is_reached(pace: Progress) -> bool | None:
    if pace.state is State.MET:
        return True
    return pace.raw_percent >= HUNDRED if pace.raw_percent is not None else None
