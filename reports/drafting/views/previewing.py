"""The document and the files of a draft, as they would be issued."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from documents.speaking import language
from indicators.earlier_plans import require_current
from reports.drafting.previewing import files_of, made, preview_of
from reports.drafting.standing import FROZEN
from reports.drafting.views.finding import found_draft
from reports.edition.composing import compose
from reports.files.making import MEDIA_TYPES
from reports.files.making_now import made_now
from reports.models import ReportDraft
from reports.report_kinds.scope import scope_of, scope_title


def previewed_draft(request: HttpRequest, pk: int) -> ReportDraft:
    """Of an earlier plan only what was put before a meeting: nothing is made any more of data that go on changing."""
    draft = found_draft(request, pk)
    if draft.standing not in FROZEN:
        require_current(request)
    return draft


@require_safe
def draft_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Of what was issued, its edition."""
    found = previewed_draft(request, pk)
    if found.standing == ReportDraft.Standing.ISSUED:
        return redirect("edition", found.edition.code)
    preview = preview_of(found, at=timezone.now())
    context = {
        "draft": found,
        "title": scope_title(scope_of(found)),
        "document": compose(preview.content, language(), sha256=preview.sha256, is_preview=True),
        "files": files_of(found, preview.content),
        "preview": preview,
    }
    return render(request, "reports/draft_preview.html", context)


@require_safe
def draft_preview_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the files that would be issued, made now and marked as a draft."""
    found = previewed_draft(request, pk)
    if found.standing == ReportDraft.Standing.ISSUED:
        return redirect("edition", found.edition.code)
    preview = preview_of(found, at=timezone.now())
    file = next((each for each in files_of(found, preview.content) if each.name == name), None)
    if file is None:
        raise Http404
    make, media_type = partial(made, file, preview), MEDIA_TYPES[file.kind.format]
    return made_now(request, make, name=file.name, media_type=media_type)
