"""The codes of the plan that a row may name, with their names: what the template lists and what an upload is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from indicators.models import Action, ActionPlan, GeneralObjective, Indicator, IndicatorRevision


@dataclass(frozen=True, slots=True)
class Codes:
    """By code, in the plan's order, what each is called."""

    actions: Mapping[str, str]
    indicators: Mapping[str, str]
    general_objectives: Mapping[str, str]


def codes_of(plan: ActionPlan) -> Codes:
    """In four queries, in the reader's language."""
    revisions = IndicatorRevision.objects.order_by("-number")
    indicators = (
        Indicator.objects.filter(plan=plan).order_by("order").prefetch_related(Prefetch("revisions", revisions))
    )
    return Codes(
        {each.code: each.text for each in Action.objects.filter(plan=plan).order_by("order")},
        {each.code: next((said.name for said in each.revisions.all()), "") for each in indicators},
        {each.code: each.text for each in GeneralObjective.objects.filter(plan=plan).order_by("order")},
    )
