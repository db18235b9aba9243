"""Files and folders of the operator's that the commands about reports cannot read or write: which, why, and nothing half done."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from reports.management.finding import unreadable, unwritable
from reports.models import ReportEdition
from tests.cast import Cast
from tests.factories.reports import adopt_draft, make_draft
from tests.reports.issued.commanding import ran
from tests.reports.worlds.report import CLOSED, make_world

HERE = Path("/informes/x.pdf")


def refusal(code: int) -> OSError:
    """As the system raises it."""
    return OSError(code, os.strerror(code))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOENT, f"There is no file {HERE}."),
        (errno.EISDIR, f"{HERE} is a folder: name a file in it."),
        (errno.EACCES, f"The account that runs this command may not read {HERE}."),
        (errno.EIO, f"Cannot read {HERE}: {os.strerror(errno.EIO)}."),
    ],
)
def test_why_a_file_cannot_be_read(code: int, said: str) -> None:
    assert unreadable(HERE, refusal(code)) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EEXIST, f"{HERE} is a file, or lies below one: name a folder."),
        (errno.ENOTDIR, f"{HERE} is a file, or lies below one: name a folder."),
        (errno.EACCES, f"The account that runs this command may not write to {HERE}."),
        (errno.EROFS, f"Cannot write to {HERE}: {os.strerror(errno.EROFS)}."),
    ],
)
def test_why_something_cannot_be_written(code: int, said: str) -> None:
    assert unwritable(HERE, refusal(code)) == said


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", [("verify_report",), ("render_report", "--out", "out", "--snapshot")])
def test_a_file_that_is_not_there_and_a_folder_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    missing = tmp_path / "x.pdf"
    assert ran(*arguments, str(missing)) == (9, f"There is no file {missing}.")
    assert ran(*arguments, str(tmp_path)) == (9, f"{tmp_path} is a folder: name a file in it.")
    assert not list(tmp_path.iterdir())


@pytest.mark.django_db
def test_a_folder_that_takes_nothing_is_told_before_anything_is_done(cast: Cast, tmp_path: Path) -> None:
    world = make_world()
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    adopt_draft(draft, by=cast.secretary, at=CLOSED)
    (tmp_path / "informes").write_text("de otro")
    by = ("--by", cast.secretary.email)
    for folder in (tmp_path / "informes", tmp_path / "informes" / "abril"):
        said = f"{folder} is a file, or lies below one: name a folder. Nothing was done."
        assert ran("issue_report", world.plan.code, "2026-I", *by, "--out", str(folder)) == (9, said)
        assert ran("render_report", "--draft", str(draft.pk), "--out", str(folder)) == (9, said)
    assert not ReportEdition.objects.exists()
    assert [each.read_text() for each in tmp_path.iterdir()] == ["de otro"]


@pytest.mark.django_db
def test_a_file_that_cannot_be_written_leaves_no_half_of_it(cast: Cast, tmp_path: Path) -> None:
    """A folder of that name is in the way."""
    world = make_world()
    draft = make_draft(world.plan, world.period, by=cast.secretary, at=CLOSED)
    (tmp_path / f"borrador-{draft.pk}-informe.json").mkdir()
    asked = ("--draft", str(draft.pk), "--format", "json", "--out", str(tmp_path))
    status, said = ran("render_report", *asked)
    assert (status, f"Cannot write to {tmp_path / f'borrador-{draft.pk}-informe.json'}" in said) == (9, True)
    assert [each.name for each in tmp_path.iterdir()] == [f"borrador-{draft.pk}-informe.json"]
