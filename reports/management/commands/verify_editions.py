"""`manage.py verify_editions`: check that every issued report and its files are still what was issued."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports.models import ReportEdition
from reports.verifying import findings


class Command(BaseCommand):
    help = (
        "Works out again the digest of every edition and its files; names what does not match and ends with status 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--typeset", action="store_true", help="also make each PDF again and compare it byte by byte"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = []
        editions = ReportEdition.objects.select_related("plan", "period").order_by("plan", "period__ordinal", "number")
        for edition in editions:
            name = f"{edition.plan.code} {edition.period.code} edition {edition.number}"
            found = list(findings(edition, typeset=options["typeset"]))
            wrong += [f"{name}: {finding}." for finding in found]
            if not found:
                self.stdout.write(f"{name}: intact. {edition.sha256}")
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(editions)} editions, all intact.")
