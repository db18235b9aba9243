"""One indicator, one institution, one semester: where the reporter writes what was observed."""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from indicators.models import IndicatorRevision
from institutions import permissions
from institutions.models import User
from institutions.typed_before import as_typed, survives_sign_in
from measurements.answer.content import Content
from measurements.answer.reading import whole
from measurements.checks.beside import beside
from measurements.checks.explaining import unexplained, warnings_of
from measurements.checks.stored import content_of
from measurements.checks.unit_findings import absent_words
from measurements.consolidation import consolidating
from measurements.forms.entry import EntryForm
from measurements.forms.explanations import box_name
from measurements.models import Measurement, Status
from measurements.tasks import unsaved
from measurements.tasks.task_list import task_list_of
from measurements.views.choosing import choices_of, choosing_of, merged, still_open
from measurements.views.entry_page import EntryPage
from measurements.views.finding import answers_to, own_task
from measurements.views.restoring import restore
from measurements.views.unsaved import keep_held, taken_over
from measurements.workflow import steps as workflow
from measurements.workflow.steps import Task

CONTINUE, TASKS, PREPARE, MORE, TOTALS, MERGE = "continue", "tasks", "prepare", "more", "totals", "merge"
ATTACH, GATHER = "attach", "gather"
LOOKS = ("paste-", "open-")
"""Buttons that show the typed form anew and save nothing: rows from a pasted list, the boxes of one row."""


@require_http_methods(["GET", "POST"])
@survives_sign_in
def entry(request: HttpRequest, period: str, institution: str, indicator: str) -> HttpResponse:
    task = own_task(request, period, institution, indicator)
    page = _page(request, task)
    if request.method == "GET":
        keep_held(request, task)
        restore(page, request.GET.get("sin-guardar", ""))
        return _show(request, page)
    if permissions.reporting_post(page.user, task.institution) is None:
        raise PermissionDenied
    if "language" in request.POST:
        return _change_language(request, page)
    return _answer(request, page)


def _page(request: HttpRequest, task: Task) -> EntryPage:
    """The answer as it stands, under its own definition; a new one under the definition in force."""
    measurement = whole(answers_to(task)).first()
    revision = (
        measurement.revision
        if measurement
        else IndicatorRevision.objects.in_force(task.period).with_definition().get(indicator=task.indicator)
    )
    return EntryPage(task, revision, measurement, cast(User, request.user), timezone.now())


def _show(request: HttpRequest, page: EntryPage, *, status: int = 200) -> HttpResponse:
    page.asks_for_problems = "problemas" in request.GET
    if page.form is not None:
        page.form.evidence.ask_again()
    return render(request, "measurements/entry.html", page.context(), status=status)


def _answer(request: HttpRequest, page: EntryPage) -> HttpResponse:
    """Do what the pressed button says. Nothing is saved from a form with errors, and nothing that was typed is lost."""
    posted, action = page.read_paste(request.POST), request.POST.get("action", "")
    page.form = form = _posted(page, posted, request.FILES)
    if not form.is_valid() or action == TOTALS or action.startswith(LOOKS):
        return _show(request, page)
    version, content = form.answer.cleaned_data["version"], form.content()
    choosing = choosing_of(request)
    if choosing is not None and page.measurement is not None:
        if still_open(page, content, choosing):
            page.is_choosing = True
            return _show(request, page, status=409)
        version, content = choosing.seen, merged(content_of(page.measurement), content, choosing)
    try:
        if request.POST.get("action") == GATHER:
            return _gather(request, page, content, version)
        saved = workflow.save_draft(page.task, content, version=version, by=page.user, at=page.at)
    except workflow.Stale as refusal:
        return _stale(request, page, refusal)
    except workflow.NotAllowed as refusal:
        raise PermissionDenied from refusal
    except workflow.Refused as refusal:
        page.refusal = str(refusal)
        return _show(request, page, status=409)
    _tell_again(request, form)
    return _leave(request, page, saved)


def _tell_again(request: HttpRequest, form: EntryForm) -> None:
    """A file that is attached already is not attached twice, and the person hears why it is listed once."""
    names = form.evidence.again()
    if names:
        text = _("It was attached already, and stays attached once: %(names)s.")
        messages.info(request, text % {"names": ", ".join(names)})


def _posted(page: EntryPage, data: QueryDict, files: MultiValueDict[str, UploadedFile]) -> EntryForm:
    return EntryForm(data, files, task=page.task, revision=page.revision, measurement=page.measurement, at=page.at)


def _stale(request: HttpRequest, page: EntryPage, refusal: workflow.Stale) -> HttpResponse:
    """Somebody saved meanwhile: show both, keep what was typed. The same text twice is a double click, not a conflict."""
    page.measurement, page.refusal = whole(answers_to(page.task)).first(), str(refusal)
    page.is_item_stale = isinstance(refusal, workflow.StaleItem)
    page.form = _posted(page, request.POST, request.FILES)
    if page.measurement is None or not page.form.is_valid():
        return _show(request, page, status=409)
    page.choices = choices_of(page, page.form.content())
    if not page.choices:
        stands = _stored_again(page, page.form, page.measurement)
        if stands is not None:
            return _leave(request, page, stands)
    with suppress(workflow.Refused):
        unsaved.keep(page.task, as_typed(request.POST), by=page.user, at=page.at)
    return _show(request, page, status=409)


def _stored_again(page: EntryPage, form: EntryForm, stored: Measurement) -> Measurement | None:
    """What stands, of a form that says the same as the answer: what it says beyond the answer is saved upon the version of now.

    None where that cannot be, and where somebody else has handed the answer over meanwhile.
    """
    if not form.evidence.is_done:
        return None  # what documents there are is seen again before more are added or taken off
    if not form.reaches_further:
        return stored if stored.is_editable or stored.updated_by_id == page.user.pk else None
    try:
        return workflow.save_draft(page.task, form.content(), version=stored.version, by=page.user, at=page.at)
    except workflow.Refused as refusal:
        page.refusal = str(refusal)
        return None


def _change_language(request: HttpRequest, page: EntryPage) -> HttpResponse:
    """The page in the other language, filled with what was typed in this one."""
    try:
        unsaved.keep(page.task, as_typed(request.POST), by=page.user, at=page.at)
    except workflow.Refused as refusal:
        messages.error(request, str(refusal))
    language = request.POST["language"]
    return redirect(translate_url(page.url, language) if language in dict(settings.LANGUAGES) else page.url)


def _gather(request: HttpRequest, page: EntryPage, content: Content, version: int) -> HttpResponse:
    """Save with the units' sums in the boxes, and say which units are not in them. What was typed otherwise goes only when
    the person has seen which boxes change and ticked that they may."""
    page.replaced = page.boxes_that_sums_change(content)
    if page.replaced and "is_replaced" not in request.POST:
        return _show(request, page)
    _saved, sums = consolidating.gather(page.task, content, version=version, by=page.user, at=page.at)
    unsaved.forget(page.task, by=page.user, of=taken_over(request, page.task))
    added = ngettext(
        "The boxes hold the sum of %(n)d unit. It was saved as a draft.",
        "The boxes hold the sum of %(n)d units. It was saved as a draft.",
        len(sums.added),
    )
    messages.success(request, added % {"n": len(sums.added)})
    if sums.is_partial:
        messages.warning(request, absent_words(sums))
    return HttpResponseRedirect(page.url + "#units")


def _leave(request: HttpRequest, page: EntryPage, saved: Measurement) -> HttpResponse:
    """Where the pressed button leads after saving."""
    unsaved.forget(page.task, by=page.user, of=taken_over(request, page.task))
    action = request.POST.get("action")
    code = page.task.indicator.code
    if action == PREPARE:
        return _hand_over(request, page, saved)
    if action in (MORE, ATTACH):
        messages.success(request, _("%(code)s: saved as a draft.") % {"code": code})
        return HttpResponseRedirect(page.url + {MORE: "#lists", ATTACH: "#evidence"}[action])
    _tell_saved(request, page, saved)
    if action == MERGE:
        return redirect(page.url)
    return redirect(next_address(page.task) if action == CONTINUE else page.list_url)


def _tell_saved(request: HttpRequest, page: EntryPage, saved: Measurement) -> None:
    """The draft is saved and the person goes on; all that is odd in it is told in one box, with a way back to the first."""
    code, odd = page.task.indicator.code, unexplained(warnings_of(saved, beside(saved)))
    if not odd:
        messages.success(request, _("%(code)s: saved as a draft.") % {"code": code})
        return
    text = _("%(code)s: saved as a draft. Please look again: %(warnings)s")
    said = text % {"code": code, "warnings": " ".join(warning.text for warning in odd)}
    way_back = f"{page.url}#id_{box_name(odd[0].key)}"
    link = format_html('<a href="{}">{}</a>', way_back, _("Explain or correct it"))
    messages.warning(request, format_html("{} {}", said, link))


def _hand_over(request: HttpRequest, page: EntryPage, saved: Measurement) -> HttpResponse:
    """Hand the saved draft over for approval; what is still missing is shown, and the draft stays."""
    if saved.status != Status.PREPARED:
        try:
            workflow.prepare(saved, version=saved.version, by=page.user, at=page.at)
        except workflow.NotReady:
            return HttpResponseRedirect(page.url + "?problemas=1")
        except workflow.Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(page.url)
    messages.success(request, _("%(code)s: handed over for approval.") % {"code": page.task.indicator.code})
    return redirect(next_address(page.task))


def next_address(task: Task) -> str:
    """The next indicator that still lacks something, round to the first; when none does, where they are handed over and sent."""
    rows = task_list_of(task.institution, task.period).rows
    place = next((n for n, row in enumerate(rows) if row.code == task.indicator.code), 0)
    in_turn = [*rows[place + 1 :], *rows[:place]]
    lacking = next((row.url for row in in_turn if not row.is_complete), "")
    if lacking:
        return lacking
    if not rows[place].is_complete:
        return rows[place].url + "?problemas=1"
    return reverse("sending", args=[task.period.code, task.institution.code])
