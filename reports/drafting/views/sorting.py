"""Under which heading each text of an institution stands in the section on practices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.speaking import language
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused, Stale, WrongState
from reports.drafting.forms.sorting import SortingForm, again
from reports.drafting.hub import can_change
from reports.drafting.previewing import preview_of
from reports.drafting.sorting import ToldText, sort_texts, texts_in
from reports.drafting.standing import why_shut
from reports.drafting.views.finding import CONFLICT, person, prepared_draft, require_writer
from reports.edition.sorting import KEY
from reports.models import DraftSection, ReportDraft
from reports.report_kinds.scope import scope_of, scope_title


@require_http_methods(["GET", "POST"])
@survives_sign_in
def draft_practices(request: HttpRequest, pk: int) -> HttpResponse:
    found = prepared_draft(request, pk)
    section, texts = stands(found)
    if request.method == "GET":
        typed = typed_before(request)
        form = SortingForm(texts, section.version)
        return page(
            request, found, again(SortingForm(texts, section.version, typed), texts, section.version) if typed else form
        )
    user = require_writer(request, found)
    form = SortingForm(texts, section.version, request.POST)
    if not form.is_valid():
        return page(request, found, form)
    try:
        require_as_read(form, texts)
        chosen = {place: choice.sorted for place, choice in form.choices.items()}
        sort_texts(section, chosen, version=form.cleaned_data["version"], by=user, at=timezone.now())
    except (Stale, WrongState) as refusal:
        now = prepared_draft(request, pk)
        section, texts = stands(now)
        return page(request, now, again(form, texts, section.version), refusal=refusal)
    messages.success(request, _("The texts are kept under their headings."))
    return redirect("draft_text", pk, KEY)


def stands(draft: ReportDraft) -> tuple[DraftSection, list[ToldText]]:
    """The section and its texts as they are now."""
    section: DraftSection = get_object_or_404(draft.sections.all(), key=KEY)
    return section, texts_in(preview_of(draft, at=timezone.now()).content, language(), section)


def require_as_read(form: SortingForm, texts: list[ToldText]) -> None:
    """Raises Stale if a text that was sorted has changed since it was read."""
    now, chosen = {told.place: told.sha256 for told in texts}, form.choices
    if any(choice.heading and choice.sha256 != now[place] for place, choice in chosen.items()):
        raise Stale(_("A text changed since you read it. Nothing was kept: read it, and sort it anew."))


def page(
    request: HttpRequest, draft: ReportDraft, form: SortingForm, *, refusal: Refused | None = None
) -> HttpResponse:
    context = {
        "draft": draft,
        "title": scope_title(scope_of(draft)),
        "form": form,
        "errors": [{"text": str(refusal)}] if refusal else [],
        "can_write": can_change(draft, person(request)),
        "shut": why_shut(draft),
    }
    return render(request, "reports/draft_practices.html", context, status=CONFLICT if refusal else 200)
