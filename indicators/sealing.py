"""What the database itself refuses of definitions, whichever door somebody tries: a form, the admin, a command or raw SQL.

Once a definition is sealed, no row of it or of its parts, baselines and targets is changed, added or deleted (documents/sealing.py).
And definitions of an indicator take effect in the order of their numbers, so the one in force at a semester is always the last
adopted for it. Plausibility rules say when to ask, not what is measured: they stay tunable.
"""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper

from documents.append_only import Triggers, run
from documents.guards import Guard
from documents.sealing import Seal, stand_guard

SEALED = "sealed"
IN_ORDER = "definitions take effect in the order of their numbers"
REVISION = "indicators_indicatorrevision"
OF_SERIES = '(SELECT revision_id FROM indicators_series WHERE id = {row}."series_id")'
OWNERS = {
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
SEAL = Seal(
    mark="sealed",
    message=SEALED,
    head={REVISION: '{row}."sealed_at" IS NOT NULL'},
    parts={
        table: f"EXISTS (SELECT 1 FROM {REVISION} WHERE id = {owner} AND sealed_at IS NOT NULL)"  # noqa: S608
        for table, owner in OWNERS.items()
    },
)


def protect(app: AppConfig) -> None:
    """Protect definitions after every `migrate`. Call it from `AppConfig.ready`."""
    SEAL.protect(app)
    stand_guard(app, "in_order", Guard((REVISION,), creating_order, install_order), lift=remove_order)


# --- The order of definitions ---

OUT_OF_ORDER = f"""EXISTS (SELECT 1 FROM {REVISION} other
    JOIN indicators_reportingperiod theirs ON theirs.id = other.effective_from_id
    JOIN indicators_reportingperiod own ON own.id = NEW."effective_from_id"
    WHERE other.indicator_id = NEW."indicator_id" AND other.id <> COALESCE(NEW."id", 0)
    AND (other.number < NEW."number" AND theirs.ordinal >= own.ordinal
         OR other.number > NEW."number" AND theirs.ordinal <= own.ordinal))"""  # noqa: S608


def creating_order(vendor: str) -> list[str]:
    return order_sql(vendor).install


def install_order(connection: BaseDatabaseWrapper) -> None:
    statements = order_sql(connection.vendor)
    run(connection, [*statements.drop, *statements.install])


def remove_order(connection: BaseDatabaseWrapper) -> None:
    run(connection, order_sql(connection.vendor).drop)


def order_sql(vendor: str) -> Triggers:
    name = f"{REVISION}_in_order"
    if vendor == "sqlite":
        names = {event: f"{name}_{event[0].lower()}" for event in ("INSERT", "UPDATE")}
        refuse = f"BEGIN SELECT RAISE(ABORT, '{IN_ORDER}'); END"
        return Triggers(
            [
                f'CREATE TRIGGER "{each}" BEFORE {event} ON "{REVISION}" WHEN {OUT_OF_ORDER} {refuse}'
                for event, each in names.items()
            ],
            [f'DROP TRIGGER IF EXISTS "{each}"' for each in names.values()],
        )
    if vendor == "postgresql":
        trigger = f'CREATE TRIGGER "{name}" BEFORE INSERT OR UPDATE ON "{REVISION}"'
        return Triggers(
            [ORDERING, f'{trigger} FOR EACH ROW EXECUTE FUNCTION "refuse_definition_out_of_order"()'],
            [f'DROP TRIGGER IF EXISTS "{name}" ON "{REVISION}"'],
        )
    raise NotImplementedError(f"the order of definitions is not held on {vendor}")


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
