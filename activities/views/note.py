"""One progress note: its institution writes and sends it, the Committee reads it and decides."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from activities import handing_in
from activities.forms.note import NoteForm
from activities.models import NoteFile, ProgressNote
from activities.noting.writing import save_note
from activities.refusals import NotAllowed, NotOpen, NotReady, Refused, Stale, WrongState
from activities.views.acting import ACTIONS, CONFLICT, Answered, act
from activities.views.finding import reader
from activities.views.following import found_activity, found_note, found_period
from activities.views.note_page import Place, note_page
from documents.responses import download
from institutions import permissions
from institutions.typed_before import survives_sign_in, typed_before


@require_http_methods(["GET", "POST"])
@survives_sign_in
def note(request: HttpRequest, code: str, period: str) -> HttpResponse:
    place = found_place(request, code, period)
    if request.method == "GET":
        typed = typed_before(request)
        if typed is not None and "text" not in typed:
            return note_page(request, place, answered=Answered(False, comment=typed.get("comment", "")))
        return note_page(request, place, place.form(initial=_typed(typed)) if typed else None)
    if "text" in request.POST or request.POST.get("action") not in ACTIONS:
        return _write(request, place)
    if place.note is None:
        raise Http404
    answered = act(request, place.note, place.user, at=place.at)
    if answered.is_done and not place.is_own:
        return redirect("activity_queue")
    if answered.is_done:
        return redirect("notes", period, place.activity.institution.code)
    return note_page(request, found_place(request, code, period), answered=answered, status=answered.status)


def found_place(request: HttpRequest, code: str, period_code: str) -> Place:
    user = reader(request)
    activity, period = found_activity(user, code), found_period(period_code)
    return Place.of(activity, period, found_note(user, activity, period), user, timezone.now())


def _typed(typed: object) -> dict[str, object]:
    """The boxes as they were before signing in again; the version that was read goes along."""
    found = typed.dict() if hasattr(typed, "dict") else {}
    return {name: text for name, text in found.items() if name not in ("take_off", "is_confirmed")}


def _write(request: HttpRequest, place: Place) -> HttpResponse:
    if permissions.reporting_post(place.user, place.activity.institution) is None:
        raise PermissionDenied(_("Only who reports for the institution writes its notes."))
    if not place.can_write:
        return _shut(request, place, place.lock)
    form = place.form(request.POST, request.FILES)
    if not form.is_valid():
        form.ask_again()
        return note_page(request, place, form)
    try:
        saved = save_note(
            place.activity,
            place.period,
            form.draft,
            version=form.cleaned_data["version"],
            by=place.user,
            at=place.at,
        )
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except NotReady as refusal:
        form.tell(refusal.problems)
        form.ask_again()
        return note_page(request, place, form)
    except (Stale, WrongState, NotOpen) as refusal:
        return _stale(request, form, str(refusal))
    return _saved(request, place, saved)


def _stale(request: HttpRequest, form: NoteForm, sentence: str) -> HttpResponse:
    """What stands now, and all that was typed beside it."""
    found = request.resolver_match
    codes = found.kwargs if found else {}
    now = found_place(request, codes["code"], codes["period"])
    if not now.can_write:
        return _shut(request, now, sentence)
    again = form.again(now.note, now.form().held)
    errors = [text for text in (sentence, form.files_again) if text]
    return note_page(request, now, again, is_stale=True, errors=errors, status=CONFLICT)


def _shut(request: HttpRequest, place: Place, sentence: str) -> HttpResponse:
    """It can no longer be written: the text that was typed is shown, to be copied."""
    return note_page(request, place, errors=[sentence], kept=request.POST.get("text", ""), status=CONFLICT)


def _saved(request: HttpRequest, place: Place, saved: ProgressNote) -> HttpResponse:
    """Kept; and, with the button that says so, handed over or sent as well. What is still missing for that is said."""
    action, at = request.POST.get("action", ""), place.at
    try:
        if action == "send":
            handing_in.send(saved, version=saved.version, by=place.user, at=at)
            messages.success(request, _("It was sent to the Committee."))
        elif action == "hand-over":
            handing_in.prepare(saved, version=saved.version, by=place.user, at=at)
            messages.success(request, _("It was handed over: who approves for your institution sends it."))
        else:
            messages.success(request, _("The note is kept. Nobody else sees it until it is sent."))
            return redirect("note", place.activity.code, place.period.code)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        said = _("The note is kept, but was not handed over. %(why)s")
        messages.warning(request, said % {"why": refusal})
        return redirect("note", place.activity.code, place.period.code)
    return redirect("notes", place.period.code, place.activity.institution.code)


@require_GET
def note_file(request: HttpRequest, digest: str) -> HttpResponse:
    """The file of that digest, under the name that it was last attached with. One that may not be read does not exist."""
    visible = NoteFile.objects.visible_to(reader(request)).filter(stored_file__sha256=digest)
    found = get_object_or_404(visible.select_related("stored_file").order_by("-added_at", "-pk")[:1])
    return download(found.stored_file)
