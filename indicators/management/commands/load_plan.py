"""`manage.py load_plan`: load the real plan from the fixtures into a database that lacks it, or what it lacks of it."""

from typing import Any

from django.core.management.base import BaseCommand

from indicators.loading import CONTEXT, PLAN, QUESTIONS, load_missing, load_plan
from indicators.models import Action, ActionPlan, Indicator, Objective, Pillar, ReportingPeriod
from institutions.models import Institution


class Command(BaseCommand):
    help = "Loads the plan, its indicators and institutions from fixtures/, unless the plan is already there."

    def handle(self, *args: Any, **options: Any) -> None:
        plan = load_plan()
        if plan:
            self.stdout.write(said_of(plan))
            return
        counts = {"series of context": load_missing(CONTEXT), "open questions": load_missing(QUESTIONS)}
        came = [f"{count} {name}" for name, count in counts.items() if count]
        loaded = f"only {' and '.join(came)} were loaded." if came else "nothing was loaded."
        self.stdout.write(f"The plan {PLAN} is already there; {loaded}")


def said_of(plan: ActionPlan) -> str:
    parts = {
        "pillars": Pillar.objects.filter(plan=plan).count(),
        "objectives": Objective.objects.filter(plan=plan).count(),
        "actions": Action.objects.filter(plan=plan).count(),
        "indicators": Indicator.objects.filter(plan=plan).count(),
        "semesters": ReportingPeriod.objects.filter(plan=plan).count(),
        "institutions": Institution.objects.count(),
    }
    listed = ", ".join(f"{count} {name}" for name, count in parts.items())
    return f"Loaded the plan {plan.code}: {listed}."
