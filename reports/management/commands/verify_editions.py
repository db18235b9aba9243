"""`manage.py verify_editions`: check that every issued report and its files are what was issued, and that the database keeps them so."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from documents.guards import triggers_lacking
from reports.issued.verifying import findings
from reports.models import ReportEdition


class Command(BaseCommand):
    help = (
        "Works out again the digest of every edition, its files and its signed copies, and looks whether the database still refuses to "
        "change them; names what does not match and ends with status 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--typeset", action="store_true", help="also make each file again and compare it byte by byte"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = [f"The database lacks the trigger {name}: run migrate." for name in triggers_lacking(connection)]
        whole = ReportEdition.objects.select_related("plan", "period")
        editions = list(whole.order_by("plan", "year", "serial").values_list("pk", flat=True))
        for edition in (whole.get(pk=pk) for pk in editions):  # one at a time: each is large
            name = f"{edition.code}, {edition.plan.code} {edition.period.code} edition {edition.number}"
            found = list(findings(edition, typeset=options["typeset"]))
            wrong += [f"{name}: {finding}." for finding in found]
            if not found:
                self.stdout.write(f"{name}: intact. {edition.sha256}")
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(editions)} editions, all intact.")
