"""The commands that issue a report and hold what was issued against what is stored."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import override

from committee.models import ReportPoint
from documents import append_only
from documents.models import StoredFile
from institutions.models import Appointment, Role
from measurements.models import MeasurementEvent
from reports.issued.sealing import SEAL
from reports.models import ReportEdition
from tests.cast import Cast
from tests.factories.reports import adopt_draft, issue, make_draft
from tests.measurements.worlds.walk import make_world as make_answers_world
from tests.reports.aftermath.drifted import issued
from tests.reports.worlds.report import CLOSED, make_world, tampered

pytestmark = pytest.mark.django_db


def test_verify_editions_says_that_all_is_intact(cast: Cast) -> None:
    edition = issued(make_world(), cast)
    out = io.StringIO()
    call_command("verify_editions", "--typeset", stdout=out)
    assert edition.sha256 in out.getvalue()
    assert "1 editions, all intact" in out.getvalue()


def test_verify_editions_names_a_snapshot_that_was_changed(cast: Cast) -> None:
    edition = issued(make_world(), cast)
    tampered(edition)
    with pytest.raises(CommandError, match="2026-I edition 1: the snapshot is not the one that was issued"):
        call_command("verify_editions", stdout=io.StringIO())


def test_verify_editions_names_an_edition_that_is_not_what_its_meeting_adopted(cast: Cast) -> None:
    edition = issued(make_world(), cast)
    SEAL.remove(connection)
    ReportPoint.objects.update(digest="a" * 64)
    SEAL.install(connection)
    with pytest.raises(
        CommandError, match=f"{edition.code}, .*: it is not what meeting S-2026-01 adopted, which is aaaa"
    ):
        call_command("verify_editions", stdout=io.StringIO())


def test_verify_editions_names_a_damaged_file(cast: Cast, tmp_path: Path) -> None:
    edition = issued(make_world(), cast)
    stored = edition.files.get(part="report", format="pdf", language="en").stored_file
    append_only.remove(connection, "documents_storedfile")
    StoredFile.objects.filter(pk=stored.pk).update(sha256="f" * 64)
    append_only.install(connection, "documents_storedfile")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_editions", stdout=io.StringIO())


def test_verify_editions_says_when_the_history_was_cut_short(cast: Cast) -> None:
    """The chain itself cannot tell that its tail is gone; the edition names the event that was the last one."""
    answers = make_answers_world(cast)
    answers.validated()
    issue(answers.period.plan, answers.period, by=cast.secretary, at=CLOSED)
    call_command("verify_editions", stdout=io.StringIO())
    last = MeasurementEvent.objects.order_by("sequence").last()
    assert last is not None
    append_only.remove(connection, "measurements_measurementevent")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM measurements_measurementevent WHERE id = %s", [last.pk])
    append_only.install(connection, "measurements_measurementevent")
    with pytest.raises(CommandError, match=f"2026-I edition 1: event {last.sequence}, .* is no longer in the history"):
        call_command("verify_editions", stdout=io.StringIO())


def test_issue_report_writes_the_files_and_prints_number_and_digest(cast: Cast, tmp_path: Path) -> None:
    world, out = make_world(), io.StringIO()
    folder = tmp_path / "informes"
    by = cast.secretary.email
    adopt_draft(make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    call_command("issue_report", world.plan.code, "2026-I", "--out", str(folder), "--by", by, stdout=out)
    edition = ReportEdition.objects.get()
    assert {path.name for path in folder.iterdir()} == {
        file.stored_file.name for file in edition.files.select_related("stored_file")
    }
    written = (folder / f"{edition.code}-informe.json").read_bytes()
    assert hashlib.sha256(written).hexdigest() == edition.sha256
    assert f"edition 1 of 2026-I. SHA-256 of the snapshot: {edition.sha256}" in out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (("NADA", "2026-I"), "There is no plan NADA", 2),
        (("PLAN-PRUEBA", "2099-I"), "has no semester 2099-I", 2),
        (("PLAN-PRUEBA", "2026-I", "--by", "nadie@example.pe"), "Nobody signs in as nadie@example.pe", 2),
        (("PLAN-PRUEBA", "2026-I", "--by", "observer@ccffaa.example.pe"), "technical secretary", 3),
        (("PLAN-PRUEBA", "2026-I"), "2 technical secretaries", 2),
    ],
)
def test_issue_report_says_what_is_wrong(
    cast: Cast, tmp_path: Path, arguments: tuple[str, ...], words: str, status: int
) -> None:
    world = make_world()
    adopt_draft(make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    with override("en"), pytest.raises(CommandError, match=words) as refusal:
        call_command("issue_report", *arguments, "--out", str(tmp_path))
    assert refusal.value.returncode == status
    assert not ReportEdition.objects.exists()


def test_issue_report_needs_no_name_when_one_secretary_is_in_office(tmp_path: Path) -> None:
    world = make_world()
    secretary = Appointment.objects.get(role=Role.TECHNICAL_SECRETARY).user
    adopt_draft(make_draft(world.plan, world.period, by=secretary, at=CLOSED), by=secretary, at=CLOSED)
    call_command("issue_report", world.plan.code, "2026-I", "--out", str(tmp_path), stdout=io.StringIO())
    assert ReportEdition.objects.get().issued_by == secretary
