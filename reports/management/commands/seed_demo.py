"""`manage.py seed_demo [--on 2026-11-23]`: load the demonstration, or open it again, and say who can sign in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone, translation

from committee.demonstration.meetings import Beside, fill
from institutions.models import Institution, Role
from measurements.demonstration.loading import Loaded, load
from measurements.demonstration.people import ACCOUNTS, PASSWORD, Account
from measurements.demonstration.units import UNIT_ACCOUNTS
from measurements.demonstration.waiting import validate_what_waited
from measurements.demonstration.windows import NotPossible
from reports.demonstration import adopt_report, consult_about_the_year, issue_report, put_report, tell_of_drift


class Command(BaseCommand):
    help = "Loads demonstration data into a database that holds the plan and nothing of its own. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="the day to load it for; today unless told"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration is never loaded in production: everybody knows its passwords.")
        try:
            loaded = self.load(options["on"] or timezone.localdate())
        except NotPossible as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(said_of(loaded))
        for line in table(account_rows()):
            self.stdout.write(f"  {line}")
        self.stdout.write(f"  Password of all of them: {PASSWORD}")

    @transaction.atomic
    def load(self, day: dt.date) -> Loaded:
        """What was reported, what the Committee did with it, and what was validated after its report."""
        loaded = load(day)
        if loaded.is_new:
            with translation.override("es"):
                fill(loaded, day, Beside(put_report, adopt_report))
                issue_report(loaded)
                validate_what_waited(loaded, day)
                consult_about_the_year(loaded, day)
                tell_of_drift(day)
        return loaded


def said_of(loaded: Loaded) -> str:
    period = loaded.open_period
    done = "Loaded the demonstration" if loaded.is_new else "The demonstration is already there; nothing was added"
    return f"{done}. {period.code} is open, due on {period.due_on}, and closes on {period.closes_on}."


def account_rows() -> list[tuple[str, str, str]]:
    with translation.override("en"):
        names = {institution.code: institution.short_name for institution in Institution.objects.all()}
        rows = [
            (roles_of(account), names[account.institution], account.email) for account in (*ACCOUNTS, *UNIT_ACCOUNTS)
        ]
    return [("Role", "Institution", "E-mail"), *rows]


def roles_of(account: Account) -> str:
    return " and ".join(str(Role(role).label) for role in account.roles)


def table(rows: list[tuple[str, str, str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
