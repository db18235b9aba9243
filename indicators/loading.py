"""Put the real plan into a database that lacks it. Loaded once: texts and dates that people edit afterwards survive."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from indicators.committing import record_loaded
from indicators.models import ActionPlan, ContextSeries, Indicator, Pillar, PlanQuestion

PLAN = "PE-MINDEF-1325-2021"
CONTEXT, QUESTIONS = "09_context.json", "10_questions.json"
CAME_LATER: dict[str, type[Model]] = {CONTEXT: ContextSeries, QUESTIONS: PlanQuestion}
"""Figures that others published, and what the text leaves open. A database may have the plan and not yet these."""


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


def load_missing(name: str) -> int:
    """Load one of the files that came later into a database that has the plan; return how many rows of its model came.

    Nothing happens where the plan has any of them (somebody may have edited them), or lacks a part that they stand beside.
    """
    path, rows = Path(settings.BASE_DIR, "fixtures", name), CAME_LATER[name]._default_manager.filter(plan__code=PLAN)
    with transaction.atomic():
        if rows.exists() or not has_what_is_named_in(path):
            return 0
        call_command("loaddata", path, verbosity=0)
        return rows.count()


def has_what_is_named_in(path: Path) -> bool:
    """Whether the plan is there with every indicator and pillar that the file names."""
    rows = [row["fields"] for row in json.loads(path.read_text())]
    return all(
        {tuple(row[part]) for row in rows if row.get(part)}
        <= set(model._default_manager.filter(plan__code=PLAN).values_list("plan__code", "code"))
        for part, model in (("indicator", Indicator), ("pillar", Pillar))
    )
