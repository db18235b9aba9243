"""The path that drafted targets ask for, over what was validated so far, as a picture; and whether the engine finds it within reach.

Values are those of the definition in force: where the draft measures something else, the page of its effect says so.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents import formatting
from documents.charts.line import Break, LineChart, Target
from documents.speaking import language
from indicators.calendar import Semester
from indicators.defining.checking_goals import is_percent
from indicators.defining.document import DefinitionDocument
from indicators.models import Indicator, IndicatorRevision, ReportingPeriod, Series
from reports.arithmetic.feasibility import Feasibility
from reports.charts.drawing import figure_or_gap
from reports.figures import HistoryPoint
from reports.figures.current import track_of
from reports.figures.drafting import drafted_goals
from reports.figures.feasible import feasibility_of
from reports.figures.goals import Goals
from reports.figures.history import definition_for, points_of, shown_semesters
from reports.figures.judging import expected_at
from reports.figures.reading import Reading, read
from reports.wording.goals import plain_target

JUDGED = ("direction", "tolerance", "range_low", "range_high", "trajectory", "progress_method")
MOST_SHOWN = 8
"""Semesters looked back on: what lies further back says little about where the path leads."""


@dataclass(frozen=True, slots=True)
class PathPicture:
    chart: LineChart
    feasibility: Feasibility | None


@dataclass(frozen=True, slots=True)
class Past:
    """What was validated of the indicator, and its definition in force."""

    reading: Reading
    revision: IndicatorRevision
    semesters: list[ReportingPeriod]

    @classmethod
    def of(cls, indicator: Indicator, period: ReportingPeriod, at: dt.datetime) -> Past:
        reading = read(indicator.plan, period, at, indicator=indicator)
        return cls(reading, definition_for(reading), shown_semesters(reading, indicator)[-MOST_SHOWN:])

    def series(self, code: str) -> Series | None:
        return next((each for each in self.reading.series[self.revision.pk] if each.code == code), None)


def pictures_of(
    indicator: Indicator | None, document: DefinitionDocument, period: ReportingPeriod, at: dt.datetime
) -> Mapping[str, PathPicture]:
    """By the code of each series that has a target of all institutions. `period`: the last semester looked back on."""
    past = Past.of(indicator, period, at) if indicator is not None else None
    return dict(_pictures(past, document, at.date()))


def _pictures(past: Past | None, document: DefinitionDocument, on: dt.date) -> Iterator[tuple[str, PathPicture]]:
    judged = copy.copy(past.revision) if past is not None else IndicatorRevision(kind=document.kind)
    for name in JUDGED:
        setattr(judged, name, getattr(document, name))
    for track in document.series:
        goals = drafted_goals(track, act="", on=on)
        if not goals.goals:
            continue
        series = past.series(track.code) if past is not None else None
        if past is None or series is None:
            yield track.code, PathPicture(_chart(document, judged, goals, ()), None)
            continue
        points = points_of(past.reading, past.revision, series, past.semesters)
        reach = feasibility_of(past.reading, track_of(past.revision, series), judged, goals)
        yield track.code, PathPicture(_chart(document, judged, goals, points), reach)


def _chart(
    document: DefinitionDocument, judged: IndicatorRevision, goals: Goals, points: tuple[HistoryPoint, ...]
) -> LineChart:
    """From the first semester looked back on to the last target."""
    final, as_percent = goals.goals[-1], is_percent(document)
    first = points[0].ordinal if points else goals.goals[0].ordinal
    last = max(final.ordinal, points[-1].ordinal if points else 0)
    ordinals = list(range(min(first, final.ordinal), last + 1))
    known = {point.ordinal: point for point in points}
    labels = [formatting.period_label(Semester.from_ordinal(each).code, language()) for each in ordinals]
    end = ordinals.index(final.ordinal)
    words = {"period": labels[end], "value": plain_target(final.value, is_percent=as_percent)}
    return LineChart(
        title=_("The path asks for %(value)s by %(period)s") % words,
        lang=language(),
        periods=labels,
        values=[
            figure_or_gap(known[each].figure) if each in known else None
            for each in ordinals
            if each <= max(known, default=0)
        ],
        expected=[expected_at(judged, goals, each) for each in ordinals],
        target=Target(end, final.value, _("Target %(period)s: %(value)s") % words),
        breaks=[Break(n, _("definition changed")) for n, each in enumerate(ordinals) if _breaks(known.get(each))],
        partial=[n for n, each in enumerate(ordinals) if each in known and known[each].figure.is_partial],
        series_label=_("Validated value"),
        expected_label=_("Path that is drafted"),
        unit="percent" if as_percent else "number",
    )


def _breaks(point: HistoryPoint | None) -> bool:
    return point is not None and point.is_break
