"""Put the real plan into a database that lacks it. Loaded once: texts and dates that people edit afterwards survive."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from indicators.committing import record_loaded
from indicators.models import ActionPlan

PLAN = "PE-MINDEF-1325-2021"


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
