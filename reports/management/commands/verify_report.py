"""`manage.py verify_report FILE` or `--digest HEX`: which issued report it is, whether it is intact, and whether it is in force."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.formatting import in_lima
from reports.management.finding import NO_ACCESS, unreadable
from reports.models import ReportEdition
from reports.verification.findings import Reason, Signature
from reports.verification.judging import Judgement, Match, judge_digest, judge_file
from reports.verification.recognising import Recognised, digest_in

IN_FORCE, USAGE = 0, 2
SUPERSEDED, WITHDRAWN, SIGNED, CHANGED, UNKNOWN, DAMAGED, NOT_EXAMINED = 3, 4, 5, 6, 7, 8, 10
PIECE = 1_000_000

REASONS = {
    Reason.UNREADABLE: "what was added cannot be read as a PDF is read",
    Reason.HEAVY: "what was added takes too much time or memory to examine",
    Reason.NOTHING_SIGNED: "something was added and nobody signed it",
    Reason.CHANGED: "things that can be seen were added or changed",
    Reason.BROKEN: "a signature does not hold",
    Reason.UNSIGNED_END: "something comes after the last signature",
    Reason.COVERS: "the boxes of the signatures cover too much of a page",
    Reason.ACTS: "the box of a signature does something when opened or pressed",
}


class Command(BaseCommand):
    help = (
        "Says which issued report a file or a digest is. Status 0: as it was issued, and in force. 3: as issued, but a later "
        "edition replaces it. 4: as issued, but withdrawn. 5: as issued and in force, with signatures added. 6: it begins as a "
        "report of ours, and something else was added. 7: none of ours. 8: ours, but what this system keeps of it is damaged. "
        "2: wrong use, or the digest is none. 9: there is no such file, it is a folder, or it may not be read; the message says "
        "which. 10: this system could not examine it; run it again. Neither of these two says anything of the report."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--digest", help="SHA-256 as it is printed on the cover; spaces do not matter")
        parser.add_argument("--json", action="store_true", help="all that is known, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        judgement = judged(options["file"], options["digest"])
        status = status_of(judgement)
        if options["json"]:
            self.stdout.write(json.dumps(as_data(judgement, status), ensure_ascii=False, indent=2))
        else:
            for line in lines_of(judgement):
                self.stdout.write(line)
        self.stdout.flush()
        if status != IN_FORCE:
            sys.exit(status)


def judged(file: Path | None, digest: str | None) -> Judgement:
    if (file is None) == (digest is None):
        raise CommandError("Name a file, or a digest with --digest.", returncode=USAGE)
    if file is None:
        sha256 = digest_in(digest or "")
        if not sha256:
            raise CommandError("A SHA-256 digest has 64 hexadecimal digits.", returncode=USAGE)
        return judge_digest(sha256)
    try:
        return judge_file(size_of(file), lambda: pieces_of(file))
    except OSError as error:  # of what examines it: those of the file itself are told where it is read
        words = f"This system could not examine {file}, which says nothing of the report: {error.strerror or error}."
        raise CommandError(f"{words} Run it again.", returncode=NOT_EXAMINED) from error


def size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise CommandError(unreadable(path, error), returncode=NO_ACCESS) from error


def pieces_of(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except OSError as error:
        raise CommandError(unreadable(path, error), returncode=NO_ACCESS) from error


def status_of(judgement: Judgement) -> int:
    """The worst that is to be said."""
    if judgement.recognised is None:
        return UNKNOWN
    edition = judgement.recognised.edition
    is_signed = judgement.match == Match.SIGNED or judgement.recognised.copy is not None
    for status, holds in (
        (CHANGED, judgement.match == Match.GROWN),
        (DAMAGED, bool(judgement.damage)),
        (WITHDRAWN, edition.is_withdrawn),
        (SUPERSEDED, edition.is_superseded),
        (SIGNED, is_signed),
    ):
        if holds:
            return status
    return IN_FORCE


def lines_of(judgement: Judgement) -> Iterator[str]:
    yield f"SHA-256: {judgement.sha256}"
    if judgement.recognised is None:
        yield "None of the reports issued by this system, or changed after it was issued."
        return
    edition = judgement.recognised.edition
    yield f"{edition.code}: {verdict(judgement)}."
    yield f"It is {what_it_is(judgement.recognised)}."
    yield f"Edition {edition.number} of {edition.plan.code}, {edition.kind}, {edition.period.code}."
    yield from standing_lines(edition)
    for reason in judgement.reasons:
        yield f"Do not rely on it: {REASONS[reason]}."
    for signature in judgement.signatures:
        yield signature_line(signature)
    for part in judgement.damage:
        yield f"Damaged here: the {part} that this system keeps is not what was issued. Restore it from a backup."


def verdict(judgement: Judgement) -> str:
    if judgement.match == Match.GROWN:
        return "it begins as this report, but something was added to it afterwards"
    if judgement.match == Match.SIGNED:
        return "as it was issued, with signatures added to it"
    if judgement.recognised is not None and judgement.recognised.is_adopted:
        return "it was issued with this content, and a number added to it"
    return "the report that has this digest" if judgement.is_of_a_digest else "as it was issued"


def what_it_is(found: Recognised) -> str:
    if found.copy is not None:
        return f"a signed copy that is kept here, of {found.copy.file.stored_file.name}"
    if found.is_adopted:
        return "the content that the meeting adopted, whose digest its minutes name"
    return "the snapshot" if found.is_snapshot or found.file is None else f"the file {found.file.stored_file.name}"


def standing_lines(edition: ReportEdition) -> Iterator[str]:
    yield f"Issued on {day(edition.issued_at)}."
    if edition.adopted_in is not None:
        yield f"Adopted in meeting {edition.adopted_in.number}."
    if edition.is_withdrawn:
        yield f"Withdrawn on {day(edition.withdrawal.withdrawn_at)}: {edition.withdrawal.reason}"
    if edition.is_superseded:
        newer = edition.superseded_by
        withdrawn = f", which was withdrawn on {day(newer.withdrawal.withdrawn_at)}" if newer.is_withdrawn else ""
        yield f"Replaced by {newer.code}{withdrawn}."
    if not edition.is_withdrawn and not edition.is_superseded:
        yield "In force."


def signature_line(signature: Signature) -> str:
    """The name is the certificate's own; nobody checked here who issued it."""
    kind = "Time stamp" if signature.is_timestamp else "Signature"
    claim = f", at {signature.claimed_at} by its own clock" if signature.claimed_at else ""
    return f"{kind} of “{signature.signer}” by its certificate{claim}: {'it holds' if signature.holds else 'it does NOT hold'}."


def day(moment: Any) -> str:
    return f"{in_lima(moment):%Y-%m-%d}"


def as_data(judgement: Judgement, status: int) -> dict[str, Any]:
    data: dict[str, Any] = {"status": status, "match": judgement.match, "sha256": judgement.sha256}
    found = judgement.recognised
    if found is None:
        return data
    edition = found.edition
    return data | {
        "report": edition.code,
        "plan": edition.plan.code,
        "kind": edition.kind,
        "first_period": edition.first_period.code,
        "period": edition.period.code,
        "institution": edition.institution.code if edition.institution else None,
        "edition": edition.number,
        "state": edition.state,
        "issued_at": edition.issued_at.isoformat(),
        "adopted_in": edition.adopted_in.number if edition.adopted_in else None,
        "superseded_by": edition.superseded_by.code if edition.is_superseded else None,
        "withdrawn_at": edition.withdrawal.withdrawn_at.isoformat() if edition.is_withdrawn else None,
        "snapshot_sha256": edition.sha256,
        "is_demonstration": edition.plan.is_demonstration,
        "file": found.file.stored_file.name if found.file else None,
        "is_what_was_adopted": found.is_adopted,
        "is_kept_signed_copy": found.copy is not None,
        "signatures": [asdict(each) for each in judgement.signatures],
        "reasons": list(judgement.reasons),
        "damaged": list(judgement.damage),
    }
