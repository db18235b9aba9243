"""`manage.py diagnose_plan CODE`: what a plan lacks, one finding a line, then a count a rule."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from indicators.models import ActionPlan
from reports.diagnosis import Diagnosis, Finding, diagnose


class Command(BaseCommand):
    help = (
        "Prints the findings of a plan: severity, rule, subject, sentence; then how many of each rule are without one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="the plan's code, e.g. PE-MINDEF-1325-2021")
        parser.add_argument("--language", choices=("es", "en"), default="es")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = ActionPlan.objects.filter(code=options["code"]).first()
        if plan is None:
            raise CommandError(f"There is no plan {options['code']}.")
        now = timezone.now()
        period = plan.periods.begun(at=now).first() or plan.periods.order_by("ordinal").first()
        if period is None:
            raise CommandError(f"The plan {plan.code} has no semester yet.")
        with translation.override(options["language"]):
            for line in lines_of(diagnose(plan, period, now)):
                self.stdout.write(line)


def lines_of(diagnosis: Diagnosis) -> list[str]:
    """Tab separated, a blank line between findings and counts."""
    counts = [f"{each.rule.code}\t{len(each.findings)}\t{each.clean}/{each.checked}" for each in diagnosis.outcomes]
    return [*(line_of(each) for each in diagnosis.findings), "", *counts]


def line_of(finding: Finding) -> str:
    return "\t".join((finding.severity, finding.rule, finding.subject.code, " ".join(finding.sentence.split())))
