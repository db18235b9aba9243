"""What the commands about reports are told by name: plans, semesters, institutions, people, files, folders. Messages are for the
operator."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryFile

from django.core.management.base import CommandError

from documents.storing import write_durably
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Institution, User
from reports.drafting.permissions import steering
from reports.models import ReportKind

NOT_FOUND, NO_ACCESS = 2, 9
"""`NO_ACCESS`: a file or a folder of the operator's cannot be read or written. It says nothing of a report."""


def find_plan(code: str) -> ActionPlan:
    plan = ActionPlan.objects.filter(code=code).first()
    if plan is None:
        known = ", ".join(ActionPlan.objects.values_list("code", flat=True)) or "none is loaded"
        raise CommandError(f"There is no plan {code}. Known: {known}.", returncode=NOT_FOUND)
    return plan


def find_period(plan: ActionPlan, code: str) -> ReportingPeriod:
    period = ReportingPeriod.objects.filter(plan=plan, code=code).first()
    if period is None:
        raise CommandError(f"The plan {plan.code} has no semester {code}.", returncode=NOT_FOUND)
    return period


def find_institution(code: str) -> Institution:
    institution = Institution.objects.filter(code=code).first()
    if institution is None:
        raise CommandError(f"There is no institution {code}.", returncode=NOT_FOUND)
    return institution


def find_issuer(email: str | None, kind: str, institution: Institution | None) -> User:
    """The person named, else the one in office who issues such a report."""
    if email:
        named = User.objects.filter(email__iexact=email).first()
        if named is None:
            raise CommandError(f"Nobody signs in as {email}.", returncode=NOT_FOUND)
        return named
    people = steering(kind, institution)
    if len(people) != 1:
        who = "approvers of the institution" if kind == ReportKind.OWN else "technical secretaries"
        raise CommandError(
            f"There are {len(people)} {who} in office: name the one who issues with --by EMAIL.", returncode=NOT_FOUND
        )
    return people[0]


def writable(folder: Path) -> Path:
    """The folder, made if needed: find out before anything is done, since issuing cannot be undone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CommandError(f"{unwritable(folder, error)} Nothing was done.", returncode=NO_ACCESS) from error
    return folder


def write_whole(path: Path, content: bytes) -> None:
    """All of it or nothing: whoever looks at the folder never finds half a report."""
    try:
        write_durably(path, content)
    except OSError as error:
        raise CommandError(unwritable(path, error), returncode=NO_ACCESS) from error


def unreadable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"There is no file {path}."
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder: name a file in it."
    if isinstance(error, PermissionError):
        return f"The account that runs this command may not read {path}."
    return f"Cannot read {path}: {error.strerror or error}."


def unwritable(path: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{path} is a file, or lies below one: name a folder."
    if isinstance(error, PermissionError):
        return f"The account that runs this command may not write to {path}."
    return f"Cannot write to {path}: {error.strerror or error}."
