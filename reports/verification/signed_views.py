"""The page of the signed copies of an edition. Whoever reads the edition reads them; whoever issues such reports adds one."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.responses import download
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import NotAllowed
from reports.drafting.permissions import steering_post
from reports.issued.views import find_edition, person
from reports.models import ReportEdition
from reports.verification.card import signed_card
from reports.verification.forms import SignedCopyForm
from reports.verification.keeping import NotASignedCopy, keep_signed_copy
from reports.verification.recognising import copies

logger = logging.getLogger(__name__)
CANNOT_NOW = 503


@survives_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
def edition_signed(request: HttpRequest, code: str) -> HttpResponse:
    """The copies that are kept, and the form that keeps another."""
    found, user = find_edition(request, code), person(request)
    if request.method != "POST":
        typed = typed_before(request)
        form = SignedCopyForm(initial=typed.dict() if typed else None)
        return signed_page(request, found, form)
    if steering_post(user, found) is None:
        raise PermissionDenied
    form = SignedCopyForm(request.POST, request.FILES)
    if not form.is_valid():
        return signed_page(request, found, form)
    chosen = form.cleaned_data
    try:
        keep_signed_copy(found, chosen["file"], by=user, at=timezone.now(), reference=chosen["reference"])
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except NotASignedCopy as refusal:
        form.add_error("file", str(refusal))
        return signed_page(request, found, form)
    except OSError:
        logger.exception("A signed copy of %s cannot be stored", found.code)
        form.add_error(
            "file", _("The server cannot store it. Nothing was kept: tell the administrator, and hand it in again.")
        )
        return signed_page(request, found, form, status=CANNOT_NOW)
    messages.success(request, _("The signed copy is kept."))
    return redirect("edition_signed", found.code)


def signed_page(request: HttpRequest, found: ReportEdition, form: SignedCopyForm, *, status: int = 200) -> HttpResponse:
    context = {"edition": found, "card": signed_card(found, person(request)), "form": form}
    return render(request, "reports/edition_signed.html", context, status=status)


@require_safe
def edition_signed_file(request: HttpRequest, code: str, digest: str) -> HttpResponse:
    """A kept copy, byte by byte as it was handed in."""
    found = find_edition(request, code)
    copy = copies().filter(file__edition=found, stored_file__sha256=digest).first()
    if copy is None:
        raise Http404
    return download(copy.stored_file)
