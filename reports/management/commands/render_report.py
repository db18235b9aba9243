"""`manage.py render_report CODE --out DIR`: make the files of a report again, from its snapshot alone and without a browser."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from documents.canonical import canonical
from reports.drafting.laying import content_of
from reports.edition.version import RENDERER
from reports.files.making import Content, FileKind, kinds_of
from reports.issued.verifying import is_intact
from reports.management.finding import NO_ACCESS, NOT_FOUND, unreadable, writable, write_whole
from reports.models import EditionFile, ReportDraft, ReportEdition
from reports.models.draft import ProposalDamaged
from reports.verification.recognising import of_digest

DAMAGED = 4


@dataclass(frozen=True, slots=True)
class Source:
    """What is rendered: its content, the digest that it prints (none of a draft), how its files are called, and its edition."""

    content: Content
    sha256: str
    stem: str
    edition: ReportEdition | None = None


class Command(BaseCommand):
    help = (
        "Makes the files of an issued report, of a snapshot in a file, or of a draft, which is marked as one on every page. "
        "Nothing is issued and nothing is stored. Status 2: not found. 4: the snapshot is not the one that was issued. "
        "9: the file of the snapshot cannot be read, or the folder not written to; what was written is whole."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", help="code of an issued report, e.g. IC-2026-0003")
        parser.add_argument("--snapshot", type=Path, help="a snapshot as it was downloaded, IC-….json")
        parser.add_argument("--draft", type=int, help="number of a draft")
        parser.add_argument("--out", required=True, type=Path, help="folder for the files; made when it does not exist")
        parser.add_argument("--format", nargs="+", metavar="FORMAT", help="only these: pdf docx xlsx json")
        parser.add_argument("--language", nargs="+", choices=("es", "en"), help="only these")
        parser.add_argument("--part", nargs="+", choices=EditionFile.Part.values, help="only these")

    def handle(self, *args: Any, **options: Any) -> None:
        source = source_of(options)
        if source.edition is None and source.sha256:
            self.stderr.write("This system did not issue this snapshot: what is made of it proves nothing.")
        wanted = list(chosen(source.content, options))
        if not wanted:
            raise CommandError("The report has no such file.", returncode=NOT_FOUND)
        folder = writable(options["out"])
        for place, (kind, language) in enumerate(wanted, 1):
            path = folder / kind.name(source.stem, language)
            made = made_of(source, kind, language)
            write_whole(path, made)
            self.stdout.write(f"[{place}/{len(wanted)}] {path}{compared(source, kind, language, made)}")
            self.stdout.flush()
        self.stdout.write(
            f"SHA-256 of the snapshot: {source.sha256}" if source.sha256 else "A draft: it has no digest."
        )


def made_of(source: Source, kind: FileKind, language: str) -> bytes:
    """A file of the report. What this system did not issue may lack anything, or hold it in the wrong form."""
    try:
        return kind.make(source.content, language, source.sha256)
    except Exception as error:
        if source.edition is not None or not source.sha256:
            raise
        words = f"No {kind.format} can be made of this snapshot, which this system did not issue"
        raise CommandError(f"{words}: {type(error).__name__} {error}.", returncode=DAMAGED) from error


def source_of(options: dict[str, Any]) -> Source:
    asked = [name for name in ("code", "snapshot", "draft") if options[name] is not None]
    if len(asked) != 1:
        raise CommandError(
            "Name one thing: the code of an edition, --snapshot FILE or --draft NUMBER.", returncode=NOT_FOUND
        )
    if asked == ["draft"]:
        return of_draft(options["draft"])
    return of_edition(options["code"]) if asked == ["code"] else of_snapshot(options["snapshot"])


def of_edition(code: str) -> Source:
    found = ReportEdition.objects.of_code(code).first()
    if found is None:
        raise CommandError(f"There is no edition {code}.", returncode=NOT_FOUND)
    if not is_intact(found):
        raise CommandError(f"The snapshot of {code} is not the one that was issued: restore it.", returncode=DAMAGED)
    return Source(found.content, found.sha256, found.code, found)


def of_snapshot(path: Path) -> Source:
    """A file whose bytes are a snapshot, exactly: only then is its digest the one that the report prints."""
    try:
        written = path.read_bytes()
        content = json.loads(written)
        is_exact = canonical(content) == written
        code = content["edition"].get("code") or "borrador"
    except OSError as error:
        raise CommandError(unreadable(path, error), returncode=NO_ACCESS) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CommandError(f"{path} is not a snapshot of a report.", returncode=DAMAGED) from error
    if not is_exact:
        raise CommandError(f"{path} was changed: it is not written as a snapshot is.", returncode=DAMAGED)
    sha256 = hashlib.sha256(written).hexdigest()
    known = of_digest(sha256)
    if known is not None and known.is_snapshot:
        return Source(content, sha256, known.edition.code, known.edition)
    return Source(
        content, sha256, safe(code)
    )  # what a meeting adopted too, though its digest is known: no file was issued from it


def of_draft(pk: int) -> Source:
    """As it was put before a meeting; before that as its data stand."""
    draft = ReportDraft.objects.whole().filter(pk=pk).first()
    if draft is None:
        raise CommandError(f"There is no draft {pk}.", returncode=NOT_FOUND)
    stands = draft.standing in (draft.Standing.PROPOSED, draft.Standing.ADOPTED, draft.Standing.READY)
    try:
        content = draft.proposed_content if stands else content_of(draft, at=timezone.now())
    except ProposalDamaged as damage:
        raise CommandError(f"{damage}: restore it from a backup.", returncode=DAMAGED) from damage
    return Source(content, "", f"borrador-{draft.pk}")


def safe(code: str) -> str:
    """A name for files, whatever a snapshot from elsewhere calls itself."""
    return re.sub(r"[^A-Za-z0-9-]", "_", str(code))[:60]


def chosen(content: Content, options: dict[str, Any]) -> Iterator[tuple[FileKind, str]]:
    for kind in kinds_of(content):
        for language in kind.languages:
            if (
                fits(kind.format, options["format"])
                and fits(str(kind.part), options["part"])
                and (not language or fits(language, options["language"]))
            ):
                yield kind, language


def fits(value: str, wanted: list[str] | None) -> bool:
    return not wanted or value in wanted


def compared(source: Source, kind: FileKind, language: str, made: bytes) -> str:
    """Whether it is the file that was issued, byte by byte. A later version of the product may print the same snapshot otherwise."""
    if source.edition is None:
        return ""
    files = source.edition.files.filter(part=kind.part, format=kind.format, language=language)
    issued = files.select_related("stored_file").first()
    if issued is None:
        return ": no such file was issued"
    if issued.stored_file.sha256 == hashlib.sha256(made).hexdigest():
        return ": as it was issued"
    if source.edition.renderer == RENDERER:
        return ": NOT as it was issued, although the same version made it"
    return f": printed otherwise than it was issued, by {source.edition.renderer}"
