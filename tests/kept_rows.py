"""Rows that take long to make are made once in a process and written again, as they were, where they were made from the same."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

Rows = list[tuple[Any, ...]]


@dataclass
class KeptRows:
    """What `make` leaves in tables that were empty. Where anything is there already, `make` has to find its own way."""

    make: Callable[[], object]
    rows: dict[str, Rows] = field(default_factory=dict)

    def put(self) -> None:
        empty = _empty_tables()
        if not self.rows:
            self.make()
            made = {table: _read(table) for table in empty}
            if empty == set(_tables()) - ALWAYS_FILLED:
                self.rows = {table: rows for table, rows in made.items() if rows}
        elif self.rows.keys() <= empty:
            _write(self.rows)
        else:
            self.make()


@dataclass(frozen=True, slots=True)
class _Made:
    """What a world added to the tables, and what stands for it in a test."""

    rows: dict[str, Rows]
    world: Any


MANY_ROWS = 500
"""To read so many takes as long as making a small world."""
MOST_WORLDS = 20
"""Worlds of one function that are kept at once."""
Asked = ParamSpec("Asked")
World = TypeVar("World")


class KeptWorld(Generic[Asked, World]):
    """A function that makes a small world and gives what a test names of it. It is made once for the rows that it finds, whatever
    they are: beside other rows, or asked otherwise, it is another world.

    Whoever asks gets objects of their own. A world that changes rows which were there, or that begins where much is there, is made
    each time.
    """

    def __init__(self, make: Callable[Asked, World]) -> None:
        self.make = make
        self.made: dict[str, _Made] = {}
        update_wrapper(self, make)

    def __call__(self, *args: Asked.args, **fields: Asked.kwargs) -> World:
        before = _filled()
        if sum(map(len, before.values())) > MANY_ROWS:
            return self.make(*args, **fields)
        found = repr((args, fields, before))
        if found in self.made:
            _write(self.made[found].rows)
        else:
            world = self.make(*args, **fields)
            added = _added(before, _filled(whole=True))
            if added is None:
                return world
            self._keep(found, _Made(added, world))
        kept: World = copy.deepcopy(self.made[found].world)
        return kept

    def _keep(self, found: str, made: _Made) -> None:
        if len(self.made) == MOST_WORLDS:
            del self.made[next(iter(self.made))]
        self.made[found] = made


def _added(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> dict[str, Rows] | None:
    """The rows that were not there; None where a row that was there is another now."""
    added = {}
    for table, rows in after.items():
        were = {repr(row) for row in before.get(table, ())}
        new = [row for row in rows if repr(row) not in were]
        if len(new) != len(rows) - len(were):
            return None
        if new:
            added[table] = new
    return added if before.keys() <= after.keys() else None


ALWAYS_FILLED = {"auth_permission", "django_content_type", "documents_dataversion"}
"""Tables that migrating fills."""


@cache
def _tables() -> dict[str, list[str]]:
    """Of every model and every relation, with its columns."""
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: [f.column for f in model._meta.concrete_fields] for model in models if model._meta.managed
    }


def _empty_tables() -> set[str]:
    return set(_tables()) - ALWAYS_FILLED - filled_tables()


def filled_tables() -> set[str]:
    """Those that hold what was written since migrating."""
    names = sorted(set(_tables()) - ALWAYS_FILLED)
    asked = " UNION ALL ".join(
        f"SELECT {place} WHERE EXISTS (SELECT 1 FROM {_quoted(n)})" for place, n in enumerate(names)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {names[place] for (place,) in cursor.fetchall()}


def _filled(*, whole: bool = False) -> dict[str, Rows]:
    """All that was written since migrating, or enough of it to see that it is much."""
    filled: dict[str, Rows] = {}
    count = 0
    for table in sorted(filled_tables()):
        filled[table] = _read(table)
        count += len(filled[table])
        if count > MANY_ROWS and not whole:
            break
    return filled


def _read(table: str) -> Rows:
    """As they are stored: what is computed from a column, here nothing, comes from SQLite as it lies there."""
    sign = "+" if connection.vendor == "sqlite" else ""
    columns = ", ".join(sign + _quoted(column) for column in _tables()[table])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {_quoted(table)}")
        return list(cursor.fetchall())


def _write(rows: Mapping[str, Rows]) -> None:
    """Together: a row may name another that comes after it."""
    tables = _tables()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, lines in rows.items():
            columns = ", ".join(map(_quoted, tables[table]))
            places = f"({', '.join(['%s'] * len(tables[table]))})"
            into = f"INSERT INTO {_quoted(table)} ({columns}) VALUES "
            if connection.vendor == "sqlite":
                cursor.executemany(into + places, lines)
            else:  # where each row would be a journey to the server, and a run of the triggers of a statement
                cursor.execute(into + ", ".join([places] * len(lines)), [value for line in lines for value in line])
        written = [model for model in apps.get_models() if model._meta.db_table in rows]
        if statements := connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(" ".join(statements))


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
