"""The plan as an edition keeps it: its text in both languages, from the title to the code of each indicator."""

from __future__ import annotations

from typing import Any

from indicators.aligning import links_of
from indicators.clauses import clauses_of
from indicators.models import Action, ActionPlan, Indicator, Objective, Pillar, ReportingPeriod
from reports.figures.names import name_period
from reports.snapshot.bilingual import both


def plan_texts(plan: ActionPlan) -> dict[str, Any]:
    return {
        "code": plan.code,
        "country": plan.country,
        "adopted_year": plan.adopted_year,
        "is_working_translation": plan.has_working_translation,
        "source_note": plan.source_note,
        **{field: both(plan, field) for field in ("title", "subtitle", "legal_instrument", "scope", "committee")},
        "general_objectives": [
            {"code": each.code, "text": both(each, "text")} for each in plan.generalobjectives.all()
        ],
        "pillars": [pillar_texts(each) for each in with_parts(plan)],
        "clauses": clauses_of(plan.code),
    }


def alignment(plan: ActionPlan) -> list[dict[str, Any]]:
    """Each general objective with the actions that serve it, as the Committee links them; none where it linked none."""
    links = links_of(plan)
    return [
        {"objective": each.code, "actions": sorted(action for objective, action in links if objective == each.code)}
        for each in plan.generalobjectives.all()
    ]


def with_parts(plan: ActionPlan) -> list[Pillar]:
    return list(Pillar.objects.filter(plan=plan).order_by("order").prefetch_related("objectives__actions__indicators"))


def pillar_texts(pillar: Pillar) -> dict[str, Any]:
    return {
        "code": pillar.code,
        "name": both(pillar, "name"),
        "description": both(pillar, "description"),
        "objectives": [objective_texts(each) for each in pillar.objectives.all()],
    }


def objective_texts(objective: Objective) -> dict[str, Any]:
    return {
        "code": objective.code,
        "text": both(objective, "text"),
        "actions": [action_texts(each) for each in objective.actions.all()],
    }


def action_texts(action: Action) -> dict[str, Any]:
    indicators: list[Indicator] = list(action.indicators.all())
    return {"code": action.code, "text": both(action, "text"), "indicators": [each.code for each in indicators]}


def period_window(period: ReportingPeriod, before: ReportingPeriod | None, at: Any) -> dict[str, Any]:
    """The semester, its window, and where the window stood at the cut-off."""
    return {
        "code": period.code,
        "starts_on": period.starts_on,
        "ends_on": period.ends_on,
        "opens_at": period.opens_at,
        "due_at": period.due_at,
        "due_on": period.due_on,
        "closes_at": period.closes_at,
        "closes_on": period.closes_on,
        "state": name_period(period, at).state,
        "before": before.code if before else None,
    }
