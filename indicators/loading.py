"""Put the real plan into a database that lacks it. Loaded once: texts and dates that people edit afterwards survive."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from indicators.committing import record_loaded
from indicators.models import ActionPlan, ContextSeries, Indicator

PLAN = "PE-MINDEF-1325-2021"
CONTEXT = "09_context.json"
"""Figures that others published. They came after the plan, so a database may have the one without the other."""


def fixture_paths() -> list[Path]:
    """The plan's files in their named order: each stands on those before it."""
    return sorted(Path(settings.BASE_DIR, "fixtures").glob("[0-9]*.json"))


def load_plan() -> ActionPlan | None:
    """Load the plan and return it, or return None where it already is and nothing was done."""
    with transaction.atomic():
        if ActionPlan.objects.filter(code=PLAN).exists():
            return None
        call_command("loaddata", *fixture_paths(), verbosity=0)
        plan = ActionPlan.objects.get(code=PLAN)
        record_loaded(plan, at=timezone.now())
        return plan


def load_missing_context() -> int:
    """Load what others published into a database whose plan was loaded before it existed; return how many series came.

    Nothing happens where the plan has any series of context (somebody may have edited them), or lacks an indicator that they
    stand beside.
    """
    path = Path(settings.BASE_DIR, "fixtures", CONTEXT)
    with transaction.atomic():
        if ContextSeries.objects.filter(plan__code=PLAN).exists() or not has_indicators_of(path):
            return 0
        call_command("loaddata", path, verbosity=0)
        return ContextSeries.objects.filter(plan__code=PLAN).count()


def has_indicators_of(path: Path) -> bool:
    """Whether the plan is there with every indicator that the file names."""
    named = {tuple(row["fields"]["indicator"]) for row in json.loads(path.read_text()) if "indicator" in row["fields"]}
    return named <= set(Indicator.objects.filter(plan__code=PLAN).values_list("plan__code", "code"))
