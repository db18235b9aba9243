"""What a digest belongs to: the snapshot of an edition, one of its files, or a signed copy that is kept beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from documents.canonical import digest
from documents.storing import StoredFileDamaged, open_verified
from reports.files.making import PDF
from reports.issued.verifying import is_intact
from reports.models import EditionFile, ReportEdition, SignedCopy
from reports.models.edition import CODE
from reports.snapshot.building import before_issuing
from reports.verification.fingerprint import Fingerprint

SPACE = re.compile(r"\s+")
WHOLE = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was issued under a digest. `file` is None where the snapshot of an edition has no file of its own."""

    edition: ReportEdition
    file: EditionFile | None = None
    copy: SignedCopy | None = None
    is_snapshot: bool = False
    is_adopted: bool = False
    """It is the digest that the minutes name: of what the meeting adopted, to which issuing added a number."""

    @property
    def damage(self) -> tuple[str, ...]:
        """What this system no longer keeps as it was issued: "snapshot", "file". What is genuine is still told by the issued digest."""
        found = [] if is_intact(self.edition) else ["snapshot"]
        stored = self.copy.stored_file if self.copy else self.file.stored_file if self.file else None
        if stored is not None:
            try:
                open_verified(stored)
            except StoredFileDamaged:
                found.append("file")
        return tuple(found)


def digest_in(text: str) -> str:
    """The one digest that a text holds, however it was copied: in groups, in capitals, inside an address. Empty where there is none."""
    found = set(WHOLE.findall(text.lower())) or set(WHOLE.findall(SPACE.sub("", text.lower())))
    return found.pop() if len(found) == 1 else ""


def code_in(text: str) -> str:
    """The code that a text is, if it is written as codes of reports are; whether there is such a report is not asked."""
    code = text.strip().upper()
    return code if CODE.fullmatch(code) else ""


def of_digest(sha256: str) -> Recognised | None:
    edition = ReportEdition.objects.whole().filter(sha256=sha256).first()
    if edition is not None:
        return Recognised(edition, files().filter(edition=edition, stored_file__sha256=sha256).first(), None, True)
    file = files().filter(stored_file__sha256=sha256).first()
    if file is not None:
        return Recognised(whole(file), file)
    copy = copies().filter(stored_file__sha256=sha256).first()
    return Recognised(whole(copy.file), copy.file, copy) if copy is not None else of_adopted(sha256)


def of_adopted(sha256: str) -> Recognised | None:
    """The edition whose content, without what issuing added, has the digest: worked out of the edition itself, or of what its
    meeting adopted where the edition is damaged."""
    adopted = ReportEdition.objects.whole().select_related("draft")
    edition = adopted.filter(draft__proposal_sha256=sha256, adopted_in__isnull=False).first()
    return Recognised(edition, is_adopted=True) if edition is not None and adopted_digest(edition) == sha256 else None


def adopted_digest(edition: ReportEdition) -> str:
    if is_intact(edition):
        return digest(before_issuing(edition.content))
    return hashlib.sha256(edition.draft.proposal.encode()).hexdigest() if edition.draft is not None else ""


def of_beginning(print_of_it: Fingerprint) -> EditionFile | None:
    """The file of ours that a file begins with: the longest, where several fit."""
    ours = files().filter(format=PDF, stored_file__sha256__in=print_of_it.beginnings.values())
    fitting = [each for each in ours if print_of_it.beginnings.get(each.stored_file.size) == each.stored_file.sha256]
    return max(fitting, key=lambda each: each.stored_file.size, default=None)


def sizes_below(size: int) -> Iterator[int]:
    """The sizes of our PDF files, rising, as far as a file of that size could begin with one."""
    sizes = EditionFile.objects.filter(format=PDF, stored_file__size__lt=size).order_by("stored_file__size")
    return sizes.values_list("stored_file__size", flat=True).distinct().iterator(chunk_size=500)


def whole(file: EditionFile) -> ReportEdition:
    """The edition of a file, with all that is told of it."""
    return ReportEdition.objects.whole().get(pk=file.edition_id)


def files() -> QuerySet[EditionFile]:
    return EditionFile.objects.select_related("stored_file").order_by("pk")


def copies() -> QuerySet[SignedCopy]:
    return SignedCopy.objects.select_related("stored_file", "file__stored_file", "added_by__institution").order_by("pk")
