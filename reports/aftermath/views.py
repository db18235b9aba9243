"""After a report was issued: what the data say otherwise now, and preparing its corrected edition."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.speaking import language
from institutions.spreadsheet_tables import KINDS
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused
from reports.aftermath.correcting import AlreadyBegun, correction_under_way, open_correction, why_not_corrected
from reports.aftermath.difference_words import lines_of
from reports.aftermath.drift import Drift, drift_of
from reports.aftermath.drift_table import drift_table
from reports.aftermath.forms import CorrectionForm
from reports.aftermath.wording import drift_answer
from reports.drafting.permissions import steering_post
from reports.edition.reading import Snapshot
from reports.issued.verifying import require_intact
from reports.issued.views import find_edition, person
from reports.models import ReportEdition
from reports.tables.taking_away import taken_away

CONFLICT = 409


@require_safe
def edition_drift(request: HttpRequest, code: str) -> HttpResponse:
    """What the data say now that the edition says otherwise."""
    drift = found_drift(request, code)
    return render(request, "reports/edition_drift.html", drift_context(request, drift))


@require_safe
def edition_drift_data(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    drift = found_drift(request, code)
    return taken_away(drift_table(drift, language(), at=timezone.now()), kind)


@require_http_methods(["GET", "POST"])
@survives_sign_in
def edition_correct(request: HttpRequest, code: str) -> HttpResponse:
    """Open the draft of the corrected edition: the reason is asked for, and what changed is shown beside."""
    edition = find_edition(request, code)
    require_intact(edition)
    if steering_post(person(request), edition) is None:
        raise PermissionDenied(_("Only those who issue a report can prepare its corrected edition."))
    if hindrance := why_not_corrected(edition):
        messages.error(request, hindrance)
        return redirect("edition", edition.code)
    if request.method == "GET":
        return asked_for_the_reason(request, edition)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return correction_page(request, edition, form)
    reason = form.cleaned_data["reason"]
    try:
        draft = open_correction(edition, reason, language=language(), by=person(request), at=timezone.now())
    except Refused as refusal:
        if isinstance(refusal, AlreadyBegun) and refusal.draft.correction_reason == reason:
            return redirect("draft", refusal.draft.pk)
        form.add_error(None, str(refusal))
        return correction_page(request, edition, form, status=CONFLICT)
    return redirect("draft", draft.pk)


def asked_for_the_reason(request: HttpRequest, edition: ReportEdition) -> HttpResponse:
    """The page as it is opened. What was typed before signing in again is shown even where a correction was begun meanwhile."""
    typed = typed_before(request)
    begun = correction_under_way(edition)
    if typed is None and edition.is_superseded:
        raise Http404
    if typed is None and begun is not None:
        return redirect("draft", begun.pk)
    return correction_page(request, edition, CorrectionForm(typed))


def correction_page(
    request: HttpRequest, edition: ReportEdition, form: CorrectionForm, *, status: int = 200
) -> HttpResponse:
    context = drift_context(request, drift_of(edition, at=timezone.now())) | {"form": form}
    return render(request, "reports/edition_correct.html", context, status=status)


def found_drift(request: HttpRequest, code: str) -> Drift:
    edition = find_edition(request, code)
    require_intact(edition)
    return drift_of(edition, at=timezone.now())


def drift_context(request: HttpRequest, drift: Drift) -> dict[str, Any]:
    edition = drift.edition
    hindrance = why_not_corrected(edition)
    return {
        "edition": edition,
        "drift": drift,
        "answer": drift_answer(drift),
        "lines": lines_of(drift.found, Snapshot(edition.content, language())),
        "may_correct": steering_post(person(request), edition) is not None and not edition.is_superseded,
        "hindrance": hindrance,
        "begun": None if hindrance else correction_under_way(edition, seen_by=person(request)),
    }
