"""The triggers that the database is to have, so that it can be told when it lacks some.

Rows that never change (documents/append_only.py), rows that are sealed (documents/sealing.py) and the version of the data
(documents/data_version.py) are held by triggers. SQLite drops those of a table that a migration rebuilds, and lifts the seals before
one; they are put back once all migrations are done. A `migrate` that fails puts them back too (documents/management/commands/migrate.py).
One that is killed cannot: until the next one the check here says which are lacking, and `verify_editions` does.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)
CREATED = re.compile(r'CREATE (?:CONSTRAINT )?TRIGGER "([^"]+)"')
CATALOGUE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O' AND NOT tgisinternal AND pg_table_is_visible(tgrelid)",
}
Statements = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands on some tables once they are all there. `statements` create its triggers on a database of the vendor, whatever the
    columns; `put` does it."""

    tables: Sequence[str]
    statements: Statements
    put: Callable[[BaseDatabaseWrapper], None]

    def triggers(self, vendor: str) -> set[str]:
        return {name for sql in self.statements(vendor) for name in CREATED.findall(sql)}


GUARDS: dict[str, Guard] = {}
"""Those of all apps, by a name. An app names its own when Django starts."""


def lacking(connection: BaseDatabaseWrapper) -> dict[str, list[str]]:
    """The triggers that the database should have and has not, by the name of their guard. Nothing of tables that are not there yet."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE[connection.vendor])
        standing = {row[0] for row in cursor.fetchall()}
    return {
        name: missing
        for name, guard in GUARDS.items()
        if present.issuperset(guard.tables) and (missing := sorted(guard.triggers(connection.vendor) - standing))
    }


def triggers_lacking(connection: BaseDatabaseWrapper) -> list[str]:
    return [trigger for missing in lacking(connection).values() for trigger in missing]


def put_back(connection: BaseDatabaseWrapper) -> None:
    """Put back what is lacking, as far as the database lets us: what failed before is what the person has to hear of."""
    try:
        for name in lacking(connection):
            GUARDS[name].put(connection)
    except DatabaseError:
        logger.exception("Triggers cannot be put back: run migrate again")


@register(Tags.database)
def check(databases: Iterable[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """A warning and no error: `migrate` checks the database first, and is what mends it."""
    return [
        Warning(
            f"The database {alias} lacks triggers that keep rows as they are, or that tell when data change: {', '.join(missing)}.",
            hint="Run manage.py migrate, which puts them back.",
            id="documents.W001",
        )
        for alias in databases or ()
        if (missing := triggers_lacking(connections[alias]))
    ]
