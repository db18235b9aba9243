"""What the page of targets offers around a draft: semesters, institutions, and the path that a strategy publishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from documents.formatting import period_label
from documents.speaking import language
from indicators.calendar import Semester
from indicators.defining.document import BaselinePoint, DefinitionDocument, TargetPoint
from indicators.defining.known import Known
from indicators.models import ActionPlan, ContextSeries, Indicator, ReportingPeriod
from indicators.scheduling import ensure_semester, usual_period
from institutions.models import Institution, User
from reports.figures.context import context_of
from revisions.drafting import YearValue, path_of
from revisions.vocabulary import Named

LAST_OFFERED = "2030-II"
"""The year by which the Sustainable Development Goals are due; a target further ahead is nobody's promise."""


@dataclass(frozen=True, slots=True)
class PublishedPath:
    """What a strategy asks of a series, year by year, from the semester of effect on."""

    label: str
    source: str
    points: tuple[TargetPoint, ...]


def semesters_offered(plan: ActionPlan, document: DefinitionDocument) -> list[Named]:
    """The plan's own, those after them up to the last that is offered, and whatever the draft names."""
    named = {point.period for point in _points(document)}
    codes = {*plan.periods.values_list("code", flat=True), *named}
    ordinals = [Semester.from_code(code).ordinal for code in codes]
    last = Semester.from_code(LAST_OFFERED).ordinal
    codes |= {Semester.from_ordinal(each).code for each in range(max(ordinals, default=last) + 1, last + 1)}
    return [(code, period_label(code, language())) for code in sorted(codes)]


def institutions_offered(plan: ActionPlan, indicator: Indicator | None, document: DefinitionDocument) -> list[Named]:
    """Those that report the indicator; of a new one, all that report anything; and whatever the draft names."""
    mine = {"commitments__indicator": indicator} if indicator is not None else {"commitments__indicator__plan": plan}
    named = {point.institution for point in _points(document)}
    found = Institution.objects.filter(**mine) | Institution.objects.filter(code__in=named)
    return [(each.code, each.short_name) for each in found.distinct().order_by("code")]


def _points(document: DefinitionDocument) -> list[BaselinePoint | TargetPoint]:
    return [point for track in document.series for points in (track.baselines, track.targets) for point in points]


def known_with_semesters(plan: ActionPlan, document: DefinitionDocument) -> Known:
    """What a definition may name once the semesters ahead are set that its targets name. They are set when the draft is kept."""
    known = Known.of(plan)
    ahead = _targeted(document) - set(known.periods)
    return replace(
        known, periods={**known.periods, **{each: usual_period(plan, Semester.from_code(each)) for each in ahead}}
    )


def set_semesters(plan: ActionPlan, document: DefinitionDocument, *, by: User, at: dt.datetime) -> None:
    """Set the semesters ahead that the targets name and the plan does not have yet. Raises Refused."""
    known = set(plan.periods.values_list("code", flat=True))
    for code in sorted(_targeted(document) - known):
        ensure_semester(plan, code, by=by, at=at)


def _targeted(document: DefinitionDocument) -> set[str]:
    return {target.period for track in document.series for target in track.targets}


def published_paths(indicator: Indicator | None, effective_from: ReportingPeriod) -> Mapping[str, PublishedPath]:
    """By the code of the series that each stands beside."""
    if indicator is None:
        return {}
    return {
        series.series_code: PublishedPath(
            series.label, series.source, path_of(years, series.source, effective_from.code)
        )
        for series, years in _goals(indicator)
        if series.series_code
    }


def _goals(indicator: Indicator) -> Iterable[tuple[ContextSeries, list[YearValue]]]:
    for series, values in context_of(indicator):
        if series.nature == ContextSeries.Nature.GOAL:
            yield series, [YearValue(each.year, each.value, each.is_interpolated) for each in values if not each.month]
