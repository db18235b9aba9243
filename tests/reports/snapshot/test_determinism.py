"""The same data give the same snapshot, and the same snapshot the same files, byte by byte, whatever process makes them.

Each is made by processes of their own that differ in what could slip in: the seed of hashes, the locale, the zone of the clock, the
folder that they work in. What the edition stored is the third.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from reports.models import ReportEdition
from reports.report_kinds.scope import of_semester
from reports.snapshot import build, freeze
from tests.cast import make_cast
from tests.conftest import kept_for_a_module
from tests.factories.reports import issue
from tests.reports.worlds.edges import CUT_OFF, EdgesWorld, make_edges_world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the copy of the database is a file of SQLite"),
]
SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "LANG": "C", "TZ": "UTC"},
    {
        "PYTHONHASHSEED": "4242",
        "LC_ALL": "C.UTF-8",
        "LANG": "es_PE.UTF-8",
        "TZ": "Asia/Tokyo",
        "SOURCE_DATE_EPOCH": "1",
    },
)


@dataclass(frozen=True, slots=True)
class Issued:
    world: EdgesWorld
    edition: ReportEdition


@pytest.fixture(scope="module")
def issued(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Issued]:
    with kept_for_a_module(django_db_blocker):
        cast, world = make_cast(), make_edges_world()
        yield Issued(world, issue(world.plan, world.period, by=cast.secretary, at=CUT_OFF))


def made_apart(folder: Path, surroundings: dict[str, str], *arguments: str) -> dict[str, str]:
    """What tests/reports/snapshot/made_apart.py says, run in those surroundings and from another folder."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_", "LC_"))
    }
    own = {
        "DJANGO_SETTINGS_MODULE": "wps_tracker.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'copy.sqlite3'}",
        "VAR_DIR": str(folder),
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    command = [sys.executable, "-m", "tests.reports.snapshot.made_apart", *arguments]
    done = subprocess.run(command, env=inherited | own | surroundings, cwd=folder, check=True, capture_output=True)
    digests: dict[str, str] = json.loads(done.stdout)
    return digests


def test_two_processes_make_the_files_that_the_edition_stored(issued: Issued, tmp_path: Path) -> None:
    (tmp_path / "content.json").write_text(issued.edition.snapshot, encoding="utf-8")
    stored = {
        each.stored_file.name: each.stored_file.sha256 for each in issued.edition.files.select_related("stored_file")
    }
    assert len(stored) >= 5
    for surroundings in SURROUNDINGS:
        assert made_apart(tmp_path, surroundings, "files", str(tmp_path / "content.json")) == stored


def test_two_processes_take_the_same_snapshot_of_a_copy_of_the_database(issued: Issued, tmp_path: Path) -> None:
    world = issued.world
    here = freeze(build(of_semester(world.plan, world.period), at=CUT_OFF)).sha256
    connection.ensure_connection()
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        copy.executescript("\n".join(connection.connection.iterdump()))
    for surroundings in SURROUNDINGS:
        found = made_apart(tmp_path, surroundings, "snapshot", world.plan.code, world.period.code, CUT_OFF.isoformat())
        assert found == {"snapshot": here}


def test_another_snapshot_makes_other_files(issued: Issued, tmp_path: Path) -> None:
    """The control: one figure changed, and no file is what it was."""
    stored = {
        each.stored_file.name: each.stored_file.sha256 for each in issued.edition.files.select_related("stored_file")
    }
    text = issued.edition.snapshot.replace('"1234567"', '"1234568"')
    assert hashlib.sha256(text.encode()).hexdigest() != issued.edition.sha256
    (tmp_path / "content.json").write_text(text, encoding="utf-8")
    found = made_apart(tmp_path, SURROUNDINGS[0], "files", str(tmp_path / "content.json"))
    assert found.keys() == stored.keys()
    assert not [name for name in found if found[name] == stored[name]]
