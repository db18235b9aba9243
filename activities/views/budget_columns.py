"""The second page of a budget import: which sheet, which row of headings, and which heading says what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activities.forms.budget_columns import ColumnsForm, initial_of
from activities.importing.columns import Choice, Grid, choice_of
from activities.importing.guessing import guess, guess_columns
from activities.importing.keeping import keep_mapping, kept_for, version_of
from activities.models import BudgetUpload
from activities.refusals import Stale
from activities.views.acting import CONFLICT
from activities.views.finding import reader
from activities.views.importing import own_statement, to_page, to_start
from documents.sheets.reading import FilledBook, book_of
from institutions.typed_before import survives_sign_in, typed_before


@require_http_methods(["GET", "POST"])
@survives_sign_in
def budget_import_columns(request: HttpRequest, year: int, institution: str, number: int) -> HttpResponse:
    statement, user, now = own_statement(request, year, institution, number), reader(request), timezone.now()
    upload = kept_for(statement, user, at=now)
    if upload is None or not statement.is_writable:
        return to_start(request, statement)
    book = book_of(upload.cells)
    if request.method == "GET":
        typed = typed_before(request)
        choice = _asked(book, upload, typed or request.GET)
        initial = _initial(upload, choice) | (typed.dict() if typed else {})
        return _show(request, upload, book, choice, ColumnsForm(headings=_headings(book, choice), initial=initial))
    choice = _asked(book, upload, request.POST)
    form = ColumnsForm(request.POST, headings=_headings(book, choice))
    if not form.is_valid():
        return _show(request, upload, book, choice, form)
    name, version = form.cleaned_data["name"].strip(), form.cleaned_data["version"]
    try:
        keep_mapping(upload, name, form.choice, version=version, by=user, at=now)
    except Stale as refusal:
        form.data = _with_version(request.POST, version_of(statement.institution, name))
        form.add_error("name", str(refusal))
        return _show(request, upload, book, choice, form, status=CONFLICT)
    messages.success(request, _("The columns are kept as “%(name)s”.") % {"name": name})
    return to_page("budget_import_check", statement)


def _asked(book: FilledBook, upload: BudgetUpload, said: QueryDict) -> Choice:
    """The sheet and row that were asked for; else those of the mapping; else those that look like it."""
    sheet, row = said.get("sheet", ""), said.get("header_row", "")
    if sheet in book.sheets and row.isascii() and row.isdigit() and 0 < len(row) < 6 and int(row):
        return Choice(sheet, int(row), guess_columns(Grid(book.sheets[sheet]).headings(int(row))))
    mapping = choice_of(upload.mapping) if upload.mapping else None
    if mapping is not None and mapping.sheet in book.sheets:
        return mapping
    return guess(book)


def _headings(book: FilledBook, choice: Choice) -> list[str]:
    sheet = book.sheets.get(choice.sheet)
    return list(Grid(sheet).headings(choice.header_row)) if sheet is not None else []


def _initial(upload: BudgetUpload, choice: Choice) -> dict[str, Any]:
    mapping = upload.mapping
    name, version = (mapping.name, mapping.version) if mapping else (_("Budget system"), 0)
    return initial_of(choice, name=name, version=version)


def _with_version(data: QueryDict, version: int) -> QueryDict:
    """What was typed, to be sent again from what stands now."""
    said = data.copy()
    said["version"] = str(version)
    return said


def _show(
    request: HttpRequest, upload: BudgetUpload, book: FilledBook, choice: Choice, form: ColumnsForm, status: int = 200
) -> HttpResponse:
    context = {
        "statement": upload.statement,
        "upload": upload,
        "form": form,
        "choice": choice,
        "sheets": list(book.sheets),
        "has_headings": bool(_headings(book, choice)),
    }
    return render(request, "activities/budget_import_columns.html", context, status=status)
