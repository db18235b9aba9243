"""The targets of a definition that is only drafted, as they would be judged by once adopted."""

from __future__ import annotations

import datetime as dt

from indicators.calendar import Semester
from indicators.defining.document import Track
from reports.figures.goals import Goals, goal_of, start_of

NOT_SAVED = 0
"""In the place of the revision that there is not yet."""


def drafted_goals(track: Track, *, act: str, on: dt.date, institution: str = "") -> Goals:
    """Of all institutions, or of one (by its code). Targets without an act are new: they get the one given, and its day.

    Their semesters need not exist yet. Raises ValueError for a code that names no semester.
    """
    starts = [
        start_of(each.period, Semester.from_code(each.period).ordinal, each.value, each.denominator, each.source)
        for each in track.baselines
        if each.institution == institution
    ]
    goals = [
        goal_of(
            each.period,
            Semester.from_code(each.period).ordinal,
            each.scope,
            each.value,
            each.denominator,
            each.act_reference or act,
            each.approved_on or on,
            each.source,
            each.is_interpolated,
        )
        for each in track.targets
        if each.institution == institution
    ]
    return Goals(NOT_SAVED, starts[0] if starts else None, sorted(goals, key=lambda goal: goal.ordinal))
