"""How an indicator is measured, from when, and against what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from indicators.models import (
    ActionPlan,
    Baseline,
    Component,
    CountingRule,
    Dimension,
    Indicator,
    IndicatorRevision,
    PlausibilityRule,
    Register,
    ReportingPeriod,
    RevisionDimension,
    RevisionTag,
    Series,
    Target,
)
from tests.factories.breakdowns import find_category, make_register_list
from tests.factories.plans import make_indicator, make_period

Number = Decimal | int | str


def make_revision(indicator: Indicator, kind: str = "COUNT", **fields: Any) -> IndicatorRevision:
    """A definition without components or series; in force from the plan's first semester unless told."""
    first = ReportingPeriod.objects.filter(plan=indicator.plan).order_by("ordinal").first()
    defaults: dict[str, Any] = {
        "number": indicator.revisions.count() + 1,
        "effective_from": first or make_period(indicator.plan, "2021-II"),
        "name_es": f"Nombre de {indicator.code}",
        "name_en": f"Name of {indicator.code}",
        "unit": "",
        "kind": kind,
        "accumulation": "stock" if kind == "CHANGE" else "flow",
        "across": "distinct" if kind == "REGISTER" else "sum",
        "direction": "increase",
        "comparability": "break" if fields.get("change_class") == "methodological" else "continuous",
    }
    return IndicatorRevision.objects.create(indicator=indicator, **(defaults | fields))


def make_component(revision: IndicatorRevision, code: str, role: str = "value", **fields: Any) -> Component:
    defaults: dict[str, Any] = {
        "order": revision.components.count() + 1,
        "label": code,
        "in_headline": role in ("value", "numerator"),
    }
    return Component.objects.create(revision=revision, code=code, role=role, **(defaults | fields))


def make_series(
    revision: IndicatorRevision, code: str = "all", categories: Iterable[str] = (), **fields: Any
) -> Series:
    series = Series.objects.create(
        revision=revision, code=code, **({"order": revision.series.count() + 1, "label": ""} | fields)
    )
    series.categories.set([find_category(key) for key in categories])
    return series


def make_count(
    plan: ActionPlan, code: str = "PREV-1.1.1", *, dimensions: Iterable[Dimension] = (), **fields: Any
) -> IndicatorRevision:
    """A COUNT with the component `total` and the series `all`; `headline_category="sex=women"` narrows the headline."""
    only = fields.pop("headline_category", None)
    if isinstance(only, str):
        fields["headline_category"] = find_category(only)
    revision = make_revision(make_indicator(plan, code), "COUNT", **fields)
    crossed = list(dimensions)
    make_component(revision, "total", is_disaggregated=bool(crossed))
    for order, dimension in enumerate(crossed, start=1):
        RevisionDimension.objects.create(revision=revision, dimension=dimension, order=order)
    make_series(revision)
    return revision


def make_change(plan: ActionPlan, code: str = "PREV-1.2.1", **fields: Any) -> IndicatorRevision:
    """A CHANGE with the component `level` and the series `all`."""
    revision = make_revision(make_indicator(plan, code), "CHANGE", **fields)
    make_component(revision, "level", is_disaggregated=False)
    make_series(revision)
    return revision


def make_proportion(
    plan: ActionPlan,
    code: str = "PART-1.2.1",
    *,
    dimensions: Iterable[Dimension] = (),
    series: Mapping[str, Iterable[str]] | None = None,
    **fields: Any,
) -> IndicatorRevision:
    """A PROPORTION of `part` in `whole`. `series` gives each series' category keys; without it there is `all`."""
    headline = "none" if series else "sum"
    revision = make_revision(
        make_indicator(plan, code),
        "PROPORTION",
        **({"headline": headline, "decimals": 1, "accumulation": "stock"} | fields),
    )
    crossed = list(dimensions)
    part = make_component(revision, "part", "numerator", in_headline=not series, is_disaggregated=bool(crossed))
    make_component(revision, "whole", "denominator", is_disaggregated=bool(crossed))
    for order, dimension in enumerate(crossed, start=1):
        RevisionDimension.objects.create(revision=revision, dimension=dimension, order=order)
    if series is None:
        make_series(revision)
    for name, categories in (series or {}).items():
        make_series(revision, name, categories, component=part, label=name)
    return revision


def make_register(
    plan: ActionPlan,
    code: str = "PREV-2.3.1",
    *,
    components: Iterable[str] = ("held",),
    beside: Iterable[str] = (),
    tags: Iterable[Dimension] = (),
    register: Register | None = None,
    **fields: Any,
) -> IndicatorRevision:
    """A REGISTER whose components count the items of one list; with `headline="none"` each component is a series."""
    listed = register or make_register_list()
    revision = make_revision(make_indicator(plan, code), "REGISTER", **fields)
    apart = revision.headline == "none"
    for name in components:
        component = make_component(revision, name, in_headline=not apart, is_disaggregated=False)
        make_rule(component, listed)
        if apart:
            make_series(revision, name, component=component, label=name)
    for name in beside:
        make_rule(make_component(revision, name, "beside", is_disaggregated=False), listed)
    for dimension in tags:
        RevisionTag.objects.create(revision=revision, dimension=dimension, is_multiple=True)
    if not apart:
        make_series(revision)
    return revision


def make_milestone(
    plan: ActionPlan,
    code: str = "PREV-3.1.1",
    *,
    stages: Iterable[str] = ("drafted", "approved", "in_force"),
    **fields: Any,
) -> IndicatorRevision:
    """A MILESTONE of these stages, in order, with the series `all`."""
    revision = make_revision(
        make_indicator(plan, code), "MILESTONE", **({"accumulation": "stock", "across": "minimum"} | fields)
    )
    for stage in stages:
        make_component(revision, stage, "stage", is_disaggregated=False)
    make_series(revision)
    return revision


def make_scale(
    plan: ActionPlan, code: str = "PREV-3.2.1", *, options: Iterable[str] = ("low", "medium", "high"), **fields: Any
) -> IndicatorRevision:
    """A SCALE of these options, in order, with the series `all`."""
    revision = make_revision(
        make_indicator(plan, code), "SCALE", **({"accumulation": "stock", "across": "median"} | fields)
    )
    for option in options:
        make_component(revision, option, "option", is_disaggregated=False)
    make_series(revision)
    return revision


def make_narrative(plan: ActionPlan, code: str = "PREV-3.3.1", **fields: Any) -> IndicatorRevision:
    """A NARRATIVE: its one component asks the question, and there is no value."""
    revision = make_revision(
        make_indicator(plan, code), "NARRATIVE", **({"accumulation": "stock", "across": "listed"} | fields)
    )
    make_component(revision, "text", is_disaggregated=False)
    make_series(revision)
    return revision


def make_rule(component: Component, register: Register, **fields: Any) -> CountingRule:
    rule = CountingRule.objects.create(component=component, register=register, **({"when": "reached"} | fields))
    rule.stages.set(register.stages.all()[:1])
    return rule


def make_plausibility_rule(revision: IndicatorRevision, kind: str, **fields: Any) -> PlausibilityRule:
    """How a definition departs from the usual rule; valid, or it is no row that people could make."""
    rule = PlausibilityRule(revision=revision, kind=kind, **fields)
    rule.full_clean()
    rule.save()
    return rule


def make_target(series: Series, period: ReportingPeriod, value: Number, **fields: Any) -> Target:
    defaults: dict[str, Any] = {"act_reference": "Acta 1-2025", "approved_on": dt.date(2025, 1, 24)}
    return Target.objects.create(series=series, period=period, value=Decimal(value), **(defaults | fields))


def make_baseline(series: Series, period: ReportingPeriod, value: Number, **fields: Any) -> Baseline:
    return Baseline.objects.create(
        series=series, period=period, value=Decimal(value), **({"source": "Oficio 1"} | fields)
    )
