"""`manage.py issue_report PLAN PERIOD --out DIR`: issue the compliance report of a semester and write its files to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from documents.storing import open_verified
from indicators.models import ActionPlan, ReportingPeriod
from institutions.models import Appointment, Role, User
from measurements.workflow import Refused
from reports.issuing import issue
from reports.models import ReportEdition

NOT_FOUND, REFUSED = 2, 3


class Command(BaseCommand):
    help = (
        "Issues the next edition of a semester's compliance report and writes it as PDF in Spanish and English, and as JSON. "
        "Status 2: plan, semester or person not found. Status 3: the person may not issue it, or the semester has not begun."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", help="code of the plan, e.g. PE-MINDEF-1325-2021")
        parser.add_argument("period", help="code of the semester, e.g. 2026-I")
        parser.add_argument("--out", required=True, type=Path, help="folder for the files; made when it does not exist")
        parser.add_argument(
            "--by", help="e-mail of the technical secretary who issues it; needless when there is only one"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        plan, period = find_period(options["plan"], options["period"])
        folder = writable(options["out"])
        try:
            edition = issue(plan, period, by=issuer(options["by"]), at=timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        for path in write_files(edition, folder):
            self.stdout.write(str(path))
        self.stdout.write(
            f"Issued edition {edition.number} of {period.code}. SHA-256 of the snapshot: {edition.sha256}"
        )


def find_period(plan_code: str, code: str) -> tuple[ActionPlan, ReportingPeriod]:
    plan = ActionPlan.objects.filter(code=plan_code).first()
    if plan is None:
        known = ", ".join(ActionPlan.objects.values_list("code", flat=True)) or "none is loaded"
        raise CommandError(f"There is no plan {plan_code}. Known: {known}.", returncode=NOT_FOUND)
    period = ReportingPeriod.objects.filter(plan=plan, code=code).first()
    if period is None:
        raise CommandError(f"The plan {plan_code} has no semester {code}.", returncode=NOT_FOUND)
    return plan, period


def issuer(email: str | None) -> User:
    """The person named, else the one technical secretary in office."""
    if email:
        named = User.objects.filter(email__iexact=email).first()
        if named is None:
            raise CommandError(f"Nobody signs in as {email}.", returncode=NOT_FOUND)
        return named
    posts = Appointment.objects.current(on=timezone.localdate()).filter(
        role=Role.TECHNICAL_SECRETARY, user__is_active=True
    )
    people = User.objects.filter(pk__in=posts.values("user"))
    if len(people) != 1:
        raise CommandError(
            f"There are {len(people)} technical secretaries in office: name the one who issues with --by EMAIL.",
            returncode=NOT_FOUND,
        )
    return people[0]


def writable(folder: Path) -> Path:
    """The folder, made if needed: find out before anything is issued, since that cannot be undone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".issue_report"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CommandError(f"Cannot write to {folder}: {error}") from error
    return folder


def write_files(edition: ReportEdition, folder: Path) -> list[Path]:
    paths = []
    for file in edition.files.select_related("stored_file"):
        path = folder / file.stored_file.name
        path.write_bytes(open_verified(file.stored_file))
        paths.append(path)
    return paths
