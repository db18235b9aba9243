"""The definitions that figures follow: semesters with their thresholds, revisions with their components, series with their goals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from indicators.models import (
    ActionPlan,
    Bands,
    Baseline,
    Component,
    Indicator,
    IndicatorRevision,
    ReportingPeriod,
    Series,
    Target,
)
from reports.arithmetic.progress import Bands as Thresholds
from reports.figures.goals import Goals, goal_of, start_of

OwnGoals = Mapping[tuple[int, str], Goals]
"""What single institutions should reach: by the id of a series and the code of an institution."""

# In the order in which `goal_of` and `start_of` take them.
TARGET_COLUMNS = {
    "period": "period__code",
    "ordinal": "period__ordinal",
    "scope": "scope",
    "value": "value",
    "denominator": "denominator",
    "act": "act_reference",
    "on": "approved_on",
    "source": "source",
    "is_interpolated": "is_interpolated",
}
BASELINE_COLUMNS = {
    "period": "period__code",
    "ordinal": "period__ordinal",
    "value": "value",
    "denominator": "denominator",
    "source": "source",
}
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
    """Every series of the plan with its targets and baseline of all institutions, in one query: a row for each target."""
    rows: QuerySet[Any] = Series.objects.filter(revision__indicator__plan=plan)
    if indicator:
        rows = rows.filter(revision__indicator=indicator)
    annotated: QuerySet[Any] = rows.annotate(
        target=FilteredRelation("targets", condition=Q(targets__institution__isnull=True)),
        baseline=FilteredRelation("baselines", condition=Q(baselines__institution__isnull=True)),
        **{f"target_{name}": F(f"target__{field}") for name, field in TARGET_COLUMNS.items()},
        **{f"baseline_{name}": F(f"baseline__{field}") for name, field in BASELINE_COLUMNS.items()},
    )
    series: dict[int, list[Series]] = defaultdict(list)
    goals: dict[int, Goals] = {}
    for row in annotated.order_by("revision_id", "order", "pk", "target_ordinal"):
        if row.pk not in goals:
            series[row.revision_id].append(row)
            start = start_of(*columns_of(row, "baseline", BASELINE_COLUMNS)) if row.baseline_period else None
            goals[row.pk] = Goals(row.revision_id, start)
        if row.target_period:
            goals[row.pk].goals.append(goal_of(*columns_of(row, "target", TARGET_COLUMNS)))
    return series, goals


def columns_of(row: Any, prefix: str, columns: Iterable[str]) -> Iterator[Any]:
    return (getattr(row, f"{prefix}_{name}") for name in columns)


def read_own_goals(plan: ActionPlan, indicator: Indicator | None) -> OwnGoals:
    """Targets and baselines of single institutions, by series and institution, in two queries."""
    own: dict[tuple[int, str], Goals] = {}
    wanted = Q(institution__isnull=False, series__revision__indicator__plan=plan)
    if indicator:
        wanted &= Q(series__revision__indicator=indicator)
    place = ("series", "institution__code", "series__revision")
    baselines = Baseline.objects.filter(wanted).values_list(*place, *BASELINE_COLUMNS.values())
    for series, institution, revision, *values in baselines:
        own[series, institution] = Goals(revision, start_of(*values))
    targets = Target.objects.filter(wanted).order_by("period__ordinal").values_list(*place, *TARGET_COLUMNS.values())
    for series, institution, revision, *values in targets:
        own.setdefault((series, institution), Goals(revision, None)).goals.append(goal_of(*values))
    return own
