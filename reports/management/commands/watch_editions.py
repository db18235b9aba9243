"""`manage.py watch_editions`: compare every report in force with the data of today, and tell who issues it when they differ."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.aftermath.watching import watch
from reports.issued.verifying import EditionDamaged


class Command(BaseCommand):
    help = (
        "Compares each report in force with the data as they stand, prints how many facts and states of progress differ, "
        "and tells who issues it. Run it daily; the same difference is told once. "
        "Status 1: an edition is damaged; the others were compared."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        damaged = []
        for drift in watch(at=timezone.now()):
            if isinstance(drift, EditionDamaged):
                damaged.append(str(drift))
                continue
            counted = drift.counted
            said = (
                "as issued"
                if not counted.total
                else f"{counted.total} facts differ, {counted.bands} states of progress"
            )
            self.stdout.write(f"{drift.edition.code}: {said}.")
        if damaged:
            raise CommandError(
                f"Not compared: {'; '.join(damaged)}. Restore it from a backup; verify_editions says more."
            )
