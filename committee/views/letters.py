"""The letters of a request as files: drafts made on the spot for the Committee, and what was attached, for both sides."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from committee.models import RequestAttachment
from committee.requests.oficio import oficio_of
from committee.requests.president_letter import letter_of, prepared
from committee.views.finding import committee_member, found_request
from documents.letter import DOCX, PDF, Letter, as_docx, as_pdf
from documents.responses import attachment, download

FORMS: dict[str, tuple[Callable[[Letter], bytes], str]] = {"pdf": (as_pdf, PDF), "docx": (as_docx, DOCX)}
LANGUAGES = ("es", "en")


@require_GET
def request_file(request: HttpRequest, number: str, digest: str) -> HttpResponse:
    """A file of the conversation; the signed oficio is one of them."""
    found = found_request(request, number)
    attached = RequestAttachment.objects.filter(message__request=found, stored_file__sha256=digest)
    row = attached.select_related("stored_file").order_by("pk").last()
    if row is None:
        raise Http404
    return download(row.stored_file)


@require_GET
def request_oficio(request: HttpRequest, number: str, language: str, form: str) -> HttpResponse:
    committee_member(request)
    _require_known(language, form)
    found = found_request(request, number)
    return _file(oficio_of(found, language), _("draft-letter"), number, language, form)


@require_GET
def request_letter(request: HttpRequest, number: str, language: str, form: str) -> HttpResponse:
    """The letter for the president; it does not exist before the ladder has come so far."""
    committee_member(request)
    _require_known(language, form)
    found = found_request(request, number)
    step = prepared(found)
    if step is None:
        raise Http404
    return _file(letter_of(found, step, language), _("letter-president"), number, language, form)


def _require_known(language: str, form: str) -> None:
    if language not in LANGUAGES or form not in FORMS:
        raise Http404


def _file(letter: Letter, word: str, number: str, language: str, form: str) -> HttpResponse:
    render, media_type = FORMS[form]
    return attachment(render(letter), name=f"{word}-{number}-{language}.{form}", media_type=media_type)
