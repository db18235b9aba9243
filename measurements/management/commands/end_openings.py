"""`manage.py end_openings`: what was opened of an answer and not sent again in time stands as it did before.

For cron or a systemd timer, once an hour or a day; running it again changes nothing. Until it runs nobody can write either.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from measurements.workflow.opening import end_lapsed


class Command(BaseCommand):
    help = "Ends the openings of parts whose instant has passed; the answers stand as before. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Openings ended: {end_lapsed(at=timezone.now())}.")
