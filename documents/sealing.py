"""Rows that never change again from a certain moment: the database itself refuses, whatever the way in.

No row of an append-only table ever changes (documents/append_only.py). Here a row may change until what it belongs to is sealed. What
sealed means is a condition in SQL: a column is filled, or another table names the row.

    SEAL = Seal("sealed", "sealed", head={TABLE: '{row}."sealed_at" IS NOT NULL'})

    def ready(self) -> None:
        SEAL.protect(self)

An UPDATE that changes nothing passes. The triggers are installed after every `migrate`, because SQLite drops them when it rebuilds a
table. On SQLite they are also removed before a `migrate` that has something to do, because it cannot rebuild a table that another
table's trigger queries; where that one fails they are put back, and where it is killed a check tells (documents/guards.py). On PostgreSQL
they stay, even if a migration fails or others write meanwhile: a migration that corrects sealed rows lifts them itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate

from documents.append_only import Triggers, run
from documents.guards import GUARDS, Guard


@dataclass(frozen=True, slots=True)
class Seal:
    """What is sealed together. Every condition says of a row, OLD or NEW in the place of `{row}`, whether it is sealed.

    `head`: tables of what is sealed itself; a row is judged by what it was, so that the step that seals it passes. `parts`: tables of
    what belongs to it; a row is judged by where it was and where it goes, so that nothing is added either. `mark` ends the names of
    the triggers, `message` is the error.
    """

    mark: str
    message: str
    head: Mapping[str, str]
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        return (*self.head, *self.parts)

    def protect(self, app: AppConfig) -> None:
        """Protect the tables after every `migrate`. Call it from `AppConfig.ready`."""
        guard = Guard(self.tables, self.statements, self.install)
        stand_guard(app, self.mark, guard, lift=self.remove)

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Protect the tables, or renew their protection after their columns changed."""
        for table in self.tables:
            with connection.cursor() as cursor:
                described = connection.introspection.get_table_description(cursor, table)
            statements = self.triggers_sql(connection.vendor, table, tuple(column.name for column in described))
            run(connection, [*statements.drop, *statements.install])

    def statements(self, vendor: str) -> Iterator[str]:
        """Those that create the triggers."""
        for table in self.tables:
            yield from self.triggers_sql(vendor, table, ()).install

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Lift the protection: before a migration, and for a test that must empty its database."""
        for table in self.tables:
            run(connection, self.triggers_sql(connection.vendor, table, ()).drop)

    def triggers_sql(self, vendor: str, table: str, columns: tuple[str, ...]) -> Triggers:
        """The statements for a database and a table. SQLite compares column by column, so it must be told the columns."""
        if vendor == "sqlite":
            return self._sqlite(table, columns)
        if vendor == "postgresql":
            return self._postgresql(table)
        raise NotImplementedError(f"sealed rows are not supported on {vendor}")

    def _sqlite(self, table: str, columns: tuple[str, ...]) -> Triggers:
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns) or "1"
        name, refuse = f"{table}_{self.mark}", f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        return Triggers(
            [
                f'CREATE TRIGGER "{name}_{event[0].lower()}" BEFORE {event} ON "{table}" WHEN {condition} {refuse}'
                for event, condition in self._refused(table, changed)
            ],
            [f'DROP TRIGGER IF EXISTS "{name}_{event}"' for event in ("i", "u", "d")],
        )

    def _refused(self, table: str, changed: str) -> Iterator[tuple[str, str]]:
        was = self._is_sealed(table, "OLD")
        yield "DELETE", was
        if table in self.head:
            yield "UPDATE", f"({changed}) AND {was}"
        else:
            will_be = self._is_sealed(table, "NEW")
            yield "INSERT", will_be
            yield "UPDATE", f"({changed}) AND ({was} OR {will_be})"

    def _postgresql(self, table: str) -> Triggers:
        name = f"{table}_{self.mark}"
        function = f"refuse_change_to_{name}"
        events = "UPDATE OR DELETE" if table in self.head else "INSERT OR UPDATE OR DELETE"
        return Triggers(
            [
                self._function(function, table),
                f'CREATE TRIGGER "{name}" BEFORE {events} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{function}"()',
            ],
            [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'],
        )

    def _function(self, function: str, table: str) -> str:
        arriving = "FALSE" if table in self.head else self._is_sealed(table, "NEW")
        refuse = (
            f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME"
        )
        return f"""
CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        IF {self._is_sealed(table, "OLD")} THEN
            {refuse};
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF {arriving} THEN
        {refuse};
    END IF;
    RETURN NEW;
END
$$
"""

    def _is_sealed(self, table: str, row: str) -> str:
        return {**self.head, **self.parts}[table].format(row=row)


Act = Callable[[BaseDatabaseWrapper], None]


def stand_guard(app: AppConfig, name: str, guard: Guard, *, lift: Act) -> None:
    """Put triggers on the tables after every `migrate`, once they are all there; on SQLite lift them before one that has something to
    do. Where a migration took a table away nothing is left of them: a trigger would ask for what is not there.
    """
    GUARDS[f"{name}:{app.label}"] = guard

    def are_there(connection: BaseDatabaseWrapper) -> bool:
        return set(guard.tables) <= set(connection.introspection.table_names())

    def before(using: str = DEFAULT_DB_ALIAS, plan: Sequence[Any] = (), **_kwargs: Any) -> None:
        connection = connections[using]
        if plan and connection.vendor == "sqlite" and are_there(connection):
            lift(connection)

    def after(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
        connection = connections[using]
        act = guard.put if are_there(connection) else lift
        act(connection)

    pre_migrate.connect(before, sender=app, weak=False, dispatch_uid=f"{name}:{app.label}")
    post_migrate.connect(after, sender=app, weak=False, dispatch_uid=f"{name}:{app.label}")
