"""The processes of a run on PostgreSQL migrate one database and begin with copies of it: a copy takes a moment, migrating a minute."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def copied(run: Path) -> Iterator[None]:
    """In here a test database is made as a copy. `run` is a folder that the processes of the run share: the first of them migrates, and
    drops at its end what it migrated; whoever comes later still migrates anew.
    """
    test = connection.settings_dict["TEST"]
    own, name, done = dict(test), f"test_{connection.settings_dict['NAME']}_migrated", run / "migrated"
    with _alone(run):
        is_first = not done.exists()
        if is_first:
            _migrate(name)
            done.touch()
    test.update(TEMPLATE=name, MIGRATE=False)
    yield
    test.update(own)
    if is_first:
        with _alone(run):
            done.unlink()
            connection.creation._destroy_test_db(name, verbosity=0)


@contextmanager
def _alone(run: Path) -> Iterator[None]:
    with (run / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(name: str) -> None:
    given, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    own = test["NAME"]
    test["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.creation.destroy_test_db(
        given, verbosity=0, keepdb=True
    )  # it is left there, and nobody is connected to it
    test["NAME"] = own
