"""The commands that verify, issue and render reports without a browser: what they print, and with which status they end."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from documents import append_only
from documents.inspection import inspect
from documents.models import StoredFile
from documents.storing import open_verified
from institutions.models import Role
from reports.models import EditionWithdrawal, ReportEdition
from reports.verification.keeping import keep_signed_copy
from tests.cast import Cast, make_cast
from tests.conftest import kept_for_a_module
from tests.factories.reports import issue
from tests.reports.issued.commanding import ran
from tests.reports.verification.signing import ATTACKS, SIGNER, changed, signed
from tests.reports.worlds.report import CLOSED, World, make_world, tampered

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Issued:
    cast: Cast
    world: World
    edition: ReportEdition

    def file(self, folder: Path, content: bytes, name: str = "informe.pdf") -> str:
        path = folder / name
        path.write_bytes(content)
        return str(path)

    def pdf(self) -> bytes:
        return open_verified(self.edition.files.get(part="report", format="pdf", language="es").stored_file)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Issued]:
    with kept_for_a_module(django_db_blocker):
        cast, world = make_cast(), make_world()
        yield Issued(cast, world, issue(world.plan, world.period, by=cast.secretary, at=CLOSED))


@pytest.fixture
def issued(made: Issued, db: None) -> Issued:
    return deepcopy(made)


# --- verify_report ---


def test_every_file_and_the_digest_on_the_cover_are_verified(issued: Issued, tmp_path: Path) -> None:
    for file in issued.edition.files.select_related("stored_file"):
        path = issued.file(tmp_path, open_verified(file.stored_file), "x")
        status, said = ran("verify_report", path)
        assert (status, "IC-2026-0001: as it was issued.\n" in said, "In force." in said) == (0, True, True)
    groups = " ".join(issued.edition.sha256[each : each + 8] for each in range(0, 64, 8))
    status, said = ran("verify_report", "--digest", groups)
    assert status == 0
    assert "It is the snapshot" in said


def test_each_finding_has_its_status(issued: Issued, tmp_path: Path) -> None:
    ours = issued.pdf()
    flipped = bytearray(ours)
    flipped[-40] ^= 1
    for content, status, words in (
        (signed(ours), 5, f"Signature of “{SIGNER}” by its certificate"),
        (
            changed(signed(ours), ATTACKS["stamp"]),
            6,
            "Do not rely on it: things that can be seen were added or changed.",
        ),
        (bytes(flipped), 7, "None of the reports issued by this system"),
        (b"", 7, "None of the reports"),
    ):
        found, said = ran("verify_report", issued.file(tmp_path, content))
        assert (found, words in said) == (status, True), said


def test_superseded_withdrawn_and_damaged_have_theirs(issued: Issued) -> None:
    newer = issue(issued.world.plan, issued.world.period, by=issued.cast.secretary, at=CLOSED)
    old = ReportEdition.objects.get(pk=issued.edition.pk)
    status, said = ran("verify_report", "--digest", old.sha256)
    assert (status, "Replaced by IC-2026-0002." in said) == (3, True)
    post = issued.cast.secretary.post_as(Role.TECHNICAL_SECRETARY)
    EditionWithdrawal.objects.create(edition=newer, reason="Cifra errada", withdrawn_at=CLOSED, withdrawn_by=post)
    status, said = ran("verify_report", "--digest", newer.sha256)
    assert (status, "Withdrawn on 2026-09-01: Cifra errada" in said) == (4, True)
    status, said = ran("verify_report", "--digest", old.sha256)
    assert (status, "Replaced by IC-2026-0002, which was withdrawn on 2026-09-01." in said) == (3, True)
    tampered(old)
    status, said = ran("verify_report", "--digest", old.sha256)
    assert (status, "Damaged here: the snapshot" in said) == (8, True)


def test_json_says_all_for_programs(issued: Issued, tmp_path: Path) -> None:
    status, said = ran("verify_report", issued.file(tmp_path, signed(issued.pdf())), "--json")
    data = json.loads(said)
    assert (status, data["status"], data["match"], data["report"]) == (5, 5, "signed", "IC-2026-0001")
    assert data["signatures"][0]["holds"] is True
    assert json.loads(ran("verify_report", "--digest", "0" * 64, "--json")[1])["match"] == "unknown"


@pytest.mark.parametrize("arguments", [(), ("--digest", "abc"), ("x", "--digest", "0" * 64)])
def test_what_cannot_be_verified_is_a_wrong_use(issued: Issued, arguments: tuple[str, ...]) -> None:
    assert ran("verify_report", *arguments)[0] == 2


def test_an_examiner_that_cannot_start_says_nothing_of_the_report(
    issued: Issued, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its “no such file” is not that of the report."""
    path = issued.file(tmp_path, signed(issued.pdf()))
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    status, said = ran("verify_report", path)
    assert (status, "could not examine" in said, "Run it again." in said) == (10, True, True)
    assert "IC-2026-0001" not in said


# --- verify_editions ---


def test_signed_copies_are_checked_with_their_editions(issued: Issued) -> None:
    content = signed(issued.pdf())
    copy = keep_signed_copy(issued.edition, inspect("a.pdf", content), by=issued.cast.secretary, at=CLOSED)
    assert ran("verify_editions")[0] == 0
    append_only.remove(connection, "documents_storedfile")
    StoredFile.objects.filter(pk=copy.stored_file.pk).update(sha256=issued.edition.sha256)
    append_only.install(connection, "documents_storedfile")
    status, said = ran("verify_editions")
    assert status == 1
    assert f"signed copy {copy.stored_file.name} does not begin with IC-2026-0001-informe-es.pdf" in said


# --- issue_report: what it waits for ---


def test_report_that_was_issued_is_named(issued: Issued, tmp_path: Path) -> None:
    by = issued.cast.secretary.email
    status, said = ran("issue_report", issued.world.plan.code, "2026-I", "--out", str(tmp_path), "--by", by)
    assert (status, "It was issued as IC-2026-0001" in said) == (2, True)


# --- render_report ---


def test_files_made_again_are_those_that_were_issued(issued: Issued, tmp_path: Path) -> None:
    status, said = ran("render_report", "IC-2026-0001", "--out", str(tmp_path))
    assert status == 0
    files = list(issued.edition.files.select_related("stored_file"))
    assert said.count(": as it was issued") == len(files)
    for file in files:
        written = (tmp_path / file.stored_file.name).read_bytes()
        assert hashlib.sha256(written).hexdigest() == file.stored_file.sha256


def test_only_what_was_asked_for_is_made(issued: Issued, tmp_path: Path) -> None:
    ran(
        "render_report",
        "IC-2026-0001",
        "--out",
        str(tmp_path),
        "--format",
        "pdf",
        "--language",
        "en",
        "--part",
        "report",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["IC-2026-0001-informe-en.pdf"]
    assert ran("render_report", "IC-2026-0001", "--out", str(tmp_path), "--format", "odt")[0] == 2


def test_snapshot_in_a_file_gives_the_same_and_a_changed_one_is_refused(issued: Issued, tmp_path: Path) -> None:
    path, out = tmp_path / "s.json", tmp_path / "out"
    path.write_bytes(issued.edition.snapshot.encode())
    status, said = ran(
        "render_report", "--snapshot", str(path), "--out", str(out), "--format", "pdf", "--part", "report"
    )
    assert (status, said.count(": as it was issued")) == (0, 2)
    path.write_text(issued.edition.snapshot.replace(":", ": ", 1))
    assert ran("render_report", "--snapshot", str(path), "--out", str(out))[0] == 4
    path.write_text("{}")
    assert ran("render_report", "--snapshot", str(path), "--out", str(out))[0] == 4
    path.write_text(issued.edition.snapshot.replace('"value":"44"', '"value":"45"'))
    status, said = ran("render_report", "--snapshot", str(path), "--out", str(out), "--format", "json")
    assert (status, "proves nothing" in said) == (0, True)


@pytest.mark.parametrize(
    "written",
    [
        b'{"edition":{"code":"IC-2026-0001"}}',
        b'{"edition":{"code":null},"layout":7}',
        b'{"edition":[]}',
        b"[" * 100_000,
        b"\xff\x00",
        b"",
    ],
)
def test_what_only_looks_like_a_snapshot_is_told_so(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(written)
    status, said = ran("render_report", "--snapshot", str(path), "--out", str(tmp_path / "out"))
    assert (status, "snapshot" in said) == (4, True)


def test_damaged_edition_is_not_rendered(issued: Issued, tmp_path: Path) -> None:
    tampered(issued.edition)
    assert ran("render_report", "IC-2026-0001", "--out", str(tmp_path))[0] == 4
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments", [(), ("IC-2026-0009",), ("nada",), ("IC-2026-0001", "--draft", "1"), ("--draft", "999999")]
)
def test_what_is_not_there_is_not_rendered(issued: Issued, tmp_path: Path, arguments: tuple[Any, ...]) -> None:
    assert ran("render_report", *arguments, "--out", str(tmp_path))[0] == 2
