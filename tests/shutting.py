"""A database in which nothing can be written for a while, as when its disk is read-only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def nothing_written() -> Iterator[None]:
    """On PostgreSQL a part of the test's own transaction is shut, and given up again at the end."""
    if connection.vendor != "sqlite":
        ask("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")  # what came before may still be checked
        part = transaction.savepoint()
        ask("SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            transaction.savepoint_rollback(part)
        return
    ask("PRAGMA query_only=ON")
    try:
        yield
    finally:
        ask("PRAGMA query_only=OFF")


def ask(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
