"""Django's own `migrate`; where it fails, it puts back the triggers that it had lifted."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from documents.guards import put_back


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(*args, **options)
        except BaseException:
            put_back(connections[options["database"]])
            raise
