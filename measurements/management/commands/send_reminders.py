"""`manage.py send_reminders [--dry-run]`: tell those whose institution lacks something and whose deadline calls for it.

For cron or a systemd timer, once a day; running it again the same day tells nobody twice. `send_notifications` sends the mail.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from indicators.models import ActionPlan
from measurements.deadlines.reminder_mail import remind
from measurements.deadlines.reminding import Digest, digests_of


class Command(BaseCommand):
    help = "Tells each person in one digest what is missing, when a deadline calls for it. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say who would be told; tell and keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        plan, now = ActionPlan.objects.current(), timezone.now()
        digests = digests_of(plan, at=now) if plan else []
        if options["dry_run"]:
            for digest in digests:
                self.stdout.write(said_of(digest))
            self.stdout.write(f"{len(digests)} would be told.")
            return
        self.stdout.write(f"Reminders: {remind(digests, at=now)} told. send_notifications sends their mail.")


def said_of(digest: Digest) -> str:
    parts = ", ".join(f"{part.period.code} {part.institution.code} ({len(part.missing)})" for part in digest.parts)
    return f"  {digest.user.email}: {parts}"
