"""What institutions sent of activities and budgets and waits for a decision, and progress notes validated at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from activities import queue
from activities.models import ProgressNote
from activities.noting import together
from activities.refusals import NotAllowed, Refused
from activities.views.acting import CONFLICT
from activities.views.finding import reader
from institutions.models import REVIEWING_ROLES, User


@require_GET
def activity_queue(request: HttpRequest) -> HttpResponse:
    """For whoever reads activities; nothing waits for who decides on nothing."""
    user, filters = reader(request), queue.Filters.read(request.GET)
    listing = queue.listing_of(user, filters, page=request.GET.get("page", "1"), at=timezone.now())
    numbers = queue.numbers(user)
    total = sum(numbers.values())
    choices = {"": _("All"), **queue.kinds()}
    context: dict[str, Any] = {
        "filters": filters,
        "page": listing.page,
        "rows": listing.rows,
        "query": filters.query(),
        "total": total,
        "notes": numbers[queue.NOTE],
        "institutions": queue.institutions_waiting(user) if total else [],
        "decides": user.has_role(*REVIEWING_ROLES),
        "states": [
            {
                "label": f"{label} ({numbers[kind] if kind else total})",
                "url": f"?{filters.query(tipo=kind)}",
                "is_current": kind == filters.kind,
            }
            for kind, label in choices.items()
        ],
    }
    return render(request, "activities/activity_queue.html", context)


@require_http_methods(["GET", "POST"])
def notes_together(request: HttpRequest) -> HttpResponse:
    """The progress notes that wait, to be looked over and validated at once, without a remark."""
    user = reader(request)
    if not user.has_role(*REVIEWING_ROLES):
        raise PermissionDenied
    if request.method == "GET":
        return _notes_page(request, user)
    chosen = _chosen(request, user)
    if not chosen:
        return _notes_page(request, user, error=_("Tick at least one note."))
    try:
        together.validate_together(chosen, by=user, at=timezone.now())
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        return _notes_page(request, user, error=str(refusal), status=CONFLICT)
    text = ngettext("%(n)d note is validated.", "%(n)d notes are validated.", len(chosen))
    messages.success(request, text % {"n": len(chosen)})
    return redirect(reverse("activity_queue") + _tail(request))


def _tail(request: HttpRequest) -> str:
    """The filter by institution goes with the person from page to page."""
    query = queue.Filters(institution=queue.Filters.read(request.GET).institution).query()
    return f"?{query}" if query else ""


def _chosen(request: HttpRequest, user: User) -> list[tuple[ProgressNote, int]]:
    """The ticked notes, each with the version that was shown. One that the person may not see does not exist."""
    pairs = [text.partition(":") for text in dict.fromkeys(request.POST.getlist("chosen")[: together.MOST])]
    if not all(_is_number(pk) and _is_number(version) for pk, _colon, version in pairs):
        raise Http404
    seen = ProgressNote.objects.visible_to(user).whole().in_bulk([int(pk) for pk, _colon, _version in pairs])
    if any(int(pk) not in seen for pk, _colon, _version in pairs):
        raise Http404
    return [(seen[int(pk)], int(version)) for pk, _colon, version in pairs]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _notes_page(request: HttpRequest, user: User, *, error: str = "", status: int = 200) -> HttpResponse:
    """The list as it stands now. After a refusal only what was ticked stays ticked."""
    filters = queue.Filters.read(request.GET)
    ticked = set(request.POST.getlist("chosen")) if request.method == "POST" else None
    rows = []
    for note in together.waiting_notes(user, filters.institution):
        key = f"{note.pk}:{note.version}"
        files = sum(each.removed_at is None for each in note.files.all())
        rows.append({"note": note, "key": key, "is_ticked": ticked is None or key in ticked, "files": files})
    context = {
        "rows": rows,
        "errors": [{"text": error, "href": "#notes" if rows else ""}] if error else [],
        "tail": _tail(request),
    }
    return render(request, "activities/notes_together.html", context, status=status)
