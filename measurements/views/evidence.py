"""Taking a document home: only who may read the answer that it goes with, and only as a file to save."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from documents.responses import download
from institutions.models import User
from measurements.models import Evidence


@require_GET
def evidence(request: HttpRequest, digest: str) -> HttpResponse:
    """The file of that digest, under the name that it was last attached with. One that may not be read does not exist."""
    visible = Evidence.objects.visible_to(cast(User, request.user)).filter(stored_file__sha256=digest)
    found = visible.select_related("stored_file").order_by("-added_at", "-pk").first()
    if found is None:
        raise Http404
    return download(found.stored_file)
