"""Files that an institution hands in: stored once for each institution, as long as it has room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from documents.formatting import file_size
from documents.inspection import Inspected
from documents.models import StoredFile
from documents.speaking import language
from documents.storing import store
from institutions.models import Institution


class NoRoom(Exception):
    """The institution has used up what it may store; the message says what to do, in the reader's language."""


def stored(file: Inspected, institution: Institution) -> StoredFile:
    """The file of that name and content, stored once for each institution."""
    digest = hashlib.sha256(file.content).hexdigest()
    known = StoredFile.objects.filter(institution=institution, sha256=digest, name=file.name).first()
    return known or store(file.content, name=file.name, media_type=file.media_type, institution=institution)


def beyond_quota(files: Iterable[Inspected], institution: Institution) -> str:
    """What to say where these files do not fit in the room that all answers of the institution share; nothing where they do."""
    sizes = {hashlib.sha256(file.content).hexdigest(): len(file.content) for file in files}
    known = StoredFile.objects.filter(institution=institution, sha256__in=sizes).values_list("sha256", flat=True)
    new = sum(sizes[digest] for digest in sizes.keys() - set(known)) if sizes else 0
    if not new or used_bytes(institution) + new <= settings.UPLOAD_QUOTA_BYTES:
        return ""
    text = _(
        "Your institution has used up the %(most)s that it may attach. Choose smaller files, use again those that are"
        " attached already, or ask the technical secretary for more room."
    )
    return text % {"most": file_size(settings.UPLOAD_QUOTA_BYTES, language())}


def used_bytes(institution: Institution) -> int:
    """How much the institution has stored. What was taken off counts, because it is kept; the same content counts once."""
    contents = StoredFile.objects.filter(institution=institution).order_by().values("sha256")
    return contents.annotate(bytes=Max("size")).aggregate(all=Sum("bytes"))["all"] or 0
