"""Check that nothing in the history of the measurements was changed, removed or put in another order, and that the answers
that figures are made of are still what that history keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.models import ActionPlan
from measurements.chain import chain


class Command(BaseCommand):
    help = (
        "Checks the chain of events of every plan, and every answer against its last event; names the first event that "
        "does not follow and the first answer that differs, and ends with status 1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong: list[str] = []
        for plan in ActionPlan.objects.order_by("code"):
            verdict = chain.verify(plan)
            found = list(findings(plan, verdict))
            wrong += [f"{plan.code}: {finding}." for finding in found]
            if not found:
                self.stdout.write(f"{plan.code}: {verdict.events} events, none changed. Last digest: {verdict.head}")
        if wrong:
            raise CommandError("\n".join(wrong))


def findings(plan: ActionPlan, verdict: chain.Verdict) -> Iterator[str]:
    """What is wrong with a plan's history, in plain English for the operator; nothing when all is well."""
    if verdict.first_broken is not None:
        yield f"event {verdict.first_broken} does not follow from the one before"
    rewritten = chain.first_rewritten(plan)
    if rewritten is not None:
        name = f"{rewritten.period.code} {rewritten.indicator.code} {rewritten.institution.code}"
        yield f"the answer {name} is not what its last event keeps"
