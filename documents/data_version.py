"""A version of the data that figures are made of: the database itself gives a new one at every change.

One row holds a random token and the instant of the last change. Triggers renew it on every insert, update and deletion in
the tables that apps follow, whichever door the change came through: a form, the admin, a fixture, raw SQL. Two equal
tokens mean that nothing changed between them; a token is never used again, not even after a backup was put back.

An app follows its tables from its AppConfig (docs/adr/0012):

    def ready(self) -> None:
        data_version.follow(self, but=("UnsavedEntry",))

On PostgreSQL the triggers are deferred: the row is written once a transaction, when it commits, so that two transactions
cannot wait for each other through it, and whoever sees the change also sees the new token. SQLite has one writer at a
time; there it is written at once. Like the append-only triggers these are put (back) after every `migrate`. TRUNCATE
passes them by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from documents.append_only import run
from documents.guards import GUARDS, Guard

TABLE = "documents_dataversion"
FUNCTION = "give_the_data_a_new_version"
Columns = tuple[str, ...]
"""Whose updates count; empty: all of them."""
followed: dict[str, Columns] = {}
"""The tables that were named, by their names in the database."""


@dataclass(frozen=True, slots=True)
class DataState:
    """The token and when the data last changed; no token while nothing was ever written."""

    token: str
    changed_at: dt.datetime | None


def state() -> DataState:
    """In one query. Read it before the data that it is to stand for: a change in between makes the next answer anew."""
    from documents.models import DataVersion

    row = DataVersion.objects.values_list("token", "changed_at").first()
    return DataState(*row) if row else DataState("", None)


def token_beside(sql: str = "", params: Sequence[Any] = ()) -> tuple[Any, ...] | None:
    """The token, and what `sql` adds to the row, in plain SQL: asked of every page that may not have changed."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token{', ' if sql else ''}{sql} FROM documents_dataversion", params)  # noqa: S608
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def follow(app: AppConfig, *, of: str = "", but: Iterable[str] = (), only: Mapping[str, Columns] | None = None) -> None:
    """Follow every table of the app after each `migrate`, those that join two models included. Call it from `ready`.

    `of` names another app, of a layer that cannot call this itself; `but` are models that no figure is made of; `only`
    gives, for a model, the columns whose change counts.
    """
    skipped = {name.lower() for name in but}
    columns = {name.lower(): names for name, names in (only or {}).items()}
    for model in apps.get_app_config(of or app.label).get_models(include_auto_created=True):
        if model._meta.model_name not in skipped and model._meta.managed:
            table = model._meta.db_table
            followed[table] = columns.get(model._meta.model_name or "", ())
            GUARDS[f"data_version:{table}"] = Guard((TABLE, table), partial(creating, table=table), install_missing)

    def install_all(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
        install_missing(connections[using])

    post_migrate.connect(install_all, sender=app, weak=False, dispatch_uid=f"data_version:{of or app.label}")


def creating(vendor: str, table: str) -> list[str]:
    return triggers_sql(vendor, table, followed[table])


def install_missing(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every followed table that exists and lacks them."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
    if TABLE not in present:
        return
    installed = installed_on(connection)
    missing = [table for table in followed if table in present and table not in installed]
    if missing:
        statements = [sql for table in missing for sql in triggers_sql(connection.vendor, table, followed[table])]
        run(connection, [*prelude_sql(connection.vendor), *statements])


def installed_on(connection: BaseDatabaseWrapper) -> set[str]:
    """The tables whose every change the database counts now."""
    catalogue = {
        "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE tgenabled = 'O' AND pg_table_is_visible(tgrelid)",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        found = set(cursor.fetchall())
    return {table for table in followed if {(table, name) for name in trigger_names(connection.vendor, table)} <= found}


def trigger_names(vendor: str, table: str) -> list[str]:
    """Within the 63 characters that PostgreSQL keeps."""
    base = f"{table[:45]}_new_version"
    return [f"{base}_{event}" for event in ("i", "u", "d")] if vendor == "sqlite" else [base]


def triggers_sql(vendor: str, table: str, columns: Columns) -> list[str]:
    """The statements that put the triggers on one table; what is left of earlier ones is dropped."""
    of = " OF " + ", ".join(f'"{column}"' for column in columns) if columns else ""
    names = trigger_names(vendor, table)
    if vendor == "sqlite":
        events = ("INSERT", f"UPDATE{of}", "DELETE")
        return [f'DROP TRIGGER IF EXISTS "{name}"' for name in names] + [
            f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN {SQLITE_RENEWAL} END'
            for name, event in zip(names, events, strict=True)
        ]
    if vendor == "postgresql":
        return [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"' for name in names] + [
            f'CREATE CONSTRAINT TRIGGER "{name}" AFTER INSERT OR UPDATE{of} OR DELETE ON "{table}"'
            f' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "{FUNCTION}"()'
            for name in names
        ]
    raise NotImplementedError(f"the version of the data is not supported on {vendor}")


def prelude_sql(vendor: str) -> list[str]:
    """The function that the triggers call, and the first version of a database that already holds data."""
    if vendor == "postgresql":
        return [POSTGRESQL_FUNCTION, POSTGRESQL_BEGINNING]
    return [SQLITE_BEGINNING]


SQLITE_BEGINNING = """INSERT INTO "documents_dataversion" (id, token, changed_at)
SELECT 1, lower(hex(randomblob(16))), strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE NOT EXISTS (SELECT 1 FROM "documents_dataversion")"""
# Two statements and no upsert: inside a trigger SQLite lets “INSERT OR …” of the outer statement override ON CONFLICT.
SQLITE_RENEWAL = (
    """
UPDATE "documents_dataversion" SET token = lower(hex(randomblob(16))), changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now') WHERE id = 1;
"""
    + SQLITE_BEGINNING
    + ";"
)

POSTGRESQL_BEGINNING = """INSERT INTO "documents_dataversion" (id, token, changed_at) VALUES (1, gen_random_uuid()::text, now())
ON CONFLICT (id) DO NOTHING"""
# The setting lasts as long as the transaction, and goes with a savepoint that is rolled back, as the row itself does.
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION "give_the_data_a_new_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('wps.data_version', true), '') <> 'renewed' THEN
        PERFORM set_config('wps.data_version', 'renewed', true);
        INSERT INTO "documents_dataversion" (id, token, changed_at) VALUES (1, gen_random_uuid()::text, clock_timestamp())
        ON CONFLICT (id) DO UPDATE SET token = EXCLUDED.token, changed_at = EXCLUDED.changed_at;
    END IF;
    RETURN NULL;
END
$$
"""
