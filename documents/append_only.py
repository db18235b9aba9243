"""Tables to which rows are only added: the database itself refuses to change or delete what is written.

Receipts, workflow events, issued editions and stored files must not change, whichever door somebody tries: a form, the
admin, a command or raw SQL. An UPDATE that changes nothing passes, so that Django may save an unchanged object.

An app protects its tables from its AppConfig, naming models:

    def ready(self) -> None:
        append_only.protect(self, "WorkflowEvent", "Receipt")

The triggers are put (back) after every `migrate`, because SQLite drops them when a migration rebuilds a table. On
SQLite, `INSERT OR REPLACE` passes by the triggers unless `PRAGMA recursive_triggers` is on, as it is in settings.
PostgreSQL still allows TRUNCATE to the table's owner.
"""

from functools import partial
from typing import Any, NamedTuple

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from documents.guards import GUARDS, Guard

MESSAGE = "append-only"
FUNCTION = "refuse_change_to_append_only_row"


class Triggers(NamedTuple):
    """The statements that install the triggers of one table, and those that drop them. Both may be run twice."""

    install: list[str]
    drop: list[str]


def protect(app: AppConfig, *models: str) -> None:
    """Protect the tables of these models of the app after every `migrate`. Call it from `AppConfig.ready`."""

    tables = [app.get_model(model)._meta.db_table for model in models]
    for table in tables:
        GUARDS[f"append_only:{table}"] = Guard((table,), partial(creating, table=table), partial(install, table=table))

    def install_all(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
        connection = connections[using]
        present = set(connection.introspection.table_names())
        for table in tables:
            if table in present:
                install(connection, table)

    post_migrate.connect(install_all, sender=app, weak=False, dispatch_uid=f"append_only:{app.label}")


def creating(vendor: str, table: str) -> list[str]:
    return triggers_sql(vendor, table).install


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Protect a table, or renew its protection after its columns changed."""
    run(connection, [*triggers_sql(connection.vendor, table).drop, *install_sql(connection, table)])


def remove(connection: BaseDatabaseWrapper, table: str) -> None:
    """Lift the protection: for a test that must empty its database, or a migration that corrects written rows."""
    run(connection, triggers_sql(connection.vendor, table).drop)


def triggers_sql(vendor: str, table: str, columns: tuple[str, ...] = ()) -> Triggers:
    """The statements for a database and a table. SQLite compares column by column, so it must be told the columns."""
    on_update, on_delete = trigger_names(table)
    if vendor == "sqlite":
        drop = [f'DROP TRIGGER IF EXISTS "{name}"' for name in (on_update, on_delete)]
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns) or "1"
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        return Triggers(
            [
                f'CREATE TRIGGER "{on_update}" BEFORE UPDATE ON "{table}" WHEN {changed} {refuse}',
                f'CREATE TRIGGER "{on_delete}" BEFORE DELETE ON "{table}" {refuse}',
            ],
            drop,
        )
    if vendor == "postgresql":
        drop = [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"' for name in (on_update, on_delete)]
        execute = f'ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{FUNCTION}"()'
        return Triggers(
            [
                POSTGRESQL_FUNCTION,
                f'CREATE TRIGGER "{on_update}" BEFORE UPDATE {execute}',
                f'CREATE TRIGGER "{on_delete}" BEFORE DELETE {execute}',
            ],
            drop,
        )
    raise NotImplementedError(f"append-only tables are not supported on {vendor}")


POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION "{FUNCTION}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
END
$$
"""


def install_sql(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """The statements that protect a table with the columns that it has now."""
    with connection.cursor() as cursor:
        columns = tuple(column.name for column in connection.introspection.get_table_description(cursor, table))
    return triggers_sql(connection.vendor, table, columns).install


def trigger_names(table: str) -> tuple[str, str]:
    """The names of the two triggers of a table, within the 63 characters that PostgreSQL keeps."""
    return f"{table[:45]}_refuses_update", f"{table[:45]}_refuses_delete"


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    """Run the statements, all or none."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
