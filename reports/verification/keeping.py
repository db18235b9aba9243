"""Keep a signed copy beside the edition that it is a copy of. Nothing else is kept there, and what is kept stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import PurePosixPath

from django.db import transaction
from django.utils.translation import gettext as _

from documents.formatting import quoted
from documents.inspection import Inspected
from documents.speaking import language
from documents.storing import store
from institutions.models import Appointment, User
from measurements.answer.refusals import NotAllowed, Refused
from measurements.chain import chain
from reports.drafting.permissions import steering_post
from reports.models import EditionFile, ReportEdition, SignedCopy
from reports.verification.findings import Reason
from reports.verification.judging import Judgement, Match, judge_file
from reports.verification.recognising import copies
from reports.verification.wording import REASONS

UNSIGNED = ((Reason.NOTHING_SIGNED,), (Reason.TRAILING,))
"""All that is found where a tool grew the file and its signature did not get into it."""


class NotASignedCopy(Refused):
    """It is another file, or was not signed, or is more than signed."""


def keep_signed_copy(
    edition: ReportEdition, file: Inspected, *, by: User, at: dt.datetime, reference: str = ""
) -> SignedCopy:
    """Keep a copy of a file of this edition with signatures, and nothing else, added to it. The same copy again is the one kept.

    Raises NotAllowed, and NotASignedCopy that says what the file is instead.
    """
    post = require_keeping(edition, by)
    judgement = judge_file(len(file.content), lambda: [file.content])
    ours = require_signed(edition, file, judgement)
    with transaction.atomic():
        chain.lock(edition.plan_id)
        kept = copies().filter(file=ours, stored_file__sha256=judgement.sha256).first()
        if kept is not None:
            return kept
        stored = store(file.content, name=name_of(ours), media_type=file.media_type)
        return SignedCopy.objects.create(
            file=ours,
            stored_file=stored,
            reference=reference,
            findings={"signatures": [asdict(each) for each in judgement.signatures]},
            added_at=at,
            added_by=post,
        )


def require_keeping(edition: ReportEdition, by: User) -> Appointment:
    post = steering_post(by, edition)
    if post is None:
        raise NotAllowed(
            _(
                "Signed copies are kept by who issues the report: the technical secretary, or the approver of its institution."
            )
        )
    return post


def require_signed(edition: ReportEdition, file: Inspected, judgement: Judgement) -> EditionFile:
    """The file of this edition that it is a signed copy of."""
    found = judgement.recognised
    if found is None or found.file is None:
        raise NotASignedCopy(
            _(
                "“%(name)s” does not begin with a file of this edition. Sign the PDF as it was downloaded from here, and do"
                " not print or save it anew."
            )
            % {"name": file.name}
        )
    if found.edition != edition:
        raise NotASignedCopy(
            _("“%(name)s” is of edition %(code)s. Keep it there.") % {"name": file.name, "code": found.edition.code}
        )
    if judgement.match == Match.GROWN:
        why = " ".join(str(REASONS[each]) for each in judgement.reasons)
        if judgement.reasons in UNSIGNED:
            why += " " + _("Check that the tool saved the signature.")
        raise NotASignedCopy(f"{quoted(str(file.name), language())}: {why}")
    if judgement.match == Match.IDENTICAL and found.copy is None:
        raise NotASignedCopy(
            _("“%(name)s” is the edition itself, without any signature. Choose the file that the signing tool saved.")
            % {"name": file.name}
        )
    return found.file


def name_of(ours: EditionFile) -> str:
    """`IC-2026-0003-informe-es-firmado-2.pdf`: the second that is kept of that file."""
    name = PurePosixPath(ours.stored_file.name)
    return f"{name.stem}-firmado-{ours.signed_copies.count() + 1}{name.suffix}"


def kept_of(edition: ReportEdition) -> list[SignedCopy]:
    """In the order in which they were added."""
    return list(copies().filter(file__edition=edition))
