"""A planning round whose plan was frozen never changes again: the database refuses, whichever door somebody tries.

Like the append-only triggers these are put (back) after every `migrate`, because SQLite drops them when it rebuilds a table.
"""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from documents.append_only import Triggers, run

TABLE = "activities_planninground"
MESSAGE = "frozen plan of the year"
NAME = f"{TABLE}_frozen"


def protect(app: AppConfig) -> None:
    """Protect frozen rounds after every `migrate`. Call it from `AppConfig.ready`."""

    def install_it(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
        connection = connections[using]
        if TABLE in connection.introspection.table_names():
            install(connection)

    post_migrate.connect(install_it, sender=app, weak=False, dispatch_uid=f"frozen_rounds:{app.label}")


def install(connection: BaseDatabaseWrapper) -> None:
    """Protect the table, or renew its protection after its columns changed."""
    with connection.cursor() as cursor:
        columns = tuple(column.name for column in connection.introspection.get_table_description(cursor, TABLE))
    statements = triggers_sql(connection.vendor, columns)
    run(connection, [*statements.drop, *statements.install])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift the protection: for a test that must empty its database."""
    run(connection, triggers_sql(connection.vendor, ()).drop)


def triggers_sql(vendor: str, columns: tuple[str, ...]) -> Triggers:
    """The statements for a database. An UPDATE that changes nothing passes; SQLite compares column by column."""
    if vendor == "sqlite":
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns) or "1"
        refuse = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        was = 'OLD."sealed_at" IS NOT NULL'
        return Triggers(
            [
                f'CREATE TRIGGER "{NAME}_u" BEFORE UPDATE ON "{TABLE}" WHEN {was} AND ({changed}) {refuse}',
                f'CREATE TRIGGER "{NAME}_d" BEFORE DELETE ON "{TABLE}" WHEN {was} {refuse}',
            ],
            [f'DROP TRIGGER IF EXISTS "{NAME}_{event}"' for event in ("u", "d")],
        )
    if vendor == "postgresql":
        trigger = f'CREATE TRIGGER "{NAME}" BEFORE UPDATE OR DELETE ON "{TABLE}"'
        return Triggers(
            [POSTGRESQL, f"{trigger} FOR EACH ROW EXECUTE FUNCTION refuse_change_to_frozen_round()"],
            [f'DROP TRIGGER IF EXISTS "{NAME}" ON "{TABLE}"'],
        )
    raise NotImplementedError(f"frozen plans are not supported on {vendor}")


POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION refuse_change_to_frozen_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD."sealed_at" IS NOT NULL AND (TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD) THEN
        RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END
$$
"""
