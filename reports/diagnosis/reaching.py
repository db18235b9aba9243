"""In how many semesters in a row a series reached what was expected: then its target asks for nothing more."""

from __future__ import annotations

from dataclasses import replace

from reports.figures.current import track_of
from reports.figures.definitions import in_force
from reports.figures.judging import judge
from reports.figures.reading import Reading
from reports.figures.totals import figure_at
from reports.percent import HUNDRED
from reports.progress import Progress, State

IN_A_ROW = 3
"""A target reached so many semesters in a row is one to raise."""
SEMESTERS = IN_A_ROW + 1
"""How far back to look: the latest semester may have no figure yet."""


def reached_in_a_row(reading: Reading, indicator: int, series: str) -> int:
    """Semesters in a row, up to the last one that was judged, in which the value reached the expected one."""
    said = [reached(reading, indicator, series, reading.period.ordinal - back) for back in range(SEMESTERS)]
    while said and said[0] is None:
        said.pop(0)
    return next((n for n, each in enumerate(said) if not each), len(said))


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
