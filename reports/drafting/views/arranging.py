"""Which sections a report prints, and in which order."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.views.meeting_finding import tell
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused
from reports.drafting.arranging import arrange
from reports.drafting.forms.sections import SectionsForm
from reports.drafting.permissions import steering_post
from reports.drafting.sections import Row, rows_of
from reports.drafting.standing import why_shut
from reports.drafting.views.finding import CONFLICT, person, prepared_draft
from reports.models import ReportDraft
from reports.report_kinds.scope import scope_of, scope_title


@require_http_methods(["GET", "POST"])
@survives_sign_in
def draft_sections(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = prepared_draft(request, pk), person(request)
    if request.method == "GET":
        typed = typed_before(request)
        return page(request, found, SectionsForm(rows(found), found.version, typed and again(typed, found)))
    if steering_post(user, found) is None:
        raise PermissionDenied
    form = SectionsForm(rows(found), found.version, request.POST)
    if not form.is_valid():
        return page(request, found, form)
    try:
        arrange(found, form.choices, version=form.cleaned_data["version"], by=user)
    except Refused as refusal:
        now = prepared_draft(request, pk)
        kept = SectionsForm(rows(now), now.version, request.POST)
        return page(request, now, kept, status=tell(kept, refusal, now.version))
    messages.success(request, _("The sections are kept in this order."))
    return redirect("draft", pk)


def again(typed: QueryDict, draft: ReportDraft) -> QueryDict:
    """What was typed before, on a page that is made of what stands now."""
    typed["version"] = str(draft.version)
    return typed


def rows(draft: ReportDraft) -> list[Row]:
    """Without their texts, which this page does not show."""
    return rows_of(draft, {})


def page(request: HttpRequest, draft: ReportDraft, form: SectionsForm, *, status: int = 200) -> HttpResponse:
    is_led = steering_post(person(request), draft) is not None
    context = {
        "draft": draft,
        "title": scope_title(scope_of(draft)),
        "form": form,
        "can_change": is_led and draft.standing == ReportDraft.Standing.DRAFTING,
        "shut": why_shut(draft),
        "is_led": is_led,
        "is_crossed": status == CONFLICT,
    }
    return render(request, "reports/draft_sections.html", context, status=status)
