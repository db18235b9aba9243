"""What a test committed is deleted where it lies, past the guards of sealed rows, which are there again afterwards.

Django would empty every table, also those that hold nothing, and say that it migrated: each kind of row and each permission is then made
anew, and each guard put back, which takes longer than most tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from tests.kept_rows import filled_tables


def empty() -> None:
    tables = [connection.ops.quote_name(name) for name in sorted({*filled_tables(), "documents_dataversion"})]
    unguarded = _without_guards if connection.vendor == "postgresql" else _without_triggers
    with transaction.atomic(), connection.cursor() as cursor, unguarded(cursor, tables):
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")


@contextmanager
def _without_guards(cursor: CursorWrapper, tables: list[str]) -> Iterator[None]:
    _alter(cursor, tables, "DISABLE TRIGGER USER")
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table of which something waits to be checked cannot be altered
    _alter(cursor, tables, "ENABLE TRIGGER USER")


def _alter(cursor: CursorWrapper, tables: list[str], how: str) -> None:
    cursor.execute("; ".join(f"ALTER TABLE {table} {how}" for table in tables))


@contextmanager
def _without_triggers(cursor: CursorWrapper, tables: list[str]) -> Iterator[None]:
    cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    triggers = [(name, sql) for name, sql, table in cursor.fetchall() if connection.ops.quote_name(table) in tables]
    for name, _sql in triggers:
        cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    yield
    for _name, sql in triggers:
        cursor.execute(sql)
