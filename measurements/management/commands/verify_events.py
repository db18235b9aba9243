"""Check that nothing in the history of the measurements was changed, removed or put in another order."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.models import ActionPlan
from measurements import chain


class Command(BaseCommand):
    help = (
        "Checks the chain of events of every plan; names the first event that does not follow and ends with status 1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = []
        for plan in ActionPlan.objects.order_by("code"):
            verdict = chain.verify(plan)
            if verdict.first_broken is None:
                self.stdout.write(f"{plan.code}: {verdict.events} events, none changed. Last digest: {verdict.head}")
            else:
                broken.append(f"{plan.code}: event {verdict.first_broken} does not follow from the one before.")
        if broken:
            raise CommandError("\n".join(broken))
