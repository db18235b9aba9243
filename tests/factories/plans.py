"""The plan, its semesters, its indicators and its thresholds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from indicators.models import (
    Action,
    ActionPlan,
    Bands,
    Indicator,
    Objective,
    Pillar,
    ReportingPeriod,
)

LIMA = ZoneInfo("America/Lima")
PILLARS = {"PREV": "Prevención", "PART": "Participación", "PROT": "Protección", "REC": "Socorro y Recuperación"}


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


def make_bands(plan: ActionPlan, low: Decimal | int = 75, high: Decimal | int = 95, **fields: Any) -> Bands:
    defaults: dict[str, Any] = {"valid_from": dt.date(2021, 1, 1)}
    return Bands.objects.create(plan=plan, low=Decimal(low), high=Decimal(high), **(defaults | fields))
