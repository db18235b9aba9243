"""`manage.py issue_report PLAN PERIOD --out DIR`: issue a report that is ready and write its files to a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone, translation

from documents.storing import StoredFileDamaged, open_verified
from indicators.models import ActionPlan, ReportingPeriod
from measurements.answer.refusals import Refused
from reports.drafting.standing import can_be_issued
from reports.files.making import count_of
from reports.issued.issuing import issue, to_issue
from reports.issued.waiting import what_it_waits_for
from reports.management.finding import (
    NOT_FOUND,
    find_institution,
    find_issuer,
    find_period,
    find_plan,
    writable,
    write_whole,
)
from reports.models import ReportDraft, ReportEdition, ReportKind
from reports.models.draft import ProposalDamaged
from reports.report_kinds.scope import of_year

REFUSED, WAITING, DAMAGED, BUSY, NOT_STORED, NOT_WRITTEN = 3, 4, 5, 6, 7, 8
YEAR = re.compile(r"[1-9][0-9]{3}")


class Command(BaseCommand):
    help = (
        "Issues the report that a meeting adopted (an institution's own report: as its data stand) and writes all its "
        "files. Until all are made nothing is issued: ended halfway, it leaves no edition. Status 2: something named is not "
        "found. 3: the person may not issue it, or it was overtaken. 4: it is not ready; the message says what it waits for. "
        "5: what was adopted is no longer what is stored. 6: the database was busy for too long; run it again. 7: the files "
        "cannot be stored; nothing is issued. 8: it is issued, and the folder does not have all its files. 9: the folder cannot "
        "be written to; nothing is issued."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", help="code of the plan, e.g. PE-MINDEF-1325-2021")
        parser.add_argument(
            "period",
            help="code of the semester, the last one of several; the year, of an annual report or an own one of a year",
        )
        parser.add_argument("--kind", choices=ReportKind.values, default=ReportKind.SEMESTER.value)
        parser.add_argument("--from", dest="first", help="code of the first semester (--kind range, own)")
        parser.add_argument("--institution", help="code of the institution (--kind own)")
        parser.add_argument("--out", required=True, type=Path, help="folder for the files; made when it does not exist")
        parser.add_argument("--by", help="e-mail of who issues it; needless when only one person in office does")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(
            "en"
        ):  # as all that a command says; who is told of the report is told in their own language
            self.run(options)

    def run(self, options: dict[str, Any]) -> None:
        draft = ready(asked(options), options)
        folder = writable(options["out"])
        by = find_issuer(options["by"], draft.kind, draft.institution)
        now = timezone.now()
        try:
            total, made = count_of(to_issue(draft, at=now)), 0

            def tell(name: str) -> None:
                nonlocal made
                made += 1
                self.stdout.write(f"[{made}/{total}] made {name}")
                self.stdout.flush()

            edition = issue(draft, by=by, at=now, tell=tell)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=REFUSED) from refusal
        except ProposalDamaged as damage:
            raise CommandError(f"{damage}: restore it from a backup.", returncode=DAMAGED) from damage
        except OperationalError as busy:
            words = "Nothing was issued: somebody else was writing for too long. Run it again."
            raise CommandError(f"{words} ({' '.join(str(busy).split())})", returncode=BUSY) from busy
        except OSError as full:
            raise CommandError(
                f"Nothing was issued: its files cannot be stored. {full}", returncode=NOT_STORED
            ) from full
        self.stdout.write(
            f"Issued {edition.code}, edition {edition.number} of {edition.period.code}. "
            f"SHA-256 of the snapshot: {edition.sha256}"
        )
        self.stdout.flush()
        for path in write_files(edition, folder):
            self.stdout.write(str(path))
            self.stdout.flush()


def asked(options: dict[str, Any]) -> QuerySet[ReportDraft]:
    """The drafts of the report that was asked for, whatever became of them, the latest first."""
    plan, kind = find_plan(options["plan"]), options["kind"]
    drafts = ReportDraft.objects.whole().filter(plan=plan, kind=kind).order_by("-opened_at", "-pk")
    if kind == ReportKind.OWN:
        if not options["institution"]:
            raise CommandError("Say the institution with --institution.", returncode=NOT_FOUND)
        drafts = drafts.filter(institution=find_institution(options["institution"]))
    if kind in (ReportKind.ANNUAL, ReportKind.OWN) and YEAR.fullmatch(options["period"]):
        first, last = ends_of_year(plan, int(options["period"]))
        return drafts.filter(first_period=first, period=last)
    last = find_period(plan, options["period"])
    if kind == ReportKind.ANNUAL:
        return drafts.filter(period=last)
    if kind == ReportKind.RANGE and not options["first"]:
        raise CommandError("Say the first semester with --from.", returncode=NOT_FOUND)
    has_first = kind in (ReportKind.RANGE, ReportKind.OWN) and options["first"]
    return drafts.filter(period=last, first_period=find_period(plan, options["first"]) if has_first else last)


def ends_of_year(plan: ActionPlan, year: int) -> tuple[ReportingPeriod, ReportingPeriod]:
    """The first and the last semester that the plan has of it."""
    whole = of_year(plan, year)
    if whole is None:
        raise CommandError(f"The plan {plan.code} has no semester of {year}.", returncode=NOT_FOUND)
    return whole.first, whole.period


def ready(drafts: QuerySet[ReportDraft], options: dict[str, Any]) -> ReportDraft:
    """The draft that can be issued now; else the reason why none can."""
    known = list(drafts)
    under_way = [each for each in known if each.standing not in (each.Standing.ISSUED, each.Standing.ABANDONED)]
    for draft in under_way:
        if can_be_issued(draft):
            return draft
    if under_way:
        raise CommandError(what_it_waits_for(under_way[0]), returncode=WAITING)
    issued = next((each for each in known if each.standing == each.Standing.ISSUED), None)
    if issued is not None:
        raise CommandError(
            f"It was issued as {issued.edition.code}, and no correction of it is being prepared.", returncode=NOT_FOUND
        )
    raise CommandError(f"No such report of {options['period']} is being prepared.", returncode=NOT_FOUND)


def write_files(edition: ReportEdition, folder: Path) -> Iterator[Path]:
    """Each file as it is written. By now the report is issued, whatever becomes of the folder: who reads the error must know."""
    for file in edition.files.select_related("stored_file"):
        path = folder / file.stored_file.name
        try:
            write_whole(path, open_verified(file.stored_file))
        except (CommandError, StoredFileDamaged) as error:
            words = f"{edition.code} is issued, but not all its files are in {folder}"
            again = f"manage.py render_report {edition.code} --out FOLDER"
            why = str(error).rstrip(".")
            raise CommandError(f"{words}: {why}. Make them with {again}.", returncode=NOT_WRITTEN) from error
        yield path
