"""A migration that breaks off leaves nothing unguarded; where it was killed, what is lacking is told."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from documents import append_only, data_version, guards
from documents.models import StoredFile
from reports.issued.sealing import DRAFT, SEAL

pytestmark = pytest.mark.django_db
STORED_FILES = StoredFile._meta.db_table


def lift() -> None:
    """As a `migrate` does on SQLite that has something to do."""
    emit_pre_migrate_signal(0, False, DEFAULT_DB_ALIAS, plan=[(Migration("9999_any", "reports"), False)])


def warned() -> list[str]:
    return [each.msg for each in checks.run_checks(tags=[checks.Tags.database], databases=[DEFAULT_DB_ALIAS])]


def test_every_guard_stands_after_migrate_and_nothing_is_warned_of() -> None:
    assert guards.lacking(connection) == {}
    assert warned() == []
    assert {f"append_only:{STORED_FILES}", "issued:reports", "sealed:indicators", "in_order:indicators"} <= set(
        guards.GUARDS
    )


def test_what_is_lacking_is_named_and_put_back() -> None:
    append_only.remove(connection, STORED_FILES)
    SEAL.remove(connection)
    with connection.cursor() as cursor:
        for name in data_version.trigger_names(connection.vendor, DRAFT.replace("reportdraft", "reportedition")):
            on = "" if connection.vendor == "sqlite" else ' ON "reports_reportedition"'
            cursor.execute(f'DROP TRIGGER "{name}"{on}')
    assert set(guards.lacking(connection)) == {
        f"append_only:{STORED_FILES}", "issued:reports", "data_version:reports_reportedition"
    }  # fmt: skip
    (said,) = warned()
    assert all(name in said for name in append_only.trigger_names(STORED_FILES))
    guards.put_back(connection)
    assert guards.lacking(connection) == {}


def test_checking_editions_tells_that_the_database_no_longer_keeps_them() -> None:
    SEAL.remove(connection)
    with pytest.raises(CommandError, match=f"lacks the trigger {DRAFT}_issued"):
        call_command("verify_editions")


def test_migrate_that_fails_puts_back_what_it_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    lift()
    assert bool(guards.lacking(connection)) == (connection.vendor == "sqlite")

    def fail(*_args: Any, **_options: Any) -> NoReturn:
        raise DatabaseError("no room")

    monkeypatch.setattr(MigrationExecutor, "migrate", fail)
    with pytest.raises(DatabaseError, match="no room"):
        call_command("migrate", verbosity=0)
    assert guards.lacking(connections[DEFAULT_DB_ALIAS]) == {}
