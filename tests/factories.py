"""Rows for tests: plain functions that make what is asked and whatever it needs, valid against every constraint.

Nothing is random: codes and dates say what they are. What already exists under the same code is used again.

    plan = make_plan()
    period = make_period(plan, "2026-I")
    hours = make_count(plan, "PREV-1.2.1")                        # → IndicatorRevision with its component and series
    make_commitment(hours, make_institution("EP"), period)
    make_measurement(hours, make_institution("EP"), period, value=40)                       # validated, on time
    make_measurement(share, navy, period, value=(5, 18))                                    # a proportion
    make_measurement(people, army, period, values={"total:rank_category=ncos|sex=women": 3})  # cells
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from indicators.models import (
    Action,
    ActionPlan,
    Bands,
    Baseline,
    Category,
    Commitment,
    Component,
    CountingRule,
    Dimension,
    Indicator,
    IndicatorRevision,
    Objective,
    Pillar,
    Register,
    ReportingPeriod,
    RevisionDimension,
    RevisionTag,
    Series,
    Stage,
    Target,
)
from institutions.models import Appointment, Institution, Role, User
from measurements.models import (
    Answer,
    CategoryCombination,
    MeasuredValue,
    Measurement,
    RegisterEntry,
    RegisterItem,
    Status,
)
from measurements.models.measurement import SENT

LIMA = ZoneInfo("America/Lima")
PASSWORD = "una clave larga de prueba"
PILLARS = {"PREV": "Prevención", "PART": "Participación", "PROT": "Protección", "REC": "Socorro y Recuperación"}
Number = Decimal | int | str
Amount = Number | tuple[Number, Number]


# --- Who ----------------------------------------------------------------------------------------------------------


def make_institution(code: str = "EP", **fields: Any) -> Institution:
    defaults: dict[str, Any] = {"name": f"Institución {code}", "short_name": code, "kind": Institution.Kind.ARMED_FORCE}
    defaults["order"] = Institution.objects.count() + 1
    return Institution.objects.get_or_create(code=code, defaults=defaults | fields)[0]


def make_person(role: str | None = Role.REPORTER, institution: Institution | None = None, **fields: Any) -> User:
    """Somebody who holds one post since 2020, of MINDEF when no institution is named; no post with role=None."""
    home = institution or make_institution("MINDEF", kind=Institution.Kind.MINISTRY)
    email = fields.pop("email", f"{role or 'nobody'}@{home.code.lower()}.example.pe")
    existing = User.objects.filter(email=email).first()
    if existing:
        return existing
    name = fields.pop("name", f"{role or 'nobody'} {home.code}")
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    if role:
        make_post(user, role, home)
    return user


def make_post(user: User, role: str, institution: Institution, **fields: Any) -> Appointment:
    defaults: dict[str, Any] = {"starts_on": dt.date(2020, 1, 1)}
    return Appointment.objects.create(user=user, role=role, institution=institution, **(defaults | fields))


# --- The plan -----------------------------------------------------------------------------------------------------


def make_plan(code: str = "PLAN-PRUEBA", **fields: Any) -> ActionPlan:
    defaults: dict[str, Any] = {"country": "PE", "title_es": "Plan de prueba", "title_en": "Test plan"}
    defaults["adopted_year"] = 2021
    return ActionPlan.objects.get_or_create(code=code, defaults=defaults | fields)[0]


def make_period(plan: ActionPlan, code: str = "2026-I", **fields: Any) -> ReportingPeriod:
    """A semester: due on 17 July or 31 January, open from its end until a fortnight after it is due."""
    year, half = int(code.split("-")[0]), code.split("-")[1]
    first = half == "I"
    opens = dt.datetime(year, 7, 1, tzinfo=LIMA) if first else dt.datetime(year + 1, 1, 1, tzinfo=LIMA)
    due = dt.datetime(year, 7, 18, tzinfo=LIMA) if first else dt.datetime(year + 1, 2, 1, tzinfo=LIMA)
    defaults: dict[str, Any] = {
        "ordinal": year * 2 + (0 if first else 1),
        "starts_on": dt.date(year, 1 if first else 7, 1),
        "ends_on": dt.date(year, 6, 30) if first else dt.date(year, 12, 31),
        "opens_at": opens,
        "due_at": due,
        "closes_at": due + dt.timedelta(days=14),
    }
    return ReportingPeriod.objects.get_or_create(plan=plan, code=code, defaults=defaults | fields)[0]


def make_pillar(plan: ActionPlan, code: str = "PREV", **fields: Any) -> Pillar:
    name = PILLARS.get(code, code)
    defaults: dict[str, Any] = {"name_es": name, "name_en": f"{code} pillar", "description": name}
    defaults["order"] = list(PILLARS).index(code) + 1 if code in PILLARS else 9
    pillar: Pillar = Pillar.objects.get_or_create(plan=plan, code=code, defaults=defaults | fields)[0]
    return pillar


def make_action(plan: ActionPlan, code: str = "PREV-1.1") -> Action:
    pillar = make_pillar(plan, code.split("-")[0])
    objective: Objective = Objective.objects.get_or_create(
        plan=plan, code=code.rsplit(".", 1)[0], defaults={"pillar": pillar, "text": "Objetivo de prueba", "order": 1}
    )[0]
    action: Action = Action.objects.get_or_create(
        plan=plan, code=code, defaults={"objective": objective, "text": "Acción de prueba", "order": 1}
    )[0]
    return action


def make_indicator(plan: ActionPlan, code: str = "PREV-1.1.1", **fields: Any) -> Indicator:
    action = make_action(plan, code.rsplit(".", 1)[0])
    defaults: dict[str, Any] = {"pillar": action.objective.pillar, "action": action}
    defaults["order"] = Indicator.objects.filter(plan=plan).count() + 1
    indicator: Indicator = Indicator.objects.get_or_create(plan=plan, code=code, defaults=defaults | fields)[0]
    return indicator


def make_bands(plan: ActionPlan, low: Number = 75, high: Number = 95, **fields: Any) -> Bands:
    defaults: dict[str, Any] = {"valid_from": dt.date(2021, 1, 1)}
    return Bands.objects.create(plan=plan, low=Decimal(low), high=Decimal(high), **(defaults | fields))


# --- How it is broken down and listed -----------------------------------------------------------------------------


def make_dimension(code: str = "sex", *categories: str) -> Dimension:
    """A dimension with its categories in that order; sex has women, men and not recorded."""
    dimension, _ = Dimension.objects.get_or_create(code=code, defaults={"name": code})
    names = categories or (("women", "men", "not_recorded") if code == "sex" else ())
    for order, name in enumerate(names, start=1):
        Category.objects.get_or_create(
            dimension=dimension,
            code=name,
            defaults={"name": name, "order": order, "is_not_recorded": name == "not_recorded"},
        )
    return dimension


def find_category(key: str) -> Category:
    """The category of a key such as `sex=women`, made when it does not exist."""
    dimension, code = key.split("=")
    existing = Category.objects.select_related("dimension").filter(dimension__code=dimension, code=code).first()
    return existing or make_dimension(dimension, code).categories.get(code=code)


def make_combination(key: str = "") -> CategoryCombination:
    return CategoryCombination.of([find_category(part) for part in key.split("|") if part])


def make_register_list(code: str = "event", *stages: str, **fields: Any) -> Register:
    """A kind of list, with its stages in order."""
    register = Register.objects.get_or_create(code=code, defaults={"name": code} | fields)[0]
    for order, stage in enumerate(stages or ("held",), start=1):
        Stage.objects.get_or_create(register=register, code=stage, defaults={"name": stage, "order": order})
    return register


# --- How it is measured -------------------------------------------------------------------------------------------


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


def make_rule(component: Component, register: Register, **fields: Any) -> CountingRule:
    rule = CountingRule.objects.create(component=component, register=register, **({"when": "reached"} | fields))
    rule.stages.set(register.stages.all()[:1])
    return rule


def make_target(series: Series, period: ReportingPeriod, value: Number, **fields: Any) -> Target:
    defaults: dict[str, Any] = {"act_reference": "Acta 1-2025", "approved_on": dt.date(2025, 1, 24)}
    return Target.objects.create(series=series, period=period, value=Decimal(value), **(defaults | fields))


def make_baseline(series: Series, period: ReportingPeriod, value: Number, **fields: Any) -> Baseline:
    return Baseline.objects.create(
        series=series, period=period, value=Decimal(value), **({"source": "Oficio 1"} | fields)
    )


# --- Who owes it, and what was observed ---------------------------------------------------------------------------


def make_commitment(
    measured: Indicator | IndicatorRevision, institution: Institution, from_period: ReportingPeriod, **fields: Any
) -> Commitment:
    indicator = measured.indicator if isinstance(measured, IndicatorRevision) else measured
    return Commitment.objects.create(
        indicator=indicator, institution=institution, from_period=from_period, **({"role": "contributor"} | fields)
    )


def make_measurement(
    revision: IndicatorRevision,
    institution: Institution,
    period: ReportingPeriod,
    *,
    value: Amount | None = None,
    values: Mapping[str, Amount] | None = None,
    status: str = Status.VALIDATED,
    late: bool = False,
    **fields: Any,
) -> Measurement:
    """An answer in a state. `value` fills the first component's whole cell; `values` names `component` or `component:cell`.

    Without any value and without an `answer`, the institution says that it is not available.
    """
    amounts = dict(values or {})
    if value is not None:
        amounts[revision.value_components[0].code] = value
    answer = fields.pop("answer", None) or (
        Answer.REPORTED if amounts or fields.get("has_no_items") or status == Status.DRAFT else Answer.NOT_AVAILABLE
    )
    if answer != Answer.REPORTED:
        fields.setdefault("reason", "No se cuenta con el dato.")
    measurement = Measurement.objects.create(
        indicator=revision.indicator,
        institution=institution,
        period=period,
        revision=revision,
        status=status,
        answer=answer,
        **(path_of(status, institution, period, late=late) | fields),
    )
    for place, amount in amounts.items():
        make_value(measurement, place, amount)
    return measurement


def path_of(status: str, institution: Institution, period: ReportingPeriod, *, late: bool) -> dict[str, Any]:
    """Who did what and when, as the constraints ask of that status."""
    sent_at = period.due_at + dt.timedelta(hours=1) if late else period.due_at - dt.timedelta(days=2)
    reporter = make_person(Role.REPORTER, institution)
    path: dict[str, Any] = {"updated_at": sent_at, "updated_by": reporter}
    if status == Status.PREPARED or status in SENT:
        path |= {"prepared_at": sent_at, "prepared_by": reporter}
    if status in SENT:
        sender = make_person(Role.APPROVER, institution)
        path |= {"first_submitted_at": sent_at, "submitted_at": sent_at, "submitted_by": sender}
    if status == Status.VALIDATED:
        reviewer = make_person(Role.TECHNICAL_SECRETARY, make_institution("DGRRII"))
        path |= {"validated_at": sent_at + dt.timedelta(hours=5), "validated_by": reviewer}
    return path


def make_value(measurement: Measurement, place: str, amount: Amount) -> MeasuredValue:
    """One cell: `place` is a component's code, then `:` and the cell's key when it is not the whole."""
    code, _, key = place.partition(":")
    value, denominator = amount if isinstance(amount, tuple) else (amount, None)
    return MeasuredValue.objects.create(
        measurement=measurement,
        component=measurement.revision.components.get(code=code),
        combination=make_combination(key),
        value=Decimal(value),
        denominator=None if denominator is None else Decimal(denominator),
    )


def make_item(institution: Institution, register: Register | None = None, **fields: Any) -> RegisterItem:
    defaults: dict[str, Any] = {"title": "Seminario de prueba", "dated_on": dt.date(2026, 3, 2)}
    return RegisterItem.objects.create(
        institution=institution, register=register or make_register_list(), **(defaults | fields)
    )


def make_entry(
    measurement: Measurement, item: RegisterItem, counted: Mapping[str, int] | None = None, tags: Iterable[str] = ()
) -> RegisterEntry:
    """An item entered under a measurement; `counted` freezes how much it counts for each component, as sending does."""
    frozen = None
    if counted is not None:
        frozen = {
            "counted": dict(counted),
            "stage": "held",
            "tags": list(tags),
            "quantity": item.quantity,
            "title": item.title,
            "dated_on": item.dated_on.isoformat(),
            "women": item.women,
            "men": item.men,
        }
    return RegisterEntry.objects.create(measurement=measurement, item=item, frozen=frozen)
