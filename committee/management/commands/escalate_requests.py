"""`manage.py escalate_requests`: remind of overdue information requests and prepare the letters of the last step.

For cron or a systemd timer, once a day; running it again does nothing twice.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from committee.requests.escalating import Step, escalate
from indicators.models import ActionPlan


class Command(BaseCommand):
    help = "Reminds of overdue information requests, and prepares a letter when reminders did not help. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        plan = ActionPlan.objects.current()
        done = escalate(plan, at=timezone.now()) if plan else {}
        counts = [done.get(step, 0) for step in (Step.REPORTER, Step.APPROVER, Step.LETTER)]
        self.stdout.write(
            "Overdue requests: reporters reminded of {}, approvers of {}, letters prepared {}.".format(*counts)
        )
