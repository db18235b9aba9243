"""Whether the database itself refuses to change and to delete the rows of a table, as its own catalogue says."""

from __future__ import annotations

from django.db import connection

from documents.append_only import trigger_names

CATALOGUE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(quote_ident(%s)) AND tgenabled = 'O'",
}


def is_append_only(table: str) -> bool:
    """Both triggers stand. Of one table alone, which no guard of the product need name."""
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE[connection.vendor], [table])
        return set(trigger_names(table)) <= {row[0] for row in cursor.fetchall()}
