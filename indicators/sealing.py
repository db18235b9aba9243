"""What the database itself refuses of definitions, whichever door somebody tries: a form, the admin, a command or raw SQL.

Once a definition is sealed, no row of it or of its parts, baselines and targets is changed, added or deleted; an UPDATE that
changes nothing passes. And definitions of an indicator take effect in the order of their numbers, so the one in force at a
semester is always the last adopted for it. Plausibility rules say when to ask, not what is measured: they stay tunable.

Like the append-only triggers these are put (back) after every `migrate`, because SQLite drops them when it rebuilds a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate

from documents.append_only import Triggers, run

SEALED = "sealed"
IN_ORDER = "definitions take effect in the order of their numbers"
REVISION = "indicators_indicatorrevision"
OF_SERIES = '(SELECT revision_id FROM indicators_series WHERE id = {row}."series_id")'
PARTS = {
    "indicators_component": '{row}."revision_id"',
    "indicators_revisiondimension": '{row}."revision_id"',
    "indicators_revisiontag": '{row}."revision_id"',
    "indicators_series": '{row}."revision_id"',
    "indicators_series_categories": OF_SERIES,
    "indicators_baseline": OF_SERIES,
    "indicators_target": OF_SERIES,
    "indicators_countingrule": '(SELECT revision_id FROM indicators_component WHERE id = {row}."component_id")',
    "indicators_countingrule_stages": "(SELECT revision_id FROM indicators_component WHERE id ="
    ' (SELECT component_id FROM indicators_countingrule WHERE id = {row}."countingrule_id"))',
}
"""Every table that says something of a definition, and how a row of it leads to the definition."""
TABLES = (REVISION, *PARTS)


def protect(app: AppConfig) -> None:
    """Protect definitions after every `migrate`. Call it from `AppConfig.ready`."""

    def install_all(using: str = DEFAULT_DB_ALIAS, **_kwargs: Any) -> None:
        connection = connections[using]
        if set(TABLES) <= set(connection.introspection.table_names()):
            for table in TABLES:
                install(connection, table)

    post_migrate.connect(install_all, sender=app, weak=False, dispatch_uid=f"sealing:{app.label}")


def install(connection: BaseDatabaseWrapper, table: str) -> None:
    """Protect a table, or renew its protection after its columns changed."""
    with connection.cursor() as cursor:
        columns = tuple(column.name for column in connection.introspection.get_table_description(cursor, table))
    statements = triggers_sql(connection.vendor, table, columns)
    run(connection, [*statements.drop, *statements.install])


def remove(connection: BaseDatabaseWrapper) -> None:
    """Lift the protection of all tables: for a test that must empty its database."""
    for table in TABLES:
        run(connection, triggers_sql(connection.vendor, table, ()).drop)


def triggers_sql(vendor: str, table: str, columns: tuple[str, ...]) -> Triggers:
    """The statements for a database and a table. SQLite compares column by column, so it must be told the columns."""
    if vendor == "sqlite":
        return _sqlite(table, columns)
    if vendor == "postgresql":
        return _postgresql(table)
    raise NotImplementedError(f"sealed definitions are not supported on {vendor}")


def is_sealed_sql(table: str, row: str) -> str:
    """Whether the row (OLD or NEW) belongs to a sealed definition."""
    if table == REVISION:
        return f'{row}."sealed_at" IS NOT NULL'
    owner = PARTS[table].format(row=row)
    return f"EXISTS (SELECT 1 FROM {REVISION} WHERE id = {owner} AND sealed_at IS NOT NULL)"  # noqa: S608


OUT_OF_ORDER = f"""EXISTS (SELECT 1 FROM {REVISION} other
    JOIN indicators_reportingperiod theirs ON theirs.id = other.effective_from_id
    JOIN indicators_reportingperiod own ON own.id = NEW."effective_from_id"
    WHERE other.indicator_id = NEW."indicator_id" AND other.id <> COALESCE(NEW."id", 0)
    AND (other.number < NEW."number" AND theirs.ordinal >= own.ordinal
         OR other.number > NEW."number" AND theirs.ordinal <= own.ordinal))"""  # noqa: S608


def _sqlite(table: str, columns: tuple[str, ...]) -> Triggers:
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns) or "1"
    triggers = [
        (f"{table}_sealed_{event[0].lower()}", event, condition, SEALED)
        for event, condition in _sqlite_conditions(table, changed)
    ]
    if table == REVISION:
        triggers += [
            (f"{table}_in_order_{event[0].lower()}", event, OUT_OF_ORDER, IN_ORDER) for event in ("INSERT", "UPDATE")
        ]
    return Triggers(
        [
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {condition}'
            f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for name, event, condition, message in triggers
        ],
        [f'DROP TRIGGER IF EXISTS "{name}"' for name, *_ in triggers],
    )


def _sqlite_conditions(table: str, changed: str) -> Iterator[tuple[str, str]]:
    was, will_be = is_sealed_sql(table, "OLD"), is_sealed_sql(table, "NEW")
    yield "DELETE", was
    if table == REVISION:
        yield "UPDATE", f"{was} AND ({changed})"
    else:
        yield "INSERT", will_be
        yield "UPDATE", f"({changed}) AND ({was} OR {will_be})"


def _postgresql(table: str) -> Triggers:
    name = f"{table}_sealed"
    function = f"refuse_change_to_{name}"
    events = "UPDATE OR DELETE" if table == REVISION else "INSERT OR UPDATE OR DELETE"
    install = [
        _refusing(function, table),
        f'CREATE TRIGGER "{name}" BEFORE {events} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{function}"()',
    ]
    drop = [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"']
    if table == REVISION:
        ordered = f"{table}_in_order"
        install += [
            ORDERING,
            f'CREATE TRIGGER "{ordered}" BEFORE INSERT OR UPDATE ON "{table}"'
            ' FOR EACH ROW EXECUTE FUNCTION "refuse_definition_out_of_order"()',
        ]
        drop.append(f'DROP TRIGGER IF EXISTS "{ordered}" ON "{table}"')
    return Triggers(install, drop)


def _refusing(function: str, table: str) -> str:
    # What becomes of a definition by sealing it is judged by what it was; of a part, by where it was and where it goes.
    arriving = "FALSE" if table == REVISION else is_sealed_sql(table, "NEW")
    return f"""
CREATE OR REPLACE FUNCTION "{function}"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        IF {is_sealed_sql(table, "OLD")} THEN
            RAISE EXCEPTION '{SEALED}' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF {arriving} THEN
        RAISE EXCEPTION '{SEALED}' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$
"""


ORDERING = f"""
CREATE OR REPLACE FUNCTION "refuse_definition_out_of_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {OUT_OF_ORDER} THEN
        RAISE EXCEPTION '{IN_ORDER}' USING ERRCODE = 'integrity_constraint_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$
"""
