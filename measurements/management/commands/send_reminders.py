"""`manage.py send_reminders [--dry-run]`: write to those whose institution lacks something and whose deadline calls for it.

For cron or a systemd timer, once a day; running it again the same day writes to nobody twice and tries again what failed.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from indicators.models import ActionPlan
from measurements.reminder_mail import Outcome, remind
from measurements.reminding import Digest, digests_of


class Command(BaseCommand):
    help = "Sends each person one digest of what is missing, when a deadline calls for it. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say who would be written to; send and keep nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        plan = ActionPlan.objects.current()
        digests = digests_of(plan, at=timezone.now()) if plan else []
        if options["dry_run"]:
            for digest in digests:
                self.stdout.write(said_of(digest))
            self.stdout.write(f"{len(digests)} would be sent.")
            return
        counts = Counter(remind(digest) for digest in digests)
        self.stdout.write(f"Reminders: {counts[Outcome.SENT]} sent, {counts[Outcome.FAILED]} failed.")
        if counts[Outcome.FAILED]:
            raise CommandError(f"{counts[Outcome.FAILED]} could not be sent; the next run tries again.")


def said_of(digest: Digest) -> str:
    parts = ", ".join(f"{part.period.code} {part.institution.code} ({len(part.missing)})" for part in digest.parts)
    return f"  {digest.user.email}: {parts}"
