"""The definitions that figures follow: semesters with their thresholds, revisions with their components, series with their goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from indicators.models import ActionPlan, Bands, Component, Indicator, IndicatorRevision, ReportingPeriod, Series
from reports.figures.goals import Goal, Goals
from reports.progress import Bands as Thresholds

RETIRED_FROM = "retired_from"
"""On a revision read here: ordinal of the first semester after it in which its indicator is retired."""


def plan_periods(plan: ActionPlan) -> list[ReportingPeriod]:
    """The plan's semesters in order, each with the thresholds in force on its last day."""
    bands = Bands.objects.filter(plan=OuterRef("plan"), valid_from__lte=OuterRef("ends_on")).order_by("-valid_from")
    return list(
        ReportingPeriod.objects.filter(plan=plan)
        .order_by("ordinal")
        .annotate(low=Subquery(bands.values("low")[:1]), high=Subquery(bands.values("high")[:1]))
    )


def thresholds_of(period: ReportingPeriod) -> Thresholds:
    low, high = getattr(period, "low", None), getattr(period, "high", None)
    return Thresholds() if low is None or high is None else Thresholds(low, high)


def read_revisions(
    plan: ActionPlan, indicator: Indicator | None
) -> tuple[dict[int, list[Component]], dict[int, IndicatorRevision]]:
    """Every revision of the plan with its components, in one query. One that retires its indicator may have none."""
    retirements = IndicatorRevision.objects.filter(
        indicator=OuterRef("revision__indicator"),
        change_class=IndicatorRevision.ChangeClass.RETIRED,
        effective_from__ordinal__gt=OuterRef("revision__effective_from__ordinal"),
    ).order_by("effective_from__ordinal")
    rows = Component.objects.filter(revision__indicator__plan=plan).select_related(
        "revision__indicator__pillar",
        "revision__indicator__action__objective",
        "revision__effective_from",
        "revision__headline_category",
    )
    if indicator:
        rows = rows.filter(revision__indicator=indicator)
    components: dict[int, list[Component]] = defaultdict(list)
    revisions: dict[int, IndicatorRevision] = {}
    rows = rows.annotate(retired_from=Subquery(retirements.values("effective_from__ordinal")[:1]))
    for component in rows.order_by("revision__indicator__order", "revision__number", "order"):
        revision = revisions.setdefault(component.revision_id, component.revision)
        setattr(revision, RETIRED_FROM, component.retired_from)
        components[component.revision_id].append(component)
    return components, revisions


def in_force(revisions: Iterable[IndicatorRevision], period: ReportingPeriod) -> dict[int, IndicatorRevision]:
    """The definition of each indicator in force in the semester, in the plan's order; retired indicators left out."""
    begun = [each for each in revisions if each.effective_from.ordinal <= period.ordinal]
    latest = {each.indicator_id: each for each in sorted(begun, key=lambda each: each.effective_from.ordinal)}
    kept = [each for each in latest.values() if not is_retired(each, period)]
    kept.sort(key=lambda each: (each.indicator.pillar.order, each.indicator.order))
    return {each.indicator_id: each for each in kept}


def successive(revisions: Iterable[IndicatorRevision]) -> dict[int, list[IndicatorRevision]]:
    """The definitions of each indicator in the order in which they take effect."""
    groups: dict[int, list[IndicatorRevision]] = defaultdict(list)
    for revision in sorted(revisions, key=lambda each: each.effective_from.ordinal):
        groups[revision.indicator_id].append(revision)
    return groups


def is_retired(revision: IndicatorRevision, period: ReportingPeriod) -> bool:
    """Whether the indicator is followed no more in a semester of which this is the last definition."""
    ordinal: int | None = getattr(revision, RETIRED_FROM, None)
    is_later = ordinal is not None and ordinal <= period.ordinal
    return is_later or revision.change_class == IndicatorRevision.ChangeClass.RETIRED


def read_series(plan: ActionPlan, indicator: Indicator | None) -> tuple[dict[int, list[Series]], dict[int, Goals]]:
    """Every series of the plan with its targets and baseline, in one query: a row for each target."""
    rows = Series.objects.filter(revision__indicator__plan=plan)
    if indicator:
        rows = rows.filter(revision__indicator=indicator)
    series: dict[int, list[Series]] = defaultdict(list)
    goals: dict[int, Goals] = {}
    for row in rows.annotate(**Goals.COLUMNS).order_by("revision", "order", "pk", "targets__period__ordinal"):
        if row.pk not in goals:
            series[row.revision_id].append(row)
            goals[row.pk] = Goals.of_row(row)
        goal = Goal.of_row(row)
        if goal:
            goals[row.pk].goals.append(goal)
    return series, goals
