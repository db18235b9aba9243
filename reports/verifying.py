"""Check that what was issued is what is stored: snapshots and files against the digests that the report printed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from documents.storing import StoredFileDamaged, open_verified
from measurements import chain
from reports.edition.typesetting import report_pdf
from reports.edition.version import RENDERER
from reports.issuing import JSON, PDF
from reports.models import EditionFile, ReportEdition


class EditionDamaged(Exception):
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

    `typeset` also makes each PDF again from the snapshot, when the renderer is still the one that made it.
    """
    if not is_intact(edition):
        yield "the snapshot is not the one that was issued"
    elif not is_anchored(edition):
        yield f"event {edition.content['chain']['events']}, the last one when it was issued, is no longer in the history"
    for file in edition.files.select_related("stored_file"):
        yield from file_findings(edition, file, typeset=typeset and edition.renderer == RENDERER)


def file_findings(edition: ReportEdition, file: EditionFile, *, typeset: bool) -> Iterator[str]:
    try:
        content = open_verified(file.stored_file)
    except StoredFileDamaged as damage:
        yield str(damage)
        return
    if file.format == JSON and content != edition.snapshot.encode():
        yield f"{file.stored_file.name} is not the snapshot"
    if file.format == PDF and typeset and content != report_pdf(edition.content, file.language, sha256=edition.sha256):
        yield f"{file.stored_file.name} is not what the snapshot gives"
