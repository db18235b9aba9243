"""The official letters of a request come back from the ministry's document system, signed, and are kept with their numbers.

The draft of the product has no number and no signature: the oficio does, and so does the letter of the president. A corrected
number or a newer copy is filed again; the message before keeps what it said, and its file.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from committee.models import InformationRequest, Verb
from committee.permissions import requiring_post
from committee.requests.steps import Step, Unexplained, WrongFile, take, words, write
from documents.inspection import Inspected
from documents.letter import PDF
from institutions.models import User
from measurements.workflow.steps import require_post

LONGEST = 60
"""Characters of an official number."""


def file_oficio(
    request: InformationRequest, *, version: int, number: str, file: Inspected | None, by: User, at: dt.datetime
) -> InformationRequest:
    """Keep the number of the oficio and its signed copy, also after the request was closed. Without a file, the number alone."""
    return _file(request, Verb.OFICIO, version, number, file, by=by, at=at)


def file_letter(
    request: InformationRequest, *, version: int, number: str, file: Inspected, by: User, at: dt.datetime
) -> InformationRequest:
    """Keep the letter that the president of the Committee signed."""
    return _file(request, Verb.LETTER, version, number, file, by=by, at=at)


def _file(
    request: InformationRequest,
    verb: Verb,
    version: int,
    number: str,
    file: Inspected | None,
    *,
    by: User,
    at: dt.datetime,
) -> InformationRequest:
    post = require_post(requiring_post(by, request.institution))
    said = words(number, _("Write the number that the ministry gave to the letter."))
    if len(said) > LONGEST:
        raise Unexplained(_("Write at most %(most)d characters.") % {"most": LONGEST})
    if file is not None and file.media_type != PDF:
        raise WrongFile(_("“%(name)s” is not a PDF: file the signed letter as PDF.") % {"name": file.name})
    step = Step(post, at, said, files=(file,) if file else ())
    with transaction.atomic():
        if not take(request, version, tuple(InformationRequest.State), verb, step):
            return request
        if verb == Verb.OFICIO:
            request.official_number = said
        message = write(request, verb, step)
        if verb == Verb.OFICIO and file is not None:
            request.signed_file = message.attachments.get().stored_file
            request.save(update_fields=["signed_file"])
    return request
