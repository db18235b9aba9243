"""Check that what was issued is what is stored: snapshots and files against the digests that the report printed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from documents.canonical import digest
from documents.storing import Damaged, StoredFileDamaged, open_verified
from measurements.chain import chain
from reports.edition.version import RENDERER
from reports.files.making import JSON, kinds_of
from reports.models import EditionFile, ReportEdition, SignedCopy
from reports.snapshot.building import before_issuing


class EditionDamaged(Damaged):
    """The snapshot is not the one that was issued: do not show it, restore it from a backup."""


def is_intact(edition: ReportEdition) -> bool:
    return hashlib.sha256(edition.snapshot.encode()).hexdigest() == edition.sha256


def require_intact(edition: ReportEdition) -> None:
    if not is_intact(edition):
        raise EditionDamaged(f"edition {edition} is not what was issued")


def is_anchored(edition: ReportEdition) -> bool:
    """Whether the history still holds the event that the edition names as its last: a history cut short does not."""
    anchor = edition.content["chain"]
    return chain.holds(edition.plan, sequence=anchor["events"], head=anchor["head"])


def findings(edition: ReportEdition, *, typeset: bool = False) -> Iterator[str]:
    """What is wrong with an edition, in plain English for the operator; nothing when all is well.

    `typeset` also makes each file again from the snapshot, when the renderer is still the one that made it.
    """
    if not is_intact(edition):
        yield "the snapshot is not the one that was issued"
    else:
        yield from anchor_findings(edition)
        yield from adoption_findings(edition)
    for file in edition.files.select_related("stored_file"):
        yield from file_findings(edition, file, typeset=typeset and edition.renderer == RENDERER)
        for copy in file.signed_copies.select_related("stored_file"):
            yield from copy_findings(file, copy)


def anchor_findings(edition: ReportEdition) -> Iterator[str]:
    if not is_anchored(edition):
        yield f"event {edition.content['chain']['events']}, the last one when it was issued, is no longer in the history"


def adoption_findings(edition: ReportEdition) -> Iterator[str]:
    """An edition of the Committee is what its meeting adopted, to the last figure: the point of the meeting names its digest."""
    point = edition.draft.point if edition.draft else None
    if point is not None and digest(before_issuing(edition.content)) != point.digest:
        yield f"it is not what meeting {point.meeting.number} adopted, which is {point.digest}"


def file_findings(edition: ReportEdition, file: EditionFile, *, typeset: bool) -> Iterator[str]:
    try:
        content = open_verified(file.stored_file)
    except StoredFileDamaged as damage:
        yield str(damage)
        return
    if file.format == JSON and content != edition.snapshot.encode():
        yield f"{file.stored_file.name} is not the snapshot"
    elif file.format != JSON and typeset and content != made_again(edition, file):
        yield f"{file.stored_file.name} is not what the snapshot gives"


def copy_findings(file: EditionFile, copy: SignedCopy) -> Iterator[str]:
    """A signed copy is the file that was issued and something after it."""
    try:
        content = open_verified(copy.stored_file)
    except StoredFileDamaged as damage:
        yield f"signed copy {copy.stored_file.name}: {damage}"
        return
    if hashlib.sha256(content[: file.stored_file.size]).hexdigest() != file.stored_file.sha256:
        yield f"signed copy {copy.stored_file.name} does not begin with {file.stored_file.name}"


def made_again(edition: ReportEdition, file: EditionFile) -> bytes | None:
    """The file as the snapshot gives it now; None for one that is no longer made."""
    kinds = kinds_of(edition.content)
    kind = next((each for each in kinds if (each.part, each.format) == (file.part, file.format)), None)
    return kind.make(edition.content, file.language, edition.sha256) if kind else None
