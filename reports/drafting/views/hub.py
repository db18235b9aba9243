"""One draft: its steps, what it would go out without, and giving it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.reporting.since_consultation import answer_of
from committee.views.meeting_finding import may_read_meetings, tell
from documents.forms.versioned import VersionedForm
from indicators.earlier_plans import earlier_plan
from measurements.answer.refusals import Refused
from reports.consulting.since import since_consulted
from reports.drafting.abandoning import abandon
from reports.drafting.checklist import checks_of, shown_to
from reports.drafting.hub import steps_of
from reports.drafting.marks import MARKS
from reports.drafting.permissions import steering_post
from reports.drafting.previewing import preview_of
from reports.drafting.sections import rows_of, written_in
from reports.drafting.standing import FROZEN, why_shut
from reports.drafting.views.finding import found_draft, person, prepared_draft, steered_draft
from reports.models import ReportDraft
from reports.report_kinds.scope import scope_of, scope_title

Standing = ReportDraft.Standing


@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    found = found_draft(request, pk)
    return steps_page(request, found) if earlier_plan(request) is None else left_behind_page(request, found)


def left_behind_page(request: HttpRequest, found: ReportDraft) -> HttpResponse:
    """Of an earlier plan: what people wrote, to be read and copied, and what became of it. It is prepared no further."""
    context = {
        "draft": found,
        "title": scope_title(scope_of(found)),
        "mark": MARKS[found.standing],
        "edition": found.edition if found.standing == Standing.ISSUED else None,
        "point": found.point if found.point is not None and may_read_meetings(person(request)) else None,
        "is_frozen": found.standing in FROZEN and found.standing != Standing.ISSUED,
        "texts": written_in(found),
    }
    return render(request, "reports/draft_left_behind.html", context)


def steps_page(request: HttpRequest, found: ReportDraft) -> HttpResponse:
    user = person(request)
    preview = preview_of(found, at=timezone.now())
    since = since_consulted(found, preview.content)
    context = {
        "draft": found,
        "title": scope_title(scope_of(found)),
        "mark": MARKS[found.standing],
        "steps": steps_of(found, rows_of(found, preview.content), user),
        "checks": shown_to(user, found, checks_of(preview.content, is_short=True)),
        "is_frozen": preview.is_frozen,
        "shut": why_shut(found),
        "since_answer": answer_of(since) if since is not None else "",
        "has_changed": since is not None and not since.is_same,
        "can_abandon": found.standing == Standing.DRAFTING and steering_post(user, found) is not None,
    }
    return render(request, "reports/draft.html", context)


@require_safe
def draft_checklist(request: HttpRequest, pk: int) -> HttpResponse:
    found, user = prepared_draft(request, pk), person(request)
    preview = preview_of(found, at=timezone.now())
    context = {
        "draft": found,
        "title": scope_title(scope_of(found)),
        "checks": shown_to(user, found, checks_of(preview.content)),
        "is_frozen": preview.is_frozen,
    }
    return render(request, "reports/draft_checklist.html", context)


@require_http_methods(["GET", "POST"])
def draft_abandon(request: HttpRequest, pk: int) -> HttpResponse:
    found = steered_draft(request, pk)
    if request.method == "GET" and found.standing != Standing.DRAFTING:
        messages.info(request, why_shut(found))
        return redirect("draft", pk)
    form = VersionedForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            abandon(found, version=form.cleaned_data["version"], by=person(request), at=timezone.now())
        except Refused as refusal:
            status = tell(form, refusal, found_draft(request, pk).version)
        else:
            messages.success(request, _("The report was given up. It stays on record, and another one can be opened."))
            return redirect("edition_list")
    context = {"draft": found, "title": scope_title(scope_of(found)), "form": form}
    return render(request, "reports/draft_abandon.html", context, status=status)
