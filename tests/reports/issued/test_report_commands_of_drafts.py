"""The commands about reports that are not issued yet: what they wait for, issuing them, and printing them as drafts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import time_machine

from committee.models import ReportPoint
from documents.storing import open_verified
from institutions.models import Institution, Role
from reports.drafting.opening import open_draft
from reports.issued import issuing
from reports.models import ConsultationRound, ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.scope import ReportScope
from tests.cast import Cast
from tests.factories.reports import adopt_draft, make_draft, make_meeting_row
from tests.reports.issued.commanding import ran
from tests.reports.report_kinds.own_span_world import make_own_span_world, own_scope
from tests.reports.worlds.report import CLOSED, make_world
from tests.reports.worlds.span import AT

pytestmark = pytest.mark.django_db


def test_command_says_what_a_report_waits_for(cast: Cast, tmp_path: Path) -> None:
    world = make_world()
    asked = ("issue_report", world.plan.code, "2026-I", "--out", str(tmp_path), "--by", cast.secretary.email)
    assert ran(*asked) == (2, "No such report of 2026-I is being prepared.")
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    assert ran(*asked) == (4, f"Draft {draft.pk}: It is still being written: it waits to be put before a meeting.")
    post = cast.secretary.post_as(Role.TECHNICAL_SECRETARY)
    consulted = ConsultationRound.objects.create(
        draft=draft, number=1, snapshot="{}", sha256="0" * 64, opened_at=CLOSED, opened_by=post, closes_on=CLOSED.date()
    )
    assert "It is being consulted until 2026-09-01" in ran(*asked)[1]
    ConsultationRound.objects.filter(pk=consulted.pk).update(closed_at=CLOSED, closed_by=post)
    meeting = make_meeting_row(world.plan, by=cast.secretary, at=CLOSED, state="held")
    adopt_draft(draft, by=cast.secretary, at=CLOSED, meeting=meeting)
    assert ran(*asked)[1].endswith(f"Meeting {meeting.number} adopted it: it waits for the minutes to be closed.")
    ReportPoint.objects.update(state=ReportPoint.State.PROPOSED)
    assert ran(*asked)[1].endswith(f"It stands before meeting {meeting.number}: it waits to be adopted there.")
    assert not ReportEdition.objects.exists()
    assert not list(tmp_path.iterdir())


def test_progress_counts_the_files_and_all_are_written(cast: Cast, tmp_path: Path) -> None:
    world = make_world()
    adopt_draft(make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    by = cast.secretary.email
    status, said = ran("issue_report", world.plan.code, "2026-I", "--out", str(tmp_path), "--by", by)
    files = list(ReportEdition.objects.get().files.select_related("stored_file"))
    assert status == 0
    for place in range(1, len(files) + 1):
        assert f"[{place}/{len(files)}] made IC-2026-0001-" in said
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        file.stored_file.name: open_verified(file.stored_file) for file in files
    }


def test_own_report_is_issued_by_its_approver_without_a_meeting(cast: Cast, tmp_path: Path) -> None:
    world = make_world()
    army = Institution.objects.get(code="EP")
    scope = ReportScope(world.plan, ReportKind.OWN, world.period, world.period, army)
    open_draft(scope, by=cast.approver, at=CLOSED)
    asked = ("issue_report", world.plan.code, "2026-I", "--kind", "own", "--out", str(tmp_path))
    assert ran(*asked)[0] == 2
    assert ran(*asked, "--institution", "EP", "--by", cast.secretary.email)[0] == 3
    assert ran(*asked, "--institution", "EP")[0] == 0
    assert ReportEdition.objects.get().institution == army


@pytest.mark.parametrize(("asked", "first"), [(("2026-II", "--from", "2025-II"), "2025-II"), (("2026",), "2026-I")])
def test_own_report_of_several_semesters_is_named_by_its_ends_or_its_year(
    cast: Cast, tmp_path: Path, asked: tuple[str, ...], first: str
) -> None:
    """Beside the own report of the last semester, which is another."""
    world = make_own_span_world(cast)
    for begins in ("2025-II", "2026-I", "2026-II"):
        open_draft(own_scope(world, cast, begins, "2026-II"), by=cast.approver, at=AT)
    with time_machine.travel(AT, tick=False):
        status, said = ran(
            "issue_report", world.plan.code, *asked, "--kind", "own", "--institution", "EP", "--out", str(tmp_path)
        )
    assert (status, said.count("Issued IC-2027-0001")) == (0, 1)
    assert ReportEdition.objects.get().first_period.code == first


def test_report_of_several_semesters_is_named_by_its_first_and_last(cast: Cast, tmp_path: Path) -> None:
    world = make_world()
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED, first=world.before)
    adopt_draft(draft, by=cast.secretary, at=CLOSED)
    asked = ("issue_report", world.plan.code, "2026-I", "--kind", "range", "--out", str(tmp_path))
    by = ("--by", cast.secretary.email)
    assert "--from" in ran(*asked, *by)[1]
    assert ran(*asked, "--from", "2025-II", *by)[0] == 0
    assert ReportEdition.objects.get().first_period == world.before


def test_draft_is_marked_as_one_and_issues_nothing(cast: Cast, tmp_path: Path) -> None:
    world = make_world()
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    status, said = ran("render_report", "--draft", str(draft.pk), "--out", str(tmp_path), "--language", "es")
    assert (status, "A draft: it has no digest." in said) == (0, True)
    assert (tmp_path / f"borrador-{draft.pk}-informe-es.pdf").read_bytes().startswith(b"%PDF")
    assert not ReportEdition.objects.exists()
    assert ReportDraft.objects.get().standing == ReportDraft.Standing.DRAFTING
    assert ran("verify_report", str(tmp_path / f"borrador-{draft.pk}-informe-es.pdf"))[0] == 7


def test_adopted_draft_is_rendered_as_it_was_adopted(cast: Cast, tmp_path: Path) -> None:
    world = make_world()
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    adopt_draft(draft, by=cast.secretary, at=CLOSED)
    ran("render_report", "--draft", str(draft.pk), "--out", str(tmp_path), "--format", "json")
    written = (tmp_path / f"borrador-{draft.pk}-informe.json").read_bytes()
    assert hashlib.sha256(written).hexdigest() == draft.proposal_sha256
    assert issuing.issue(draft, by=cast.secretary, at=CLOSED)


def test_snapshot_of_what_was_adopted_is_not_taken_for_the_edition(cast: Cast, tmp_path: Path) -> None:
    """It has the digest that the minutes name, and no file was issued from it: nothing is told to be other than it was issued."""
    world = make_world()
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    adopt_draft(draft, by=cast.secretary, at=CLOSED)
    ran("render_report", "--draft", str(draft.pk), "--out", str(tmp_path), "--format", "json")
    issuing.issue(draft, by=cast.secretary, at=CLOSED)
    path = str(tmp_path / f"borrador-{draft.pk}-informe.json")
    status, said = ran("render_report", "--snapshot", path, "--out", str(tmp_path / "out"), "--format", "xlsx")
    assert status == 0
    assert "as it was issued" not in said
    assert "This system did not issue this snapshot" in said


# --- What goes wrong around it ---


@pytest.mark.parametrize("year", ["²", "99999999999999999999", "0000", "٢٠٢٦"])
def test_what_is_no_year_names_no_annual_report(cast: Cast, tmp_path: Path, year: str) -> None:
    plan = make_world().plan.code
    assert ran("issue_report", plan, year, "--kind", "annual", "--out", str(tmp_path))[0] == 2


def test_command_speaks_english_whatever_the_language_of_the_product(cast: Cast, tmp_path: Path) -> None:
    world = make_world()
    adopt_draft(make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    asked = ("issue_report", world.plan.code, "2026-I", "--out", str(tmp_path), "--by", cast.member.email)
    assert ran(*asked) == (3, "Only the technical secretary prepares and issues the Committee's reports.")


def test_folder_is_tried_without_touching_what_is_in_it(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / ".report").write_text("de otro")
    world = make_world()
    adopt_draft(make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    asked = ("issue_report", world.plan.code, "2026-I", "--out", str(tmp_path), "--by", cast.member.email)
    assert ran(*asked)[0] == 3
    assert [each.read_text() for each in tmp_path.iterdir()] == ["de otro"]


def test_folder_that_takes_not_every_file_is_told_together_with_the_report_that_is_issued(
    cast: Cast, tmp_path: Path
) -> None:
    world = make_world()
    adopt_draft(make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    (tmp_path / "IC-2026-0001-informe-en.pdf" / "in the way").mkdir(parents=True)
    by = ("--by", cast.secretary.email)
    status, said = ran("issue_report", world.plan.code, "2026-I", "--out", str(tmp_path), *by)
    assert (status, ReportEdition.objects.get().code) == (8, "IC-2026-0001")
    assert "IC-2026-0001 is issued, but not all its files" in said
    *again, _folder = said.partition("manage.py ")[2].rstrip(".").split()
    assert ran(*again, str(tmp_path / "again"))[0] == 0
    assert (tmp_path / "again" / "IC-2026-0001-informe-en.pdf").is_file()


def test_without_room_for_its_files_nothing_is_issued_and_the_command_says_so(
    cast: Cast, tmp_path: Path, settings: Any
) -> None:
    world = make_world()
    adopt_draft(make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED), by=cast.secretary, at=CLOSED)
    full = tmp_path / "no folder"
    full.touch()
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": full}}
    }
    by = ("--by", cast.secretary.email)
    status, said = ran("issue_report", world.plan.code, "2026-I", "--out", str(tmp_path / "out"), *by)
    assert (status, "Nothing was issued" in said) == (7, True)
    assert not ReportEdition.objects.exists()
