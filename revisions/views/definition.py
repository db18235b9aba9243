"""The page on which another definition of an indicator is drafted, or the definition of a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.views.meeting_finding import CONFLICT, tell
from indicators.defining.comparing import change_class_of
from indicators.defining.document import DefinitionDocument
from institutions.typed_before import survives_sign_in, typed_before
from measurements.answer.refusals import Refused
from revisions.forms.change import ChangeForm, ReasonForm
from revisions.forms.rows import typed_of
from revisions.forms.whole import DefinitionBoxes, Problem
from revisions.views.drafting import Draft, Kept, found_draft, is_complete_choice, keep_draft
from revisions.vocabulary import vocabulary

MORE = 2
"""Empty rows that one press adds."""


@require_http_methods(["GET", "POST"])
@survives_sign_in
def definition(request: HttpRequest, number: str, code: str) -> HttpResponse:
    draft = found_draft(request, number, code)
    if not draft.can_change:
        return redirect("revision_decision", number, code)
    make = ReasonForm if draft.is_new else ChangeForm
    if request.method == "GET" and (typed := typed_before(request)):
        boxes = DefinitionBoxes(draft.document, vocabulary(), data=typed)
        return _shown_again(request, draft, boxes, make(typed), "")
    if request.method == "GET":
        boxes = DefinitionBoxes.of(draft.document, vocabulary())
        missing = boxes.tell(draft.problems_of(draft.document)) if draft.is_written else []
        found = change_class_of(draft.changes_to(draft.document))
        return _page(request, draft, boxes, make(initial=ReasonForm.initial_of(draft.decision, found)), missing)
    boxes = DefinitionBoxes(draft.document, vocabulary(), data=request.POST)
    reason = make(request.POST)
    action = request.POST.get("action", "")
    if action.startswith("rows:") or boxes.needs_showing:
        return _shown_again(request, draft, boxes, reason, action)
    if not all([boxes.is_valid(), reason.is_valid()]):
        return _page(request, draft, boxes, reason)
    document = boxes.document
    if action == "show":
        lacking = draft.problems_of(document)
        note = _("Nothing is lacking in the definition.") if draft.is_new and not lacking else ""
        return _page(request, draft, boxes, reason, boxes.tell(lacking), document=document, note=note)
    return _keep(request, draft, boxes, reason, document)


def _keep(
    request: HttpRequest, draft: Draft, boxes: DefinitionBoxes, reason: ReasonForm, document: DefinitionDocument
) -> HttpResponse:
    """A draft is kept with its problems, which the page then shows: it cannot be adopted until they are mended."""
    changes = draft.changes_to(document)
    if isinstance(reason, ChangeForm) and not is_complete_choice(reason, changes):
        return _page(request, draft, boxes, reason, boxes.tell(draft.problems_of(document)), document=document)
    try:
        keep_draft(request, draft, document, Kept.of_change(reason, changes))
    except Refused as refusal:
        now = found_draft(request, draft.session.meeting.number, draft.code)
        status = tell(reason, refusal, now.version)
        return _page(request, now, boxes, reason, document=document, status=status)
    if draft.problems_of(document):
        messages.warning(request, _("The draft is kept. It is not complete: what is lacking stands beside its box."))
        return redirect("revision_definition", draft.session.meeting.number, draft.code)
    messages.success(request, _("The draft is kept. Nothing changes until the session adopts it."))
    return redirect("revision_decision", draft.session.meeting.number, draft.code)


def _shown_again(
    request: HttpRequest, draft: Draft, boxes: DefinitionBoxes, reason: ReasonForm, action: str
) -> HttpResponse:
    """With other boxes or more rows; nothing is judged and nothing is kept."""
    again = boxes.again(
        spare_parts=MORE if action == "rows:parts" else 0, spare_tracks=MORE if action == "rows:series" else 0
    )
    is_said = boxes.needs_showing and action in ("", "save")
    note = _("Your choice brings other boxes: look at them, then save.") if is_said else ""
    return _page(request, draft, again, type(reason)(initial=typed_of(reason)), note=note)


def _page(
    request: HttpRequest,
    draft: Draft,
    boxes: DefinitionBoxes,
    reason: ReasonForm,
    missing: Sequence[Problem] = (),
    *,
    document: DefinitionDocument | None = None,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = document or (draft.document if draft.is_begun and request.method == "GET" else None)
    context: dict[str, Any] = {
        "draft": draft,
        "session": draft.session,
        "number": draft.session.meeting.number,
        "boxes": boxes,
        "reason": reason,
        "missing": missing,
        "meanwhile": draft.kept_meanwhile(document) if status == CONFLICT else (),
        "changes": draft.changes_to(shown) if shown is not None else None,
        "note": note,
        "faulty": [form for form in [boxes.text, *boxes.parts.standing, *boxes.tracks.standing, reason] if form.errors],
        "can_split": not draft.is_new and len(draft.document.components) > 1,
    }
    return render(request, "revisions/definition_draft.html", context, status=status)
