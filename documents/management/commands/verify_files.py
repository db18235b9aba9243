"""Check that every stored file is there and is still what was stored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from documents.models import StoredFile
from documents.storing import StoredFileDamaged, open_verified


class Command(BaseCommand):
    help = (
        "Checks every stored file against its digest; names those that are missing or changed, and ends with status 1. "
        "Files that no row names are counted (-v 2 names them): a step that was ended halfway left them, and they harm nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = list(damaged())
        if wrong:
            raise CommandError("\n".join(wrong))
        left = list(without_a_row())
        for path in left if options["verbosity"] > 1 else ():
            self.stdout.write(f"without a row: {path}")
        if left:
            self.stdout.write(f"{len(left)} files without a row.")
        self.stdout.write(f"{StoredFile.objects.count()} stored files, none missing, none changed.")


def damaged() -> Iterator[str]:
    """What is wrong, in plain English for the operator: the number, the name and the digest to look for in a backup."""
    for stored in StoredFile.objects.order_by("pk").iterator():
        try:
            open_verified(stored)
        except StoredFileDamaged:
            state = "changed" if Path(default_storage.path(stored.path)).exists() else "missing"
            yield f"{state}: file {stored.pk} “{stored.name}”, {stored.sha256}"


def without_a_row() -> Iterator[Path]:
    """What lies among the stored files and no row names. A folder at a time: there are as many as two digits can name."""
    root = Path(default_storage.path(""))
    for folder in sorted(root.iterdir()) if root.exists() else ():
        paths = sorted(folder.iterdir()) if folder.is_dir() else [folder]
        named = StoredFile.objects.filter(sha256__startswith=folder.name).values_list("sha256", flat=True)
        known = set(named) if folder.is_dir() else set()
        yield from (path for path in paths if path.name not in known)
