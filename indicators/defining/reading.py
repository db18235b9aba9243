"""Definitions read from their rows as documents."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from indicators.defining.document import (
    BaselinePoint,
    DefinitionDocument,
    Part,
    Rule,
    Tag,
    TargetPoint,
    Track,
    Words,
)
from indicators.models import (
    Baseline,
    Category,
    Component,
    CountingRule,
    IndicatorRevision,
    ReportingPeriod,
    RevisionDimension,
    RevisionTag,
    Series,
    Target,
)

TRANSLATED = ("name", "definition", "note", "unit", "means_of_verification")
AS_STORED = (
    "kind",
    "accumulation",
    "across",
    "direction",
    "headline",
    "decimals",
    "is_narrative_required",
    "is_evidence_required",
    "progress_method",
    "trajectory",
    "institution_targets",
    "tolerance",
    "range_low",
    "range_high",
)


def document_of(revision: IndicatorRevision) -> DefinitionDocument:
    """What this revision says, read from the database in a fixed number of queries."""
    return documents_of(IndicatorRevision.objects.filter(pk=revision.pk))[revision.pk]


def documents_in_force(period: ReportingPeriod) -> dict[int, DefinitionDocument]:
    """The definition of each indicator in force in a semester, by the indicator's id; retired ones say their last."""
    revisions = list(_whole(IndicatorRevision.objects.in_force(period)))
    return {each.indicator_id: _document(each) for each in revisions}


def documents_of(revisions: QuerySet[IndicatorRevision]) -> dict[int, DefinitionDocument]:
    """Each of these definitions by its id, in a fixed number of queries."""
    return {each.pk: _document(each) for each in _whole(revisions)}


def _whole(revisions: QuerySet[IndicatorRevision]) -> QuerySet[IndicatorRevision]:
    rules = CountingRule.objects.select_related("register", "only__dimension").prefetch_related("stages")
    series = Series.objects.select_related("component").prefetch_related(
        Prefetch("categories", Category.objects.select_related("dimension")),
        Prefetch("baselines", Baseline.objects.select_related("period", "institution")),
        Prefetch("targets", Target.objects.select_related("period", "institution")),
    )
    return revisions.select_related("headline_category__dimension").prefetch_related(
        Prefetch("components", Component.objects.prefetch_related(Prefetch("rule", rules))),
        Prefetch("revision_dimensions", RevisionDimension.objects.select_related("dimension")),
        Prefetch("revision_tags", RevisionTag.objects.select_related("dimension")),
        Prefetch("series", series),
    )


def _document(revision: IndicatorRevision) -> DefinitionDocument:
    words: dict[str, Any] = {name: words_of(revision, name) for name in TRANSLATED}
    stored: dict[str, Any] = {name: getattr(revision, name) for name in AS_STORED}
    return DefinitionDocument(
        **words,
        **stored,
        headline_category=revision.headline_category.key if revision.headline_category else "",
        components=tuple(_part(each) for each in revision.components.all()),
        dimensions=tuple(each.dimension.code for each in revision.revision_dimensions.all()),
        tags=tuple(Tag(each.dimension.code, each.is_multiple) for each in revision.revision_tags.all()),
        series=tuple(_track(each) for each in revision.series.all()),
    )


def words_of(row: object, name: str) -> Words:
    """A translated text of a row in both languages."""
    return Words(getattr(row, f"{name}_es") or "", getattr(row, f"{name}_en") or "")


def _part(component: Component) -> Part:
    return Part(
        code=component.code,
        role=component.role,
        label=words_of(component, "label"),
        in_headline=component.in_headline,
        is_disaggregated=component.is_disaggregated,
        needs_all=component.needs_all,
        rule=_rule(component.counting_rule),
    )


def _rule(rule: CountingRule | None) -> Rule | None:
    if rule is None:
        return None
    stages = tuple(each.code for each in rule.stages.all())
    return Rule(rule.register.code, stages, rule.when, rule.only.key if rule.only else "")


def _track(series: Series) -> Track:
    return Track(
        code=series.code,
        label=words_of(series, "label"),
        component=series.component.code if series.component else "",
        only=tuple(each.key for each in series.categories.all()),
        baselines=tuple(_baseline(each) for each in series.baselines.all()),
        targets=tuple(_target(each) for each in series.targets.all()),
    )


def _baseline(row: Baseline) -> BaselinePoint:
    return BaselinePoint(
        period=row.period.code,
        value=row.value,
        source=row.source,
        denominator=row.denominator,
        institution=row.institution.code if row.institution else "",
    )


def _target(row: Target) -> TargetPoint:
    return TargetPoint(
        period=row.period.code,
        value=row.value,
        scope=row.scope,
        denominator=row.denominator,
        institution=row.institution.code if row.institution else "",
        source=row.source,
        is_interpolated=row.is_interpolated,
        act_reference=row.act_reference,
        approved_on=row.approved_on,
    )
