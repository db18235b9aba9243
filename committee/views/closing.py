"""The minutes of a meeting: closing them after a page that says what follows, their files, and their signed copy."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from committee.forms.meeting import SignedForm
from committee.minutes import closing
from committee.minutes.composing import LANGUAGES, letter_of
from committee.models import Meeting
from committee.pages.meeting import page_of
from committee.views.meeting_finding import CONFLICT, found_meeting, keeper, kept_meeting, tell
from committee.views.meetings import meeting_response
from documents.forms.versioned import VersionedForm
from documents.letter import DOCX, PDF, as_docx, as_pdf
from documents.responses import attachment, download
from measurements.answer.refusals import Refused, Stale, WrongState

logger = logging.getLogger(__name__)
CANNOT_NOW = 503
FORMS = {"pdf": (as_pdf, PDF), "docx": (as_docx, DOCX)}


@require_http_methods(["GET", "POST"])
def meeting_close(request: HttpRequest, number: str) -> HttpResponse:
    found = kept_meeting(request, number)
    if request.method == "GET":
        return _close_page(request, found) if found.state == Meeting.State.HELD else redirect("meeting", number)
    form = VersionedForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        closing.close_minutes(found, version=version, by=keeper(request), at=timezone.now())
    except Refused as refusal:
        status = CONFLICT if isinstance(refusal, Stale | WrongState) else 200
        now = found_meeting(request, number)
        return _close_page(request, now, errors=[{"text": str(refusal)}], status=status)
    messages.success(request, _("The minutes are closed, and the institutions are told what was agreed."))
    return redirect("meeting", number)


def _close_page(
    request: HttpRequest, found: Meeting, *, errors: list[dict[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    shown = page_of(found, can_keep=True, at=timezone.now())
    context: dict[str, Any] = {"meeting": found, "shown": shown, "errors": errors or []}
    return render(request, "committee/meeting_close.html", context, status=status)


@require_GET
def meeting_minutes(request: HttpRequest, number: str, language: str, form: str) -> HttpResponse:
    """The minutes as a file: as they were closed, or a draft of what stands."""
    found = found_meeting(request, number)
    if language not in LANGUAGES or form not in FORMS or found.state == Meeting.State.CANCELLED:
        raise Http404
    write, media_type = FORMS[form]
    word = {"es": "acta", "en": "minutes"}[language]
    return attachment(write(letter_of(found, language)), name=f"{word}-{number}.{form}", media_type=media_type)


@require_POST
def meeting_sign(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the signed copy; what is refused is told on the meeting's page."""
    found = kept_meeting(request, number)
    form = SignedForm(request.POST, request.FILES)
    if not form.is_valid():
        return meeting_response(request, found, signed=form)
    chosen = form.cleaned_data
    try:
        closing.file_signed_minutes(
            found, chosen["file"], version=chosen["version"], by=keeper(request), at=timezone.now()
        )
    except Refused as refusal:
        now = found_meeting(request, number)
        return meeting_response(request, now, signed=form, status=tell(form, refusal, now.version, field="file"))
    except OSError:
        logger.exception("The signed minutes of %s cannot be stored", number)
        form.add_error(
            "file", _("The server cannot store it. Nothing was kept: tell the administrator, and hand it in again.")
        )
        return meeting_response(request, found, signed=form, status=CANNOT_NOW)
    messages.success(request, _("The signed minutes are kept."))
    return redirect("meeting", number)


@require_GET
def meeting_signed(request: HttpRequest, number: str) -> HttpResponse:
    found = found_meeting(request, number)
    if found.signed_file is None:
        raise Http404
    return download(found.signed_file)
