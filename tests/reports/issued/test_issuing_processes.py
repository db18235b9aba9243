"""Issuing in processes of their own, as operators and servers do: killed halfway, and two at one moment."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from reports.models import ReportDraft
from tests.cast import Cast, make_cast
from tests.factories.reports import adopt_draft, make_draft
from tests.reports.worlds.report import CLOSED, World, make_world

SECONDS = 180
ALREADY, REFUSED, BUSY = 2, 3, 6
# PostgreSQL shows to other processes what was committed; of SQLite they get a copy in a file.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")


@dataclass
class Elsewhere:
    """A database and a folder that processes share with this test."""

    cast: Cast
    world: World
    folder: Path
    url: str = ""
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def adopted(self, period: str = "2026-I") -> ReportDraft:
        found = self.world.period if period == "2026-I" else self.world.before
        draft = make_draft(self.world.plan, found, by=self.cast.secretary, at=CLOSED)
        return adopt_draft(draft, by=self.cast.secretary, at=CLOSED)

    def share(self) -> None:
        """Let the processes see what was made so far."""
        if connection.vendor == "sqlite":
            path = self.folder / "shared.sqlite3"
            path.write_bytes(connection.connection.serialize())
            self.url = f"sqlite:///{path}"
        else:
            at = connection.settings_dict
            self.url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        product = {"DJANGO_SETTINGS_MODULE": "wps_tracker.settings", "LOG_LEVEL": "ERROR"}
        environment = os.environ | product | {"DATABASE_URL": self.url, "VAR_DIR": str(self.folder / "var")}
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def issue(self, period: str = "2026-I", out: str = "out") -> subprocess.Popen[str]:
        where = ("--out", str(self.folder / out), "--by", self.cast.secretary.email)
        return self.start("issue_report", self.world.plan.code, period, *where)

    def finished(self, *processes: subprocess.Popen[str]) -> list[tuple[int, str]]:
        return [((said := each.communicate(timeout=SECONDS)[0]), (each.returncode, said))[1] for each in processes]

    def killed_after(self, line: str) -> None:
        """Issue, and kill the process as soon as it has said so: it has no time to tidy up."""
        process = self.issue()
        assert process.stdout is not None
        assert any(said.startswith(line) for said in process.stdout), "it ended before"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=SECONDS)

    def killed_while_storing(self) -> None:
        """Issue, and kill the process as soon as a file of it is on the disk: the row of the edition is written by then."""
        process = self.issue()
        while process.poll() is None and not self.on_disk():
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=SECONDS)

    def on_disk(self) -> list[Path]:
        return [each for each in (self.folder / "var" / "files").glob("**/*") if each.is_file()]

    def rows(self, query: str) -> list[Any]:
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(query)
                return list(cursor.fetchall())
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=SECONDS)) as shared:
            return list(shared.execute(query).fetchall())

    def codes(self) -> list[tuple[int, int]]:
        """Serial in the year, and how many files: of each edition."""
        return self.rows(
            "SELECT serial, (SELECT COUNT(*) FROM reports_editionfile WHERE edition_id = e.id) FROM reports_reportedition e"
            " ORDER BY serial"
        )


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Elsewhere]:
    made = Elsewhere(make_cast(), make_world(), tmp_path)
    yield made
    for process in made.started:
        process.kill()
        process.wait(timeout=SECONDS)
        if process.stdout:
            process.stdout.close()


def test_killed_halfway_leaves_no_edition_and_the_next_run_issues_it_whole(elsewhere: Elsewhere) -> None:
    elsewhere.adopted()
    elsewhere.share()
    for line in ("[1/", "[4/"):
        elsewhere.killed_after(line)
        assert elsewhere.codes() == []
        assert elsewhere.rows("SELECT COUNT(*) FROM documents_storedfile") == [(0,)]
        assert not list((elsewhere.folder / "out").iterdir())
    assert not elsewhere.on_disk(), "files are stored once all are made"
    ((status, said),) = elsewhere.finished(elsewhere.issue())
    assert status == 0, said
    ((serial, files),) = elsewhere.codes()
    assert (serial, said.count("] made ")) == (1, files)
    for command in ("verify_editions", "verify_files"):
        ((status, said),) = elsewhere.finished(elsewhere.start(command))
        assert status == 0, said


def test_killed_while_its_files_are_stored_it_leaves_none_or_a_whole_one(elsewhere: Elsewhere) -> None:
    elsewhere.adopted()
    elsewhere.share()
    elsewhere.killed_while_storing()
    assert elsewhere.on_disk()
    is_whole = bool(elsewhere.codes())
    ((status, said),) = elsewhere.finished(elsewhere.issue())
    assert status == (2 if is_whole else 0), said
    ((serial, files),) = elsewhere.codes()
    assert [(serial, files)] == [
        (1, stored) for (stored,) in elsewhere.rows("SELECT COUNT(*) FROM documents_storedfile")
    ]
    for command in ("verify_editions", "verify_files"):
        ((status, said),) = elsewhere.finished(elsewhere.start(command))
        assert status == 0, said
    assert is_whole or " files without a row" in said, "what the killed run had stored is told, and harms nothing"


def test_same_draft_at_one_moment_is_issued_once(elsewhere: Elsewhere) -> None:
    elsewhere.adopted()
    elsewhere.share()
    ended = elsewhere.finished(elsewhere.issue(), elsewhere.issue(out="other"))
    assert sorted(status for status, _said in ended)[0] == 0, ended
    assert sorted(status for status, _said in ended)[1] in (ALREADY, REFUSED, BUSY), ended
    assert [serial for serial, _files in elsewhere.codes()] == [1]


def test_two_drafts_at_one_moment_get_two_numbers_without_a_hole(elsewhere: Elsewhere) -> None:
    elsewhere.adopted()
    elsewhere.adopted("2025-II")
    elsewhere.share()
    ended = elsewhere.finished(elsewhere.issue(), elsewhere.issue("2025-II", "other"))
    assert {status for status, _said in ended} <= {0, BUSY}, ended
    for (status, _said), period in zip(ended, ("2026-I", "2025-II"), strict=True):
        if status == BUSY:  # on a slow machine the other held the plan for longer than the database lets one wait
            assert elsewhere.finished(elsewhere.issue(period))[0][0] == 0
    assert [serial for serial, _files in elsewhere.codes()] == [1, 2]
