"""`manage.py send_notifications [--every SECONDS]`: send the letters that are due, and try again those that failed.

Each run also throws away what is over, such as uploaded spreadsheets that nobody saved (notifications/tidying.py).

For cron or a systemd timer, every few minutes; or as a process of its own with `--every`, which ends with the one that started it.
Two at once send nothing twice.
"""

from __future__ import annotations

import logging
import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from notifications.delivering import Tally, deliver
from notifications.tidying import tidy

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Sends what people are told by mail, tries again what was refused, throws away old uploads. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on, one run every so many seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["every"]:
            return self.go_on(max(1, options["every"]))
        tally = one_run()
        self.stdout.write(said_of(tally))
        if tally.waiting:
            raise CommandError(f"{tally.waiting} could not be sent; a later run tries again.")
        return None

    def go_on(self, seconds: int) -> None:
        """Until the process that started this one ends, also when that one is killed."""
        parent = os.getppid()
        while os.getppid() == parent:
            try:
                tally = one_run()
            except DatabaseError:
                log.exception("The database did not answer; the next run tries again.")
            else:
                if tally != Tally():
                    self.stdout.write(said_of(tally))
            close_old_connections()
            for _second in range(seconds):
                if os.getppid() != parent:
                    return
                time.sleep(1)


def one_run() -> Tally:
    """Send what is due, then throw away what is over."""
    now = timezone.now()
    tally = deliver(at=now)
    tidy(at=now)
    return tally


def said_of(tally: Tally) -> str:
    return f"Letters: {tally.sent} sent, {tally.waiting} waiting for another try, {tally.given_up} given up."
