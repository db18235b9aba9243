"""`manage.py verify_adopted_plans`: check that every frozen plan of a year is still what its meeting adopted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from activities.models import PlanningRound
from activities.planning.adopting import document_of
from documents import canonical


class Command(BaseCommand):
    help = "Works out again the digest of every frozen plan; names what does not match and ends with status 1."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = []
        rounds = PlanningRound.objects.sealed().whole().order_by("plan__code", "year")
        for round_ in rounds:
            if canonical.digest(document_of(round_)) == round_.digest:
                self.stdout.write(f"{round_}: intact. {round_.digest}")
            else:
                wrong.append(f"{round_}: what is stored is not what was adopted in {round_.act_reference}.")
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(rounds)} adopted plans, all intact.")
