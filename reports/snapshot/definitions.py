"""The definition in force of each indicator, whole and in both languages: the annex of fichas is printed from here."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from committee.review.standing import waiting_for_minutes
from indicators.models import Baseline, Component, CountingRule, IndicatorRevision, ReportingPeriod, Series, Target
from reports.snapshot.bilingual import both, said

TEXTS = ("name", "definition", "note", "unit", "means_of_verification", "rationale")
CHOICES = (
    "kind",
    "accumulation",
    "across",
    "direction",
    "headline",
    "progress_method",
    "trajectory",
    "change_class",
    "comparability",
)


def definitions_in_force(period: ReportingPeriod) -> dict[str, IndicatorRevision]:
    """Each indicator's revision in force, with all its parts, by the indicator's code."""
    series: QuerySet[Series] = Series.objects.prefetch_related(
        "targets__period",
        "targets__institution",
        "baselines__period",
        "baselines__institution",
        "categories__dimension",
    ).select_related("component")
    rows = (
        IndicatorRevision.objects.in_force(period)
        .with_definition()
        .select_related("effective_from")
        .annotate(is_waiting=Exists(waiting_for_minutes().filter(revision=OuterRef("pk"))))
        .prefetch_related(None)
        .prefetch_related(
            "components__rule__stages",
            "components__rule__register",
            "components__rule__only__dimension",
            "revision_dimensions__dimension__categories",
            "revision_tags__dimension__categories",
            Prefetch("series", queryset=series.order_by("order")),
        )
    )
    return {revision.indicator.code: revision for revision in rows}


def definition(revision: IndicatorRevision) -> dict[str, Any]:
    """What the session may still take back, because its minutes are not closed, is a proposal: an edition never changes again."""
    is_adopted = not getattr(revision, "is_waiting", False)
    return {
        "revision": revision.number,
        "in_force_from": revision.effective_from.code,
        "adopted_on": revision.adopted_on if is_adopted else None,
        "act": revision.act_reference if is_adopted else "",
        "rebase_factor": revision.rebase_factor,
        **{field: both(revision, field) for field in TEXTS},
        **{field: choice(revision, field) for field in CHOICES},
        "decimals": revision.decimals,
        "is_percent": revision.is_percent,
        "headline_category": both(revision.headline_category, "name") if revision.headline_category else None,
        "dimensions": [both(link.dimension, "name") for link in revision.revision_dimensions.all()],
        "tags": [
            {"name": both(link.dimension, "name"), "is_multiple": link.is_multiple}
            for link in revision.revision_tags.all()
        ],
        "components": [component(each) for each in revision.components.all()],
        "series": [series(each) for each in revision.series.all()],
    }


def choice(revision: IndicatorRevision, field: str) -> dict[str, Any]:
    """A coded property with its words: the code is for machines, the words for readers."""
    return {"code": getattr(revision, field), "words": said(getattr(revision, f"get_{field}_display"))}


def component(each: Component) -> dict[str, Any]:
    return {
        "code": each.code,
        "role": each.role,
        "label": both(each, "label"),
        "in_headline": each.in_headline,
        "rule": rule(each.counting_rule) if each.counting_rule else None,
    }


def rule(each: CountingRule) -> dict[str, Any]:
    return {
        "register": both(each.register, "name"),
        "only": both(each.only, "name") if each.only else None,
        "stages": [both(stage, "name") for stage in each.stages.all()],
        "when": {"code": each.when, "words": said(each.get_when_display)},
    }


def series(each: Series) -> dict[str, Any]:
    return {
        "code": each.code,
        "label": both(each, "label"),
        "component": each.component.code if each.component else None,
        "categories": [both(category, "name") for category in each.categories.all()],
        "targets": [
            {
                "period": target.period.code,
                "scope": {"code": target.scope, "words": said(target.get_scope_display)},
                "value": target.value,
                "denominator": target.denominator,
                "institution": target.institution.code if target.institution else None,
                "source": target.source,
                "is_interpolated": target.is_interpolated,
                "act": target.act_reference,
                "approved_on": target.approved_on,
            }
            for target in sorted(each.targets.all(), key=of_all_first)
        ],
        "baselines": [
            {
                "period": start.period.code,
                "institution": start.institution.code if start.institution else None,
                "value": start.value,
                "denominator": start.denominator,
                "source": start.source,
            }
            for start in sorted(each.baselines.all(), key=of_all_first)
        ],
    }


def of_all_first(set_for: Target | Baseline) -> tuple[str, int]:
    """Those of all institutions, then those of each, in the order of the semesters."""
    return set_for.institution.code if set_for.institution else "", set_for.period.ordinal


def retired_in(period: ReportingPeriod) -> list[dict[str, Any]]:
    """The indicators of which nothing is asked from this semester on, with the act and the reason."""
    rows = IndicatorRevision.objects.filter(
        indicator__plan=period.plan_id,
        effective_from=period,
        change_class=IndicatorRevision.ChangeClass.RETIRED,
        adopted_on__isnull=False,
    ).exclude(pk__in=waiting_for_minutes().values("revision"))
    return [
        {"code": each.indicator.code, "act": each.act_reference, "adopted_on": each.adopted_on}
        | {field: both(each, field) for field in ("name", "rationale")}
        for each in rows.select_related("indicator").order_by(
            "indicator__pillar__order", "indicator__order", "indicator__code"
        )
    ]
