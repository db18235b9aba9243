"""The third page of a budget import: every row answered, nothing saved; then exactly that is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.budgeting.draft import StatementDraft, draft_of
from activities.forms.budget_saving import SavingForm
from activities.importing.answering import DryRun, Fate, try_out
from activities.importing.columns import Grid, choice_of, sheet_of
from activities.importing.keeping import kept_for
from activities.importing.saving import save
from activities.importing.saying import saved_sentence
from activities.models import BudgetStatement, BudgetUpload
from activities.refusals import NotAllowed, NotReady, Refused
from activities.views.acting import CONFLICT
from activities.views.finding import reader
from activities.views.importing import own_statement, to_page, to_start
from documents.sheets.reading import book_of
from institutions.typed_before import survives_sign_in, typed_before

MOST_PROGRAMMES = 20


@dataclass(frozen=True, slots=True)
class Check:
    """A dry run and all that it was made from."""

    statement: BudgetStatement
    upload: BudgetUpload
    draft: StatementDraft
    programmes: tuple[str, ...]
    dry_run: DryRun
    digest: str
    at: dt.datetime


@require_http_methods(["GET", "POST"])
@survives_sign_in
def budget_import_check(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    statement, now = own_statement(request, year, institution, number), timezone.now()
    upload = kept_for(statement, reader(request), at=now)
    if upload is None or not statement.is_writable:
        return to_start(request, statement)
    typed = typed_before(request) if request.method == "GET" else None
    said = typed or (request.GET if request.method == "GET" else request.POST)
    check = _check(statement, upload, said, now)
    if check is None:
        messages.warning(request, _("The file has not these columns: say which they are."))
        return to_page("budget_import_columns", statement)
    if request.method == "GET":
        first = {"cut_off_on": statement.cut_off_on, "source_document": statement.source_document}
        return _show(request, check, SavingForm(initial=first | (typed.dict() if typed else {})), said)
    return _save(request, check)


def _check(statement: BudgetStatement, upload: BudgetUpload, said: QueryDict, at: dt.datetime) -> Check | None:
    if upload.mapping is None:
        return None
    choice = choice_of(upload.mapping)
    sheet = sheet_of(book_of(upload.cells), choice)
    if sheet is None:
        return None
    draft, programmes = draft_of(statement), _programmes(said)
    dry_run = try_out(draft.items, Grid(sheet), choice, programmes, today=timezone.localtime(at).date())
    if dry_run is None:
        return None
    digest = dry_run.digest(upload.sha256, statement.version, draft.items)
    return Check(statement, upload, draft, programmes, dry_run, digest, at)


def _programmes(said: QueryDict) -> tuple[str, ...]:
    """The programmes that were asked for by code, parted by commas."""
    codes = [code.strip()[:20] for code in said.get("programa", "").split(",")]
    return tuple(dict.fromkeys(code for code in codes if code))[:MOST_PROGRAMMES]


def _save(request: HttpRequest, check: Check) -> HttpResponse:
    """Exactly what was shown; when something changed since, nothing, and what the file would do now."""
    form, ticked = SavingForm(request.POST), request.POST.getlist("add")
    if request.POST.get("digest") != check.digest:
        text = _("Something changed since you saw this preview. Nothing was saved. This is what the file would do now.")
        return _show(request, check, form, request.POST, error=text, status=CONFLICT)
    if not check.draft.items and not ticked:
        return _show(request, check, form, request.POST, error=_("Tick the rows that belong to the plan."))
    if not form.is_valid():
        return _show(request, check, form, request.POST)
    try:
        saved = save(check.statement, check.dry_run, ticked, **form.cleaned_data, by=reader(request), at=check.at)
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except NotReady as refusal:
        return _show(request, check, form, request.POST, error=_told(form, refusal))
    except Refused as refusal:
        return _show(request, check, form, request.POST, error=str(refusal), status=CONFLICT)
    messages.success(request, saved_sentence(saved))
    if check.dry_run.of(Fate.PROBLEM):
        messages.warning(request, _("Rows with problems were left out: look at their items before you hand it over."))
    return to_page("budget_statement", check.statement)


def _told(form: SavingForm, refusal: NotReady) -> str:
    """Each problem beside its box; what has none is said on top."""
    loose = []
    for problem in refusal.problems:
        if problem.field in form.fields:
            form.add_error(problem.field, problem.text)
        else:
            loose.append(f"{problem.about}: {problem.text}" if problem.about else problem.text)
    return " ".join(loose)


def _show(
    request: HttpRequest, check: Check, form: SavingForm, said: QueryDict, *, error: str = "", status: int = 200
) -> HttpResponse:
    run = check.dry_run
    context: Mapping[str, Any] = {
        "statement": check.statement,
        "upload": check.upload,
        "programmes": ", ".join(check.programmes),
        "digest": check.digest,
        "form": form,
        "run": run,
        "problems": run.of(Fate.PROBLEM),
        "changes": run.of(Fate.CHANGES),
        "equal": run.of(Fate.EQUAL),
        "undeclared": run.of(Fate.UNDECLARED),
        "no_item": run.of(Fate.NO_ITEM),
        "ticked": said.getlist("add"),
        "says_none": check.draft.has_item is False,
        "can_save": bool(run.of(Fate.CHANGES, Fate.UNDECLARED)),
        "errors": [{"text": error}] if error else [],
    }
    return render(request, "activities/budget_import_check.html", dict(context), status=status)
